-- What Worcestershire's expectations make of registers.
--
-- Calendar: 190 days, 380 sessions (Sandwell's of 2024/25). Day 72 is 6 January
-- 2025, day 107 is 3 March, day 116 is 14 March. 17 March is closed.
--
-- M (an appointment) is absence without a call, U without a call but without
-- permission, too: with them a fixture tries one rule and not five.

-- What a school must give. The council's page has none of these numbers.
local given = {
  attendance_lead_post = "Deputy head", time_to_act = 5,
  concern_below = 90, visit_after = 3, visit_every = 5,
  regular_weeks = 4, regular_of = 6, irregular_below = 85,
  extreme_below = 80, failed_reviews = 2,
}

local function fixture(f)
  local parameters = {}
  for name, value in pairs(given) do parameters[name] = value end
  for name, value in pairs(f.parameters or {}) do parameters[name] = value end
  f.parameters, f.calendar = parameters, "190 days"
  f.marks = f.marks or all_present
  return f
end

local pupil = { date_of_birth = "2012-03-01", year_group = "8" } -- of compulsory age throughout

-- From day 73 on, without a call: 72 days of 80 are 90 per cent on 16 January,
-- 72 of 81 are 88.89 on the 17th, 72 of 84 are 85.71 on the 22nd, 72 of 85 are
-- 84.71 on the 23rd, 72 of 90 are 80 on the 30th, 72 of 91 are 79.12 on the 31st.
local january = all_present:first_days(19, "MM", "2025-01-07")

-- Ten school days without permission on end, from day 107 to day 116.
local ten  = all_present:first_days(10, "UU", "2025-03-03")
local nine = all_present:first_days(9, "UU", "2025-03-03")
-- Ten afternoons.
local ten_afternoons  = all_present:first_days(10, ".U", "2025-03-03")
local nine_afternoons = all_present:first_days(9, ".U", "2025-03-03")
-- Five days in the autumn term and five in the spring term; ten in one term with
-- a day at school between.
local two_terms = all_present:week("2024-11-18", "UU UU UU UU UU"):week("2025-03-03", "UU UU UU UU UU")
local broken    = ten:but { ["2025-03-07"] = "..", ["2025-03-18"] = "UU" }
local in_terms  = all_present:first_days(5, ".U", "2024-11-18"):first_days(5, ".U", "2025-03-03")

-- A meeting with nothing left out but what is said.
local function meeting(but)
  local m = { date = "2025-03-04", kind = "attendance_meeting", pupil = "yes", parents = "yes", staff = "yes",
              barriers = "yes", solutions = "yes", route = "early help" }
  for name, value in pairs(but) do m[name] = value end
  return m
end

-- A plan with nothing left out either, and the rest of what a case needs.
local met   = meeting { date = "2025-01-20" }
local plan  = { date = "2025-01-21", kind = "action_plan", together = "yes", agreed = "yes", child_voice = "yes" }
local help  = { date = "2025-01-23", kind = "external_support", agency = "school nurse" }
local eased = { date = "2025-01-20", kind = "adjustments_made" }
local first  = { date = "2025-01-24", kind = "plan_review", improved = "no" }
local second = { date = "2025-01-29", kind = "plan_review", improved = "no" }

return {
  -- --- each day of absence ------------------------------------------------------

  fixture { "a child who is ill is asked after that day",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "II" },
    expect = { actions = { { rule = "call_home", fired = "2025-03-04", due = "2025-03-04", status = "due",
      owner = "attendance_officer", duty = "should" } } } },

  fixture { "also one who came in the afternoon",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "I." },
    expect = { actions = { "call_home" } } },

  fixture { "and the next day anew, which is more than a first day",
    on = "2025-03-05", marks = all_present:week("2025-03-03", ".. II II"),
    expect = { actions = {
      { rule = "call_home", fired = "2025-03-04", status = "superseded" },
      { rule = "call_home", fired = "2025-03-05", status = "due" } } } },

  fixture { "a call that was not made is overdue, though the child is back",
    on = "2025-03-05", marks = all_present:but { ["2025-03-04"] = "II" },
    expect = { actions = { call_home = "overdue" } } },

  fixture { "a call that was made is done",
    on = "2025-03-05", marks = all_present:but { ["2025-03-04"] = "II" },
    events = { { date = "2025-03-04", kind = "parent_contact", reason = "yes", wellbeing = "yes" } },
    expect = { actions = { call_home = "done" } } },

  fixture { "one without a word on how the child is is not enough", -- 5 March is one school day later
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "II" },
    events = { { date = "2025-03-04", kind = "parent_contact", reason = "yes", wellbeing = "no" } },
    expect = { actions = { call_home = "done",
      call_again = { fired = "2025-03-04", due = "2025-03-05", owner = "attendance_officer" } } } },

  fixture { "nor is one without a reason",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "II" },
    events = { { date = "2025-03-04", kind = "parent_contact", reason = "no", wellbeing = "yes" } },
    expect = { actions = { call_home = "done", call_again = "due" } } },

  fixture { "where the school has an attendance worker, that is who calls",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "II" },
    parameters = { attendance_worker = "yes" },
    expect = { actions = { { rule = "call_home", owner = "attendance_worker" } } } },

  fixture { "leave and a late child are not called about",
    on = "2025-03-06", marks = all_present:week("2025-03-03", "CC U. MM EE"), expect = { actions = {} } },

  fixture { "unless the school takes the page to the letter",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "C." },
    parameters = { away_codes = "absent" }, expect = { actions = { "call_home" } } },

  -- Five school days after Tuesday 4 March: 5, 6, 7, 10 and 11 March.
  fixture { "an absence that nobody can explain is investigated",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "N." },
    expect = { actions = { "call_home",
      { rule = "follow_up_absence", fired = "2025-03-04", due = "2025-03-11", status = "due", duty = "must",
        owner = "attendance_officer" } } } },

  fixture { "it does not age in silence",
    on = "2025-03-12", marks = all_present:but { ["2025-03-04"] = "N." },
    expect = { actions = { "call_home", follow_up_absence = "overdue" } } },

  fixture { "a child without a mark is looked for, too",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = ".-" },
    expect = { actions = { follow_up_absence = "due" } } },

  fixture { "what was found is on record",
    on = "2025-03-12", marks = all_present:but { ["2025-03-04"] = ".-" },
    events = { { date = "2025-03-06", kind = "absence.followed_up" } },
    expect = { actions = { { rule = "follow_up_absence", status = "done", done_on = "2025-03-06" } } } },

  -- --- visits: from the third day, then every fifth -------------------------------

  fixture { "two days away are no visit",
    on = "2025-03-04", marks = all_present:first_days(2, "II", "2025-03-03"), expect = { actions = { "call_home" } } },

  fixture { "three are one, that day",
    on = "2025-03-05", marks = all_present:first_days(3, "II", "2025-03-03"),
    expect = { actions = { "call_home",
      { rule = "visit_home", fired = "2025-03-05", due = "2025-03-05", status = "due", owner = "attendance_officer" } } } },

  fixture { "eight are a second", -- 3 + 5
    on = "2025-03-12", marks = all_present:first_days(8, "II", "2025-03-03"),
    expect = { actions = { "call_home",
      { rule = "visit_home", fired = "2025-03-05", status = "superseded" },
      { rule = "visit_home", fired = "2025-03-12", status = "due" } } } },

  fixture { "seven are not yet",
    on = "2025-03-11", marks = all_present:first_days(7, "II", "2025-03-03"),
    expect = { actions = { "call_home", { rule = "visit_home", fired = "2025-03-05", status = "overdue" } } } },

  fixture { "a child who is back at school is not visited",
    on = "2025-03-06", marks = all_present:first_days(3, "II", "2025-03-03"),
    expect = { actions = { "call_home", visit_home = "lapsed" } } },

  fixture { "a visit on which nobody opened is not enough",
    on = "2025-03-06", marks = all_present:first_days(4, "II", "2025-03-03"),
    events = { { date = "2025-03-05", kind = "home_visit", outcome = "no answer" } },
    expect = { actions = { "call_home", visit_home = "overdue" } } },

  fixture { "one that saw the child is",
    on = "2025-03-07", marks = all_present:first_days(4, "II", "2025-03-03"),
    events = { { date = "2025-03-06", kind = "child_seen" } },
    expect = { actions = { "call_home", { rule = "visit_home", status = "done", done_on = "2025-03-06" } } } },

  -- --- an attendance concern --------------------------------------------------------

  fixture { "at 90 per cent exactly there is no concern where it begins below", -- day 80
    on = "2025-01-16", marks = january, expect = { flags = {}, actions = {} } },

  -- Day 81. Five school days after Friday 17 January: 20 to 24 January.
  fixture { "below it the family is met, adjustments are made, a plan is drawn up",
    on = "2025-01-17", marks = january,
    expect = { flags = { "school_attendance_matter" }, actions = {
      { rule = "meet_family", fired = "2025-01-17", due = "2025-01-24", owner = "attendance_lead" },
      { rule = "make_adjustments", fired = "2025-01-17", due = "2025-01-24", owner = "attendance_lead" },
      { rule = "draw_up_plan", fired = "2025-01-17", due = "2025-01-24", owner = "attendance_lead" } } } },

  -- Day 104: 187 of 208 sessions are 89.90 per cent.
  fixture { "89.90 per cent is below 90",
    on = "2025-02-26", marks = all_present:sessions(21, "M", "2025-01-07"),
    expect = { attendance = { possible = 208, attended = 187 }, flags = { "school_attendance_matter" } } },

  -- Nine days and an afternoon are 19 sessions, ten days are 20.
  fixture { "a few days into the year there is no concern",
    on = "2024-09-18", marks = all_present:first_days(10, "MM", "2024-09-05"):but { ["2024-09-18"] = "Y1M" },
    expect = { flags = {}, actions = {} } },
  fixture { "after twenty sessions there may be",
    on = "2024-09-18", marks = all_present:first_days(10, "MM", "2024-09-05"),
    expect = { flags = { "school_attendance_matter" },
      actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal" } } },

  fixture { "each is done by its record",
    on = "2025-01-22", marks = january, events = { met, plan, eased },
    expect = { actions = { meet_family = "done", make_adjustments = "done", draw_up_plan = "done" } } },

  fixture { "a meeting that agreed nothing is come back to",
    on = "2025-03-04", events = { meeting { solutions = "no" } },
    expect = { actions = { { rule = "complete_meeting", fired = "2025-03-04", due = "2025-03-11" } } } },
  fixture { "so is one that did not find what is in the way",
    on = "2025-03-04", events = { meeting { barriers = "no" } }, expect = { actions = { "complete_meeting" } } },
  fixture { "and one without the pupil",
    on = "2025-03-04", events = { meeting { pupil = "no" } }, expect = { actions = { "complete_meeting" } } },
  fixture { "one that did all is not",
    on = "2025-03-04", events = { meeting {} }, expect = { actions = {} } },

  fixture { "a plan that was not drawn up together is completed",
    on = "2025-03-04", events = { { date = "2025-03-04", kind = "action_plan", agreed = "yes", child_voice = "yes" } },
    expect = { actions = { { rule = "complete_plan", fired = "2025-03-04", due = "2025-03-11" } } } },
  fixture { "so is one that not all agreed to",
    on = "2025-03-04", events = { { date = "2025-03-04", kind = "action_plan", together = "yes", child_voice = "yes" } },
    expect = { actions = { complete_plan = "due" } } },
  fixture { "and one without the child's voice",
    on = "2025-03-04", events = { { date = "2025-03-04", kind = "action_plan", together = "yes", agreed = "yes" } },
    expect = { actions = { complete_plan = "due" } } },
  fixture { "until a plan has all three",
    on = "2025-03-06", events = { { date = "2025-03-04", kind = "action_plan", together = "yes", agreed = "yes" },
      { date = "2025-03-06", kind = "action_plan", together = "yes", agreed = "yes", child_voice = "yes" } },
    expect = { actions = { complete_plan = "lapsed" } } },

  fixture { "a review without improvement asks for other agencies",
    on = "2025-03-04", events = { { date = "2025-03-04", kind = "plan_review", improved = "no" } },
    expect = { actions = { { rule = "seek_support", fired = "2025-03-04", due = "2025-03-11" } } } },
  fixture { "or for the reason why none is needed",
    on = "2025-03-06", events = { { date = "2025-03-04", kind = "plan_review", improved = "no" },
      { date = "2025-03-05", kind = "external_support.not_needed" } },
    expect = { actions = { { rule = "seek_support", status = "done", done_on = "2025-03-05" } } } },
  fixture { "one with improvement does not",
    on = "2025-03-04", events = { { date = "2025-03-04", kind = "plan_review", improved = "yes" } },
    expect = { actions = {} } },

  -- --- the portal -------------------------------------------------------------------

  fixture { "a pupil on a part-time timetable is reported", -- five days after 5 September
    pupil = { part_time_timetable = "yes" }, on = "2024-09-05",
    expect = { actions = { { rule = "report_to_portal", fired = "2024-09-05", due = "2024-09-12", duty = "must",
      owner = "attendance_officer" } } } },

  fixture { "as the register shows it, too",
    on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = ".C2" },
    expect = { actions = { { rule = "report_to_portal", fired = "2025-03-04" } } } },

  fixture { "and in the next month, if it goes on",
    on = "2025-04-01", marks = all_present:every("tue", ".C2", "2025-03-25", "2025-04-01"),
    expect = { actions = { { rule = "report_to_portal", fired = "2025-03-25", status = "superseded" },
                           { rule = "report_to_portal", fired = "2025-04-01", status = "due" } } } },

  fixture { "absence in three of six weeks is not regular",
    on = "2025-03-31", marks = all_present:every("tue", "M.", "2025-03-04", "2025-03-18"), expect = { actions = {} } },
  fixture { "in four it is",
    on = "2025-03-31", marks = all_present:every("tue", "M.", "2025-03-04", "2025-03-25"),
    expect = { actions = { { rule = "report_to_portal", fired = "2025-03-25" } } } },

  -- School weeks 22 to 27, from 24 February to 4 April.
  fixture { "the oldest of the six weeks counts",
    on = "2025-04-01", marks = all_present:but { ["2025-02-25"] = "M.", ["2025-03-11"] = "M.", ["2025-03-25"] = "M.",
      ["2025-04-01"] = "M." }, expect = { actions = { { rule = "report_to_portal", fired = "2025-04-01" } } } },
  fixture { "the week before it does not", -- weeks 22, 24, 26 and 28
    on = "2025-04-08", marks = all_present:but { ["2025-02-25"] = "M.", ["2025-03-11"] = "M.", ["2025-03-25"] = "M.",
      ["2025-04-08"] = "M." }, expect = { actions = {} } },

  -- 85 days of 100: away from day 86, 24 January, to day 100, 13 February.
  fixture { "at 85 per cent exactly attendance is not irregular where that begins below",
    on = "2025-02-13", marks = all_present:first_days(15, "MM", "2025-01-24"), parameters = { regular_weeks = 6 },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan" } } },
  -- 90 days of 106 are 84.91: away from day 91, 31 January, to day 106, 28
  -- February. The day before it was 90 of 105, 85.71.
  fixture { "at 84.91 it is",
    on = "2025-02-28", marks = all_present:first_days(16, "MM", "2025-01-31"), parameters = { regular_weeks = 6 },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan",
      report_to_portal = { fired = "2025-02-28" } } } },

  fixture { "nine school days without permission are not reported",
    pupil = pupil, on = "2025-03-14", marks = nine, expect = { flags = {}, actions = { attendance_return = none } } },

  fixture { "ten are, in one row with the statutory return",
    pupil = pupil, on = "2025-03-14", marks = ten,
    expect = { flags = { "ten_days_early" }, actions = { attendance_return = "superseded",
      report_to_portal = { fired = "2025-03-14" } } } },

  fixture { "a pupil reported already this month is returned all the same",
    pupil = pupil, on = "2025-03-18", marks = ten:but { ["2025-03-03"] = "C2U", ["2025-03-18"] = "UU" },
    events = { { date = "2025-03-04", kind = "portal_report" } },
    expect = { actions = { report_to_portal = "done",
      attendance_return = { fired = "2025-03-18", status = "due" } } } },

  -- Ten mornings are ten sessions of one month.
  fixture { "irregular attendance is returned into the portal at the month's end",
    pupil = pupil, on = "2025-03-31", marks = all_present:first_days(10, "U.", "2025-03-03"),
    expect = { actions = { { rule = "irregular_attendance_return", fired = "2025-03-31", status = "due" } } } },
  fixture { "unless the pupil is there already",
    pupil = pupil, on = "2025-03-31", marks = all_present:first_days(10, "U.", "2025-03-03"),
    events = { { date = "2025-03-20", kind = "portal_report" } },
    expect = { actions = { irregular_attendance_return = "done" } } },

  fixture { "not when a day at school lies between",
    pupil = pupil, on = "2025-03-18", marks = broken,
    expect = { flags = { "ten_days_early" }, actions = { attendance_return = none } } },
  fixture { "unless the school counts them together",
    pupil = pupil, on = "2025-03-18", marks = broken, parameters = { missed_reading = "cumulative" },
    expect = { flags = { "ten_days_early" }, actions = { report_to_portal = { fired = "2025-03-18" } } } },

  fixture { "together over a year",
    on = "2025-03-07", marks = two_terms, parameters = { missed_reading = "cumulative" },
    expect = { flags = { "ten_days_early" }, actions = { report_to_portal = { fired = "2025-03-07" } } } },
  fixture { "or over a term",
    on = "2025-03-07", marks = two_terms, parameters = { missed_reading = "cumulative", missed_period = "term" },
    expect = { flags = {}, actions = {} } },
  fixture { "in which ten are ten, too",
    on = "2025-03-18", marks = broken, parameters = { missed_reading = "cumulative", missed_period = "term" },
    expect = { flags = { "ten_days_early" }, actions = { report_to_portal = { fired = "2025-03-18" } } } },

  fixture { "ten afternoons are not ten days",
    pupil = pupil, on = "2025-03-14", marks = ten_afternoons, expect = { flags = {}, actions = {} } },
  fixture { "unless a part of a day is one",
    pupil = pupil, on = "2025-03-14", marks = ten_afternoons, parameters = { missed_day = "any" },
    expect = { flags = { "ten_days_early" }, actions = { report_to_portal = { fired = "2025-03-14" } } } },
  fixture { "and then nine are not ten",
    pupil = pupil, on = "2025-03-14", marks = nine_afternoons, parameters = { missed_day = "any" },
    expect = { flags = {}, actions = {} } },
  fixture { "afternoons of two terms are ten days of a year",
    on = "2025-03-07", marks = in_terms, parameters = { missed_day = "any", missed_reading = "cumulative" },
    expect = { flags = { "ten_days_early" }, actions = { report_to_portal = { fired = "2025-03-07" } } } },
  fixture { "and not of a term",
    on = "2025-03-07", marks = in_terms,
    parameters = { missed_day = "any", missed_reading = "cumulative", missed_period = "term" },
    expect = { flags = {}, actions = {} } },

  fixture { "ten days through an N are provisional",
    on = "2025-03-14", marks = ten:but { ["2025-03-14"] = "NN" },
    expect = { flags = { "ten_days_early", "ten_days_provisional" },
      actions = { "report_to_portal", "call_home", "follow_up_absence" } } },
  fixture { "also when they are counted together",
    on = "2025-03-18", marks = broken:but { ["2025-03-18"] = "NN" }, parameters = { missed_reading = "cumulative" },
    expect = { flags = { "ten_days_early", "ten_days_provisional" } } },

  -- --- to the council ----------------------------------------------------------------

  fixture { "at 80 per cent exactly a case is not extreme where that begins below", -- day 90
    on = "2025-01-30", marks = january, events = { met, plan, eased, help, first, second },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal", "seek_support" } } },

  -- Day 91. Five school days after Friday 31 January: 3 to 7 February.
  fixture { "below it, after two reviews without improvement, it is",
    on = "2025-01-31", marks = january, events = { met, plan, eased, help, first, second },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal", "seek_support",
      { rule = "escalate_to_council", fired = "2025-01-31", due = "2025-02-07", status = "due", owner = "head_teacher" } } } },

  -- From the afternoon of day 134, 10 April, to day 167, 18 June: 267 of 334
  -- sessions are 79.94, 267 of 332 the day before 80.42.
  fixture { "79.94 per cent is below 80",
    on = "2025-06-18", marks = all_present:sessions(67, "M", "2025-04-11"):but { ["2025-04-10"] = ".M", ["2025-06-19"] = ".." },
    events = { met, plan, eased, help, first, second },
    expect = { attendance = { possible = 334, attended = 267 },
      actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal", "seek_support",
        escalate_to_council = { fired = "2025-06-18" } } } },

  fixture { "with one it is not",
    on = "2025-01-31", marks = january, events = { met, plan, eased, help, second },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal", "seek_support" } } },

  fixture { "nor when the latest found improvement",
    on = "2025-01-31", marks = january, events = { met, plan, eased, help, first, second,
      { date = "2025-01-30", kind = "plan_review", improved = "yes" } },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal", "seek_support" } } },

  fixture { "it waits for what the casework must show, item by item",
    on = "2025-01-31", marks = january, events = { first, second },
    expect = { actions = { "meet_family", "make_adjustments", "draw_up_plan", "report_to_portal", "seek_support",
      { rule = "escalate_to_council", status = "blocked", due = none, missing = {
        "a meeting that found what is in the way and agreed what to do (LAMIN-06)", "adjustments_made (LAMIN-07)",
        "a plan drawn up together and agreed by all (LAMIN-08)", "the child's voice in the plan (LAMIN-08)",
        "external_support (LAMIN-09, LAMIN-14)" } } } } },
}
