-- What Bedford's leaflet makes of registers, at each edge of its table.
--
-- Calendar: 190 days, 380 sessions (Sandwell's of 2024/25). "Days off" are half
-- the sessions missed: 19 days are 38 of 380, 90 per cent exactly.
--
-- Bands look at the year so far. To ask them about a whole year it does not
-- matter where in it the absence lies; actions fire on the day on which the
-- figure gets there, so fixtures about actions put the absence at the end of
-- the year, where attendance only falls, or say when it fires.

-- So many sessions of illness from 5 November 2024 on: five or six weeks without
-- a closure, where no weekday has more than its share.
local function off(sessions)
  return all_present:sessions(sessions, "I", "2024-11-05")
end

-- The last days of the year. Day 190 is 21 July 2025; 27 days begin on day 164,
-- 13 June. The half day before is the afternoon of 12 June.
local last_27   = all_present:first_days(27, "II", "2025-06-13")
local last_27_5 = last_27:but { ["2025-06-12"] = ".I" }
local last_28   = all_present:first_days(28, "II", "2025-06-12")
local last_28_5 = last_28:but { ["2025-06-11"] = ".I" }
local last_29   = all_present:first_days(29, "II", "2025-06-11")

-- Day 72 is 6 January 2025. Away from day 73 on: 72 days of 80 are 90 per cent
-- on 16 January, 72 of 84 are 85.71 on 22 January, 72 of 85 are 84.71 on 23 January.
local january = all_present:first_days(13, "II", "2025-01-07")

-- Day 12 is Friday 20 September: 21 of 24 sessions are 87.5 per cent, the day
-- before 20 of 22 were 90.91.
local september = all_present:but { ["2024-09-19"] = "II", ["2024-09-20"] = "I." }
-- What then is to be done for any pupil, and what more for this one.
local function when_low(more)
  local actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement" }
  for _, action in ipairs(more) do table.insert(actions, action) end
  return actions
end

-- A day's event for a pupil who is there all year.
local function after(name, event, action)
  return { name, calendar = "190 days", on = event.date, marks = all_present, events = { event },
    expect = { actions = { action } } }
end

local function whole_year(name, sessions, band, flags)
  return { name, calendar = "190 days", marks = sessions > 0 and off(sessions) or all_present,
    on = "2025-07-21", expect = { bands = { attendance = band }, flags = flags } }
end

local tests = {
  -- --- bands by per cent ------------------------------------------------------

  whole_year("no day off is Perfection", 0, "perfection", {}),
  whole_year("half a day off is Excellent", 1, "excellent", {}),             -- 379/380 = 99.74
  whole_year("1.5 days off of 190 are Excellent", 3, "excellent", {}),       -- 377/380 = 99.21
  whole_year("2 days off of 190 are Excellent, as the leaflet says", 4, "excellent", {}), -- 376/380 = 98.947
  whole_year("2.5 days off of 190 are on target", 5, "target", {}),          -- 375/380 = 98.68
  whole_year("8.5 days off of 190 are on target", 17, "target", {}),         -- 363/380 = 95.53
  whole_year("9.5 days off of 190, 95 per cent exactly, are on target", 19, "target", {}), -- 361/380
  whole_year("10 days off of 190 are below target, for which there is no word",
    20, none, { "below_target" }),                                           -- 360/380 = 94.74
  whole_year("18.5 days off of 190 are still below target only",
    37, none, { "below_target" }),                                           -- 343/380 = 90.26
  whole_year("19 days off of 190, 90 per cent exactly, are Concerned", 38, "concerned", {}), -- 342/380
  whole_year("27 days off of 190 are Concerned", 54, "concerned", {}),       -- 326/380 = 85.79
  whole_year("27.5 days off of 190 are Concerned, though the days column would refer",
    55, "concerned", { "days_say_refer" }),                                  -- 325/380 = 85.526
  whole_year("28 days off of 190 are Concerned, though the days column would refer",
    56, "concerned", { "days_say_refer" }),                                  -- 324/380 = 85.26
  whole_year("28.5 days off of 190, 85 per cent exactly, are Very concerning",
    57, "very_concerning", {}),                                              -- 323/380
  whole_year("29 days off of 190 are Very concerning", 58, "very_concerning", {}), -- 322/380 = 84.74

  -- Day 150: 279 of 300 sessions.
  { "93 per cent has no word in the leaflet",
    calendar = "190 days", on = "2025-05-19", marks = off(21),
    expect = { attendance = { possible = 300, attended = 279, rate = "93.00" },
      bands = { attendance = none, days_off = none }, flags = { "below_target" } } },

  { "an unauthorised late session breaks a perfect year",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2025-03-04"] = "U." },
    expect = { bands = { attendance = "excellent" } } },

  { "a late mark before the register closed does not",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2025-03-04"] = "L." },
    expect = { bands = { attendance = "perfection" } } },

  { "sessions that were not possible do not break it",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2025-03-04"] = "Y1Y1", ["2025-03-05"] = "BV" },
    expect = { bands = { attendance = "perfection" }, attendance = { possible = 378 } } },

  -- A year of 189 days: 322 of 378 sessions are 85.19 per cent, 321 are 84.92.
  { "28 days off of 189 are Concerned",
    calendar = "bedford 2024/25", on = "2025-07-18", marks = all_present:sessions(56, "I", "2024-11-06"),
    expect = { bands = { attendance = "concerned" }, attendance = { possible = 378, attended = 322 } } },

  { "28.5 days off of 189 are Very concerning",
    calendar = "bedford 2024/25", on = "2025-07-18", marks = all_present:sessions(57, "I", "2024-11-06"),
    expect = { bands = { attendance = "very_concerning" }, attendance = { attended = 321 } } },

  -- --- just beside an edge ----------------------------------------------------
  -- Day 38 is 5 November, the first day off; day 71 is 20 December.

  { "98.81 per cent is on target, not Excellent", -- day 42: 83 of 84
    calendar = "190 days", on = "2024-11-11", marks = off(1),
    expect = { attendance = { possible = 84, attended = 83, rate = "98.81" },
      bands = { attendance = "target" } } },

  { "94.92 per cent is below target", -- day 59: 112 of 118
    calendar = "190 days", on = "2024-12-04", marks = off(6),
    expect = { attendance = { possible = 118, attended = 112, rate = "94.92" },
      bands = {}, flags = { "below_target" } } },

  { "85.07 per cent is Concerned, not Very concerning", -- day 67: 114 of 134
    calendar = "190 days", on = "2024-12-16", marks = off(20),
    expect = { attendance = { possible = 134, attended = 114, rate = "85.07" },
      bands = { attendance = "concerned" }, flags = { "days_say_refer" } } },

  { "85.56 per cent is not what the days column would refer", -- day 90: 154 of 180
    calendar = "190 days", on = "2025-01-30", marks = off(26),
    expect = { attendance = { possible = 180, attended = 154, rate = "85.56" },
      bands = { attendance = "concerned" }, flags = {} } },

  -- --- who is looked at -------------------------------------------------------

  { "18 possible sessions are too few for a word",
    calendar = "190 days", on = "2024-09-17", marks = all_present:first_days(10, "II", "2024-09-05"),
    expect = { bands = {}, flags = {}, actions = {} } },

  { "19 are too few, too", -- the tenth day less one session that was not possible
    calendar = "190 days", on = "2024-09-18",
    marks = all_present:first_days(10, "II", "2024-09-05"):but { ["2024-09-18"] = "Y1I" },
    expect = { attendance = { possible = 19 }, bands = {}, flags = {}, actions = {} } },

  { "20 are enough",
    calendar = "190 days", on = "2024-09-18", marks = all_present:first_days(10, "II", "2024-09-05"),
    expect = { bands = { attendance = "very_concerning" },
      actions = { offer_support = { fired = "2024-09-18" }, registration_certificate = { fired = "2024-09-18" }, "ask_who_can_help", "review_engagement",
        open_ews_pathway = { fired = "2024-09-18" } } } },

  { "a pupil in Year 12 is outside the leaflet",
    calendar = "190 days", pupil = { year_group = "12" }, on = "2025-07-21", marks = last_29,
    expect = { bands = {}, actions = {} } },

  { "a pupil in Year 11 is not",
    calendar = "190 days", pupil = { year_group = "11" }, on = "2025-07-21", marks = last_29,
    expect = { bands = { attendance = "very_concerning" },
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement", "open_ews_pathway" } } },

  { "nor is a child in nursery",
    calendar = "190 days", pupil = { year_group = "N1" }, on = "2025-07-21", marks = last_29,
    expect = { bands = { attendance = "very_concerning" },
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement", "open_ews_pathway" } } },

  { "flags look at the leaflet's pupils only, too",
    calendar = "190 days", pupil = { year_group = "12" }, on = "2025-07-21", marks = off(20), expect = { flags = {} } },
  { "also the one for the days column",
    calendar = "190 days", pupil = { year_group = "12" }, on = "2025-07-21", marks = off(55), expect = { flags = {} } },
  { "also by days",
    calendar = "190 days", pupil = { year_group = "12" }, parameters = { mode = "days" }, on = "2025-07-21",
    marks = last_29, expect = { bands = {}, actions = {} } },

  { "and only once there are enough sessions", -- 17 of 18 are 94.44 per cent
    calendar = "190 days", on = "2024-09-17", marks = all_present:but { ["2024-09-10"] = "I." }, expect = { flags = {} } },

  -- --- by days ------------------------------------------------------------------

  { "by days, 27 days off are Concerned",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = last_27,
    expect = { bands = { days_off = "concerned" },
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement" } } },

  -- The day on which the 55th session is missed is the last.
  { "by days, 27.5 days off are Very concerning and open the pathway",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = last_27_5,
    expect = { bands = { days_off = "very_concerning" },
      actions = { offer_support = { fired = "2025-07-09" }, registration_certificate = { fired = "2025-07-09" }, "ask_who_can_help", "review_engagement",
        open_ews_pathway = { status = "blocked", fired = "2025-07-21" } } } },

  { "by days or per cent, whichever is worse counts",
    calendar = "190 days", parameters = { mode = "either" }, on = "2025-07-21", marks = last_27_5,
    expect = { bands = { attendance = "concerned", days_off = "very_concerning" },
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement", "open_ews_pathway" } } },

  -- Day 38 is 5 November; the nineteenth day off is day 56, 29 November.
  { "by days, 19 days off are Concerned",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = off(38),
    expect = { bands = { days_off = "concerned" },
      actions = { offer_support = { fired = "2024-11-29" }, registration_certificate = { fired = "2024-11-29" }, "ask_who_can_help", "review_engagement" } } },
  { "by days, 18.5 days off have no word",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = off(37),
    expect = { bands = {}, actions = {} } },
  { "by days, 9 days off have none",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = off(18),
    expect = { bands = {} } },
  { "by days, 8.5 days off are on target",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = off(17),
    expect = { bands = { days_off = "target" } } },
  { "by days, 2.5 days off are on target",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = off(5),
    expect = { bands = { days_off = "target" } } },
  { "by days, 2 days off are Excellent",
    calendar = "190 days", parameters = { mode = "days" }, on = "2025-07-21", marks = off(4),
    expect = { bands = { days_off = "excellent" } } },
  { "by days, none is Perfection, from the first day on",
    calendar = "190 days", parameters = { mode = "days" }, on = "2024-09-05", marks = all_present,
    expect = { bands = { days_off = "perfection" } } },

  -- --- the EWS pathway -----------------------------------------------------------

  -- 326 of 380 at the end: never 85 per cent. 163 days of 181 are 90.06, of 182
  -- 89.56: 9 July. Ten school days later the calendar has ended: eight are left.
  -- Five later is 16 July.
  { "27 days off at the end of a year: support and certificate, no pathway",
    calendar = "190 days", on = "2025-07-21", marks = last_27,
    expect = { actions = {
      { rule = "offer_support", fired = "2025-07-09", status = "due", due = none,
        due_in = "2 school days after 2025-07-21", owner = "attendance_officer" },
      { rule = "registration_certificate", fired = "2025-07-09", status = "overdue", due = "2025-07-16" }, "ask_who_can_help", "review_engagement",
    } } },

  { "27.5 days off: no pathway",
    calendar = "190 days", on = "2025-07-21", marks = last_27_5,
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement" } } },

  -- 162 days of 180 are 90 per cent exactly: 7 July.
  { "28 days off: no pathway, and support from 90 per cent exactly",
    calendar = "190 days", on = "2025-07-21", marks = last_28,
    expect = { actions = {
      { rule = "offer_support", fired = "2025-07-07", due = "2025-07-21", status = "due" },
      { rule = "registration_certificate", fired = "2025-07-07", due = "2025-07-14" }, "ask_who_can_help", "review_engagement" } } },

  { "28.5 days off: the pathway on the last day, blocked until the meeting",
    calendar = "190 days", on = "2025-07-21", marks = last_28_5,
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", fired = "2025-07-21", status = "blocked", due = none,
        missing = { "pre_referral_meeting" }, owner = "attendance_officer" } } } },

  { "29 days off: the same", -- 322/378 = 85.19 on 18 July
    calendar = "190 days", on = "2025-07-21", marks = last_29,
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", fired = "2025-07-21", status = "blocked" } } } },

  { "with refer = 86, 27 days off are referred",
    calendar = "190 days", parameters = { refer = 86 }, on = "2025-07-21", marks = last_27,
    expect = { bands = { attendance = "very_concerning" }, flags = {},
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement", "open_ews_pathway" } } },

  { "and 26.5 are not", -- 327/380 = 86.05
    calendar = "190 days", parameters = { refer = 86 }, on = "2025-07-21",
    marks = last_27:but { ["2025-06-13"] = ".I" },
    expect = { bands = { attendance = "concerned" }, flags = {},
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement" } } },

  { "the pathway is blocked while no meeting is on record",
    calendar = "190 days", on = "2025-01-30", marks = january,
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", fired = "2025-01-23", status = "blocked", due = none,
        missing = { "pre_referral_meeting" } } } } },

  -- Five school days after Thursday 23 January: 24, 27, 28, 29 and 30 January.
  { "with the meeting on record it is due five school days after",
    calendar = "190 days", on = "2025-01-30", marks = january,
    events = { { date = "2025-01-20", kind = "pre_referral_meeting" } },
    expect = { actions = {
      { rule = "offer_support", fired = "2025-01-16", due = "2025-01-30", status = "due" },
      { rule = "registration_certificate", fired = "2025-01-16", due = "2025-01-23", status = "overdue" }, "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", fired = "2025-01-23", due = "2025-01-30", status = "due" } } } },

  { "and overdue the day after that",
    calendar = "190 days", on = "2025-01-31", marks = january,
    events = { { date = "2025-01-20", kind = "pre_referral_meeting" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement", open_ews_pathway = "overdue" } } },

  -- Five school days after Wednesday 29 January: 30, 31, 3, 4 and 5 February.
  { "a later meeting begins the five days",
    calendar = "190 days", on = "2025-01-31", marks = january,
    events = { { date = "2025-01-29", kind = "pre_referral_meeting" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", status = "due", due = "2025-02-05" } } } },

  { "opening it is recorded as such",
    calendar = "190 days", on = "2025-01-31", marks = january,
    events = { { date = "2025-01-20", kind = "pre_referral_meeting" },
               { date = "2025-01-28", kind = "ews.pathway_opened" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", status = "done", done_on = "2025-01-28" },
      { rule = "review_strategies", fired = "2025-01-28" } } } },

  { "nothing is opened while EWS already works with the family",
    calendar = "190 days", on = "2025-01-30", marks = january,
    events = { { date = "2025-01-10", kind = "ews_involvement", to = "2025-01-31" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement",
      { rule = "open_ews_pathway", status = "suppressed", due = none,
        reason = "EWS already works with the family" } } } },

  { "once that has ended the meeting is what is missing",
    calendar = "190 days", on = "2025-02-03", marks = january,
    events = { { date = "2025-01-10", kind = "ews_involvement", to = "2025-01-31" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement", open_ews_pathway = "blocked" } } },

  -- --- where the leaflet can be read in two ways ------------------------------------

  { "99 per cent taken at its word: 2 days off of 190, 98.947, are on target only",
    calendar = "190 days", parameters = { excellent = 99 }, on = "2025-07-21", marks = off(4),
    expect = { bands = { attendance = "target" } } },
  { "and 1.5 days, 99.21, are Excellent",
    calendar = "190 days", parameters = { excellent = 99 }, on = "2025-07-21", marks = off(3),
    expect = { bands = { attendance = "excellent" } } },
  { "the target as the days column has it: 8.5 days, 95.526, are on target",
    calendar = "190 days", parameters = { target = 95.5 }, on = "2025-07-21", marks = off(17),
    expect = { bands = { attendance = "target" }, flags = {} } },
  { "and 9 days, 95.26, are not",
    calendar = "190 days", parameters = { target = 95.5 }, on = "2025-07-21", marks = off(18),
    expect = { bands = {}, flags = { "below_target" } } },
  { "the last row as below 85: 28.5 days, 85 exactly, are Concerned and listed",
    calendar = "190 days", parameters = { refer = 84.9 }, on = "2025-07-21", marks = last_28_5,
    expect = { bands = { attendance = "concerned" }, flags = { "days_say_refer" },
      actions = { "offer_support", "registration_certificate", "ask_who_can_help", "review_engagement" } } },
  { "and 29 days, 84.74, are Very concerning",
    calendar = "190 days", parameters = { refer = 84.9 }, on = "2025-07-21", marks = off(58),
    expect = { bands = { attendance = "very_concerning" } } },

  { "90 per cent read as below 90: 19 days off have no word yet", -- 342 of 380 are 90 exactly
    calendar = "190 days", parameters = { concern = 89.9 }, on = "2025-07-21", marks = off(38),
    expect = { bands = {}, flags = { "below_target" } } },
  { "and 19.5 days are Concerned", -- 341 of 380 are 89.74
    calendar = "190 days", parameters = { concern = 89.9 }, on = "2025-07-21", marks = off(39),
    expect = { bands = { attendance = "concerned" }, flags = {} } },
  { "read from the first day on, a day off in the first week is Very concerning", -- 8 of 10
    calendar = "190 days", parameters = { min_possible = 2 }, on = "2024-09-11",
    marks = all_present:but { ["2024-09-10"] = "II" }, expect = { bands = { attendance = "very_concerning" } } },

  { "the reason of an absence makes no difference to the table", -- 19 days as O: 90 per cent
    calendar = "190 days", on = "2025-07-21", marks = all_present:sessions(38, "O", "2024-11-05"),
    expect = { bands = { attendance = "concerned" } } },

  -- Nine of the first ten days missed: 2 of 20 sessions attended.
  { "a child in nursery has a word, and no legal route",
    calendar = "190 days", pupil = { year_group = "N1", date_of_birth = "2021-01-15" }, on = "2024-09-18",
    marks = all_present:first_days(9, "OO", "2024-09-06"),
    expect = { bands = { attendance = "very_concerning" }, flags = { penalty_threshold = none },
      actions = { consider_penalty_notice = none, attendance_return = none, offer_support = "due",
        registration_certificate = "due", ask_who_can_help = "due", review_engagement = "blocked",
        open_ews_pathway = "blocked" } } },

  -- --- the other rules ------------------------------------------------------------

  { "a vulnerable pupil who is absent is reported that day",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-03-04",
    marks = all_present:but { ["2025-03-04"] = "I." },
    expect = { actions = { { rule = "vulnerable_absent", fired = "2025-03-04", due = "2025-03-04",
      status = "due", owner = "class_teacher" } } } },

  { "each day anew, in place of the day before",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-03-05",
    marks = all_present:but { ["2025-03-04"] = "I.", ["2025-03-05"] = "II" },
    expect = { actions = {
      { rule = "vulnerable_absent", fired = "2025-03-04", status = "superseded" },
      { rule = "vulnerable_absent", fired = "2025-03-05", status = "due" } } } },

  { "another pupil is not",
    calendar = "190 days", pupil = { vulnerable = "no" }, on = "2025-03-04",
    marks = all_present:but { ["2025-03-04"] = "I." },
    expect = { actions = {} } },

  { "nor a vulnerable pupil who is there",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-03-04", marks = all_present,
    expect = { actions = {} } },

  { "a social worker hears at the end of each week",
    calendar = "190 days", pupil = { social_worker = "yes" }, on = "2024-09-13", marks = all_present,
    expect = { actions = {
      { rule = "tell_professionals", fired = "2024-09-06", due = "2024-09-06", status = "superseded" },
      { rule = "tell_professionals", fired = "2024-09-13", due = "2024-09-13", status = "due" } } } },

  { "not before the week's last school day",
    calendar = "190 days", pupil = { early_help = "yes" }, on = "2024-09-05", marks = all_present,
    expect = { actions = {} } },

  -- Friday 4 October is a training day: the fifth week ends on Thursday.
  { "which is a Thursday when Friday is closed",
    calendar = "190 days", on = "2024-10-03", marks = all_present,
    pupil = { early_help = "yes", enrolled_from = "2024-09-30" },
    expect = { actions = { { rule = "tell_professionals", fired = "2024-10-03", status = "due" } } } },

  { "a pupil without professionals has nobody to tell",
    calendar = "190 days", on = "2024-09-13", marks = all_present, expect = { actions = {} } },

  { "or each day, where that is asked for",
    calendar = "190 days", pupil = { social_worker = "yes" }, parameters = { professionals_hear = "daily" },
    on = "2024-09-06", marks = all_present,
    expect = { actions = {
      { rule = "tell_professionals_daily", fired = "2024-09-05", status = "superseded" },
      { rule = "tell_professionals_daily", fired = "2024-09-06", due = "2024-09-06", status = "due" } } } },

  -- Ten school days after Friday 20 September: 23 to 27, 30, 1 to 3 October and,
  -- the 4th being a training day, the 7th.
  { "a social worker follows low attendance up, and the school talks with whoever works with the pupil",
    calendar = "190 days", pupil = { social_worker = "yes", enrolled_from = "2024-09-05" }, on = "2024-09-20",
    marks = september, expect = { actions = when_low { "tell_professionals",
      { rule = "liaise", fired = "2024-09-20", due = "2024-09-27", owner = "attendance_officer" },
      { rule = "worker_follows_up", fired = "2024-09-20", due = "2024-10-07", owner = "social_worker" } } } },

  { "an early help practitioner does where there is no social worker",
    calendar = "190 days", pupil = { early_help = "yes" }, on = "2024-09-20", marks = september,
    expect = { actions = when_low { "tell_professionals", "liaise",
      { rule = "worker_follows_up", owner = "early_help" } } } },

  { "a vulnerable pupil with low attendance is looked at each week",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2024-09-20", marks = september,
    expect = { actions = when_low { "vulnerable_absent",
      { rule = "monitor_vulnerable", fired = "2024-09-20", due = "2024-09-20", owner = "attendance_officer" } } } },

  { "not before the week ends", -- Thursday: 18 of 22 are 81.8 per cent
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2024-09-19",
    marks = all_present:but { ["2024-09-18"] = "II", ["2024-09-19"] = "II" },
    expect = { actions = when_low { "vulnerable_absent", "open_ews_pathway" } } },

  { "a vulnerable pupil without a mark is looked for that day",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-03-04",
    marks = all_present:but { ["2025-03-04"] = "-." },
    expect = { actions = { { rule = "vulnerable_unmarked", fired = "2025-03-04", due = "2025-03-04",
      owner = "class_teacher" } } } },

  { "each day anew",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-03-05",
    marks = all_present:but { ["2025-03-04"] = "-.", ["2025-03-05"] = ".-" },
    expect = { actions = { { rule = "vulnerable_unmarked", fired = "2025-03-04", status = "superseded" },
      { rule = "vulnerable_unmarked", fired = "2025-03-05", status = "due" } } } },

  { "another pupil without a mark is not",
    calendar = "190 days", on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "-." },
    expect = { actions = {} } },

  after("key staff hear of a change in who is vulnerable or supports whom",
    { date = "2025-03-04", kind = "support.changed", what = "vulnerable" },
    { rule = "update_key_staff", fired = "2025-03-04", due = "2025-03-05", owner = "dsl" }),

  after("professionals are invited to a meeting before it is held",
    { date = "2025-03-04", kind = "meeting.planned", type = "CIN", on = "2025-03-14" },
    { rule = "invite_professionals", fired = "2025-03-04", due = "2025-03-14", owner = "dsl" }),

  -- 29 to 31 January are 3 days, three weeks of February 15 more, 3 and 4 March.
  after("once the pathway is open Education Welfare reviews what has been tried",
    { date = "2025-01-28", kind = "ews.pathway_opened" },
    { rule = "review_strategies", fired = "2025-01-28", due = "2025-03-04", owner = "ews" }),

  after("a plan without attendance takes it in", -- 5, 6, 7, 10 and 11 March
    { date = "2025-03-04", kind = "plan.made", type = "TAF", attendance = "no" },
    { rule = "attendance_in_plan", fired = "2025-03-04", due = "2025-03-11", owner = "attendance_officer" }),

  after("a plan with attendance is as it should be",
    { date = "2025-03-04", kind = "plan.made", type = "TAF", attendance = "yes" }),

  after("a child who may be missing is reported on the authority's form",
    { date = "2025-03-04", kind = "whereabouts_unknown", since = "2025-02-28" },
    { rule = "possibly_missing", fired = "2025-03-04", due = "2025-03-05", duty = "must" }),

  -- Ten school days after Monday 23 September: 24 to 27, 30, 1 to 3, 7 and 8 October.
  { "the six questions are gone through before anything is agreed",
    calendar = "190 days", on = "2024-09-23", marks = september,
    events = { { date = "2024-09-23", kind = "engagement_review", parents_do = "yes", challenges = "yes",
      meetings = "yes", communication = "yes", escalation = "yes", good = "yes" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help",
      { rule = "review_engagement", fired = "2024-09-20", status = "due", due = "2024-10-08" } } } },

  { "what was not asked is named",
    calendar = "190 days", on = "2024-09-23", marks = september,
    events = { { date = "2024-09-23", kind = "engagement_review", parents_do = "yes", challenges = "yes",
      meetings = "yes", communication = "yes", escalation = "no" } },
    expect = { actions = { "offer_support", "registration_certificate", "ask_who_can_help",
      { rule = "review_engagement", status = "blocked", missing = {
        "whether the school has said what it will do (BED-34)",
        "what good attendance would be for child, parent and school (BED-34)" } } } } },

  -- 21 of 24 sessions: 87.5 per cent, and 1.5 days off.
  { "each responsible parent hears of the offer, with the figures of the day",
    calendar = "190 days", on = "2024-09-20", marks = september, pupil = { name = "Pupil One" },
    school = { name = "Example School" },
    parents = { { id = "PA1", name = "Parent One", language = "Polish" }, { id = "PA2", name = "Parent Two" },
      { id = "PA3", name = "Parent Three", responsible = false } },
    expect = { letters = {
      { id = "help_with_attendance", parent = "PA1", rule = "offer_support",
        contains = { "Dear Parent One", "Pupil One had been in school for 87.50 per cent", "had missed 1.5 days",
          "By 20 September 2024", "early help", "Example School" },
        reminders = "translate it: the language of this parent is Polish" },
      { id = "help_with_attendance", parent = "PA2", gaps = none, reminders = none } } } },

  { "the head of year asks who can help",
    calendar = "190 days", on = "2024-09-20", marks = september,
    expect = { actions = { "offer_support", "registration_certificate", "review_engagement",
      { rule = "ask_who_can_help", due = "2024-10-07", owner = "head_of_year", duty = "may" } } } },

  { "in a primary school it is the head",
    calendar = "190 days", on = "2024-09-20", marks = september, school = { phase = "primary" },
    expect = { actions = { "offer_support", "registration_certificate", "review_engagement",
      { rule = "ask_who_can_help", owner = "head_teacher" } } } },

  { "appointments at a hospital are an exception",
    calendar = "190 days", on = "2025-03-18",
    marks = all_present:but { ["2025-03-04"] = "M.", ["2025-03-11"] = "M.", ["2025-03-18"] = ".M" },
    events = { { date = "2025-03-04", kind = "appointment.hospital" } },
    expect = { actions = { { rule = "medical_in_term", status = "suppressed", reason = "appointments at a hospital" } } } },

  { "three sessions of appointments in a half term are a word to the parents",
    calendar = "190 days", on = "2025-03-18", -- ten school days later is 1 April
    marks = all_present:but { ["2025-03-04"] = "M.", ["2025-03-11"] = "M.", ["2025-03-18"] = ".M" },
    expect = { actions = { { rule = "medical_in_term", fired = "2025-03-18", due = "2025-04-01", duty = "may" } } } },

  { "two in one half term and one in the next are not",
    calendar = "190 days", on = "2025-05-06",
    marks = all_present:but { ["2025-03-04"] = "M.", ["2025-03-11"] = "M.", ["2025-05-06"] = ".M" },
    expect = { actions = {} } },

  { "a holiday in term is talked about once",
    calendar = "190 days", on = "2025-03-14", marks = all_present:first_days(5, "GG", "2025-03-10"),
    expect = { actions = { { rule = "holiday_in_term", fired = "2025-03-10", due = "2025-03-18", status = "due" } } } },

  { "also one of a single morning",
    calendar = "190 days", on = "2025-03-10", marks = all_present:but { ["2025-03-10"] = "G." },
    expect = { actions = { { rule = "holiday_in_term", fired = "2025-03-10" } } } },

  { "two holidays twice",
    calendar = "190 days", on = "2025-03-28",
    marks = all_present:but { ["2025-03-10"] = "GG", ["2025-03-27"] = "GG" },
    expect = { actions = {
      { rule = "holiday_in_term", fired = "2025-03-10" }, { rule = "holiday_in_term", fired = "2025-03-27" } } } },

  { "other absence is no holiday",
    calendar = "190 days", on = "2025-03-14", marks = all_present:first_days(5, "OO", "2025-03-10"),
    expect = { actions = {} } },

  { "a suspension is taken to the Inclusion Team",
    calendar = "190 days", on = "2025-03-10", marks = all_present:but { ["2025-03-10"] = ".E" },
    expect = { actions = { { rule = "consult_inclusion_team", fired = "2025-03-10", due = "2025-03-11",
      owner = "head_teacher" } } } },

  { "also one of a single morning of suspension",
    calendar = "190 days", on = "2025-03-10", marks = all_present:but { ["2025-03-10"] = "E." },
    expect = { actions = { { rule = "consult_inclusion_team", fired = "2025-03-10" } } } },

  { "a reduced timetable is taken to the EWO, once a half term",
    calendar = "190 days", on = "2025-03-11", marks = all_present:every("tue", ".C2", "2025-03-04"),
    expect = { actions = { { rule = "consult_ewo_on_timetable", fired = "2025-03-04", due = "2025-03-11",
      status = "due", owner = "attendance_lead" } } } },

  { "and again in the next",
    calendar = "190 days", on = "2025-04-29", marks = all_present:every("tue", ".C2", "2025-04-08"),
    expect = { actions = { { rule = "consult_ewo_on_timetable", fired = "2025-04-08" },
                           { rule = "consult_ewo_on_timetable", fired = "2025-04-29" } } } },

  { "a reduced timetable is reviewed on the day agreed",
    calendar = "190 days", on = "2025-03-05", marks = all_present,
    events = { { date = "2025-03-04", kind = "part_time.agreed", to = "2025-04-04", review = "2025-03-21",
        parent_agreed = "yes", times_agreed = "yes", authority_told = "yes" },
      { date = "2025-03-05", kind = "consult_ewo_on_timetable" } },
    expect = { actions = { { rule = "review_reduced_timetable", status = "due", fired = "2025-03-04",
      due = "2025-03-21", owner = "attendance_lead" } } } },

  { "what it lacks is shown: agreement, word to the authority, the EWO",
    calendar = "190 days", on = "2025-03-04", marks = all_present,
    events = { { date = "2025-03-04", kind = "part_time.agreed", to = "2025-04-04", review = "2025-03-21" } },
    expect = { actions = { { rule = "review_reduced_timetable", status = "blocked", missing = {
      "the parent's agreement (BED-24)", "word to the authority (BED-24)", "consult_ewo_on_timetable (BED-24)" } } } } },

  { "a new agreement has a review of its own",
    calendar = "190 days", on = "2025-03-24", marks = all_present,
    events = { { date = "2025-03-04", kind = "part_time.agreed", to = "2025-03-21", review = "2025-03-14" },
      { date = "2025-03-24", kind = "part_time.agreed", to = "2025-04-04", review = "2025-04-02" } },
    expect = { actions = { { rule = "review_reduced_timetable", fired = "2025-03-04", status = "superseded" },
      { rule = "review_reduced_timetable", fired = "2025-03-24", status = "blocked" } } } },

  { "leave for another reason is no reduced timetable",
    calendar = "190 days", on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = ".C" },
    expect = { actions = {} } },

  -- --- the other flags --------------------------------------------------------------

  { "a vulnerable pupil at 90 per cent is on the list",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-07-21", marks = off(38),
    expect = { flags = { "vulnerable_and_low" } } },

  { "a vulnerable pupil above it is not",
    calendar = "190 days", pupil = { vulnerable = "yes" }, on = "2025-07-21", marks = off(37),
    expect = { flags = { "below_target" } } },

  { "five late marks in a half term are often", -- the U counts as late, too
    calendar = "190 days", on = "2024-12-03",
    marks = all_present:every("tue", "L.", "2024-11-05", "2024-11-26"):but { ["2024-12-03"] = "U." },
    expect = { flags = { "often_late" } } },
  { "four are not", -- the fifth, of 22 October, was in the half term before
    calendar = "190 days", on = "2024-12-02",
    marks = all_present:every("tue", "L.", "2024-11-05", "2024-11-26"):but { ["2024-10-22"] = "L." },
    expect = { flags = {} } },

  { "three afternoons missed after a morning in school",
    calendar = "190 days", on = "2024-11-21",
    marks = all_present:but { ["2024-11-07"] = ".O", ["2024-11-12"] = ".O", ["2024-11-21"] = ".N" },
    expect = { flags = { "leaves_at_midday" } } },
  { "a whole day is none, nor is an afternoon with leave",
    calendar = "190 days", on = "2024-11-22",
    marks = all_present:but { ["2024-11-07"] = ".O", ["2024-11-12"] = ".O", ["2024-11-21"] = "OO", ["2024-11-22"] = ".M" },
    expect = { flags = {} } },

  -- Tuesdays from 5 November to 17 December are seven. Day 68: 129 of 136
  -- sessions are 94.85 per cent; day 63: 120 of 126 are 95.24.
  { "a reduced timetable in a seventh week is no longer short",
    calendar = "190 days", on = "2024-12-17", marks = all_present:every("tue", ".C2", "2024-11-05", "2024-12-17"),
    expect = { flags = { "long_reduced_timetable", "below_target" } } },
  { "in the sixth it is",
    calendar = "190 days", on = "2024-12-10", marks = all_present:every("tue", ".C2", "2024-11-05", "2024-12-17"),
    expect = { flags = {} } },

  { "two meetings missed by the parents in a year are on the list",
    calendar = "190 days", on = "2025-03-05", marks = all_present,
    events = { { date = "2024-11-05", kind = "meeting.held", type = "TAF", parents_came = "no" },
      { date = "2025-03-05", kind = "meeting.held", type = "school", parents_came = "no" } },
    expect = { flags = { "meetings_missed" } } },
  { "one is not",
    calendar = "190 days", on = "2025-03-05", marks = all_present,
    events = { { date = "2024-11-05", kind = "meeting.held", type = "TAF", parents_came = "yes" },
      { date = "2025-03-05", kind = "meeting.held", type = "school", parents_came = "no" } },
    expect = { flags = {} } },

  -- 25 October is the last day before a holiday, 4 November the first after it.
  { "four sessions next to a holiday are a pattern",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2024-10-25"] = "II", ["2024-11-04"] = "II" },
    expect = { flags = { "absent_beside_closure" } } },

  { "three are not",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2024-10-25"] = "II", ["2024-11-04"] = "I." },
    expect = { flags = {} } },

  { "a Friday with school on Monday is next to no holiday",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2024-10-11"] = "II", ["2024-11-15"] = "II" },
    expect = { flags = {} } },

  { "a training day counts as a closure",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2024-10-03"] = "II", ["2024-10-07"] = "II" },
    expect = { flags = { "absent_beside_closure" } } },

  { "a missing mark is looked for",
    calendar = "190 days", on = "2025-07-21", marks = all_present:but { ["2025-03-04"] = ".-" },
    expect = { flags = { "missing_marks" } } },

  -- Ten days of each year: 18 of 20 sessions, then 17.
  { "less than at this point of last year is a flag",
    calendar = "two years", on = "2025-09-15",
    marks = all_present:but { ["2024-09-10"] = "II", ["2025-09-09"] = "II", ["2025-09-10"] = "I." },
    expect = { flags = { "below_last_year" } } },

  { "but not from so few sessions", -- 9 days: 17 of 18, against 18 of 18
    calendar = "two years", on = "2025-09-12", marks = all_present:but { ["2025-09-10"] = "I." },
    expect = { flags = {} } },

  { "as much is not",
    calendar = "two years", on = "2025-09-15",
    marks = all_present:but { ["2024-09-10"] = "II", ["2025-09-09"] = "II" },
    expect = { flags = {}, no_data = {} } },

  { "a first year has nothing to be compared with",
    calendar = "190 days", on = "2025-07-21", marks = off(4),
    expect = { flags = {}, no_data = { "below_last_year" } } },
}

-- --- what is considered or mentioned ---------------------------------------------------

for _, what in ipairs { "school_place", "managed_move", "exclusion", "home_education", "reduced_timetable",
  "medical_needs" } do
  table.insert(tests, after("before anything is decided the right team is asked: " .. what,
    { date = "2025-03-04", kind = "considered", what = what },
    { rule = "consult_on_" .. what, fired = "2025-03-04", due = "2025-03-05", owner = "attendance_lead" }))
end

-- --- one weekday again and again ----------------------------------------------------
-- Ten sessions, four of them on the weekday: 40 per cent. The other six are two
-- each on three other days. Then three of ten, and nine of nine, which are too
-- few to be a pattern. Weeks from 7 October and 11 November have no closure.
local days = { "mon", "tue", "wed", "thu", "fri" }
local dates = { mon = { "2024-10-07", "2024-11-11" }, tue = { "2024-10-08", "2024-11-12" },
  wed = { "2024-10-09", "2024-11-13" }, thu = { "2024-10-10", "2024-11-14" }, fri = { "2024-10-11", "2024-11-15" } }

for i, day in ipairs(days) do
  local next_day = function(n) return days[(i + n - 1) % 5 + 1] end
  local four = { [dates[day][1]] = "II", [dates[day][2]] = "II" }
  local three = { [dates[day][1]] = "II", [dates[day][2]] = "I.", [dates[next_day(4)][1]] = "I." }
  for n = 1, 3 do
    four[dates[next_day(n)][1]] = "II"
    three[dates[next_day(n)][1]] = "II"
  end
  table.insert(tests, { "four of ten absences on one weekday are a pattern: " .. day,
    calendar = "190 days", on = "2025-07-21", marks = all_present:but(four),
    expect = { flags = { "pattern_" .. day } } })
  table.insert(tests, { "three of ten are not: " .. day,
    calendar = "190 days", on = "2025-07-21", marks = all_present:but(three),
    expect = { flags = {} } })
end

-- Fridays 8, 15, 22 and 29 November and the morning of 6 December are nine of
-- 23 sessions, 39.13 per cent. 357 of 380 are 93.95.
table.insert(tests, { "nine of 23 absences on Fridays are not quite a pattern",
  calendar = "190 days", on = "2025-07-21", expect = { flags = { "below_target" } },
  marks = all_present:every("fri", "II", "2024-11-08", "2024-11-29"):but {
    ["2024-12-06"] = "I.", ["2024-11-11"] = "II", ["2024-11-12"] = "II", ["2024-11-13"] = "II",
    ["2024-11-14"] = "II", ["2024-11-18"] = "II", ["2024-11-19"] = "II", ["2024-11-20"] = "II" } })

table.insert(tests, { "nine absences, all on Fridays, are too few for a pattern",
  calendar = "190 days", on = "2025-07-21",
  marks = all_present:but { ["2024-10-11"] = "II", ["2024-10-18"] = "II", ["2024-11-08"] = "II",
    ["2024-11-15"] = "II", ["2024-11-22"] = "I." },
  expect = { flags = {} } })

return tests
