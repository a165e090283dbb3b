-- What Southwark's three stages and its code for penalty notices make of
-- registers and case histories.
--
-- Calendar: 190 days (Sandwell's of 2024/25) unless a fixture says otherwise.
-- Day 81 is 17 January 2025, day 87 is 27 January, day 92 is 3 February, day 102
-- is 24 February after a week's holiday, day 107 is 3 March, day 112 is 10 March,
-- day 131 is 7 April. 17 March is closed.

-- What a school must give. The handbook has none of these numbers.
local given = {
  persistent_below = 92, expected = 95, time_to_act = 5, contact = "the school office",
  regular_contacts = 3, significant = 5,
}

local function fixture(f)
  local parameters = {}
  for name, value in pairs(given) do parameters[name] = value end
  for name, value in pairs(f.parameters or {}) do parameters[name] = value end
  f.parameters, f.calendar = parameters, f.calendar or "190 days"
  f.marks   = f.marks or all_present
  f.parents = f.parents or { { id = "PA1", name = "Parent One", language = "English" } }
  return f
end

-- So many of these events, a day apart from 3 February on.
local function joined(...)
  local all = {}
  for _, list in ipairs { ... } do for _, event in ipairs(list) do table.insert(all, event) end end
  return all
end
local function changed(list, kind, fields) -- the event of a kind with other fields; nil leaves it out
  local all = {}
  for _, event in ipairs(list) do
    if event.kind ~= kind then
      table.insert(all, event)
    elseif fields then
      local copy = {}
      for name, value in pairs(event) do copy[name] = value end
      for name, value in pairs(fields) do copy[name] = value end
      table.insert(all, copy)
    end
  end
  return all
end

-- Away from day 81 on for seven days: 80 of 87 are 91.95 per cent on 27 January,
-- 80 of 86 the day before are 93.02. M is absence without more to it.
local low = all_present:first_days(7, "MM", "2025-01-17")
-- From the plan of 31 January to its review on 3 March are days 92 to 107, 32
-- sessions. Two days away: 28 of 32, 87.5 per cent.
local missed = low:but { ["2025-02-03"] = "MM", ["2025-02-04"] = "MM" }
-- From the contract of 7 March to its review on 7 April are days 112 to 131, 40
-- sessions. Two days away: 36 of 40, 90 per cent.
local missed_twice = missed:but { ["2025-03-10"] = "MM", ["2025-03-11"] = "MM" }

local one = { -- all that stage one must hold
  { date = "2025-01-29", kind = "concern_meeting", impact = "yes", expectation = "yes", consequences = "yes" },
  { date = "2025-01-30", kind = "taf_meeting" },
  { date = "2025-01-30", kind = "reasons_identified", how = "mapping" },
  { date = "2025-01-31", kind = "attendance_plan", actions = "yes", target = "95", review = "2025-03-03", consequences = "yes" },
}
local two = joined(one, { -- and stage two
  { date = "2025-03-05", kind = "eit_consultation" },
  { date = "2025-03-07", kind = "meeting_invitation", parent_id = "PA1" },
  { date = "2025-03-07", kind = "voluntary_agreement", possible = "yes" },
  { date = "2025-03-07", kind = "attendance_contract", target = "95", review = "2025-04-07",
    why_not = "yes", patterns = "yes", support = "yes", actions = "yes", monitoring = "yes" },
})
local declined = changed(two, "attendance_contract", nil)
table.insert(declined, { date = "2025-03-07", kind = "contract_declined" })

local function contacts(n)
  local all, dates = {}, { "2025-02-03", "2025-02-10", "2025-02-24", "2025-03-03", "2025-03-10", "2025-03-24", "2025-03-31" }
  for i = 1, n do table.insert(all, { date = dates[i], kind = "parent_contact", how = "telephone" }) end
  return all
end

-- What each stage asks for on its first day.
local entry_one   = { "meet_parents", "inform_in_writing", "give_leaflet", "seek_reasons", "consider_support", "consider_taf", "draw_up_plan" }

-- What is asked for on the way to stage three.
local to_three = joined(entry_one, { "review_stage_one", "consult_sewo", "share_work", "invite_to_meeting", "note_willingness",
  "offer_contract", "review_stage_two", "review_threshold", "consult_now", "inform_inclusion_team", "review_evidence",
  "decide_stage_three" })
-- And when stage one has ended well.
local after_one = joined(entry_one, { "review_stage_one" })

local planning = { date = "2025-03-04", kind = "stage_three_decision", outcome = "legal_planning" }
local papers   = {}
for _, kind in ipairs { "assessment", "chronology", "elpm_report", "inclusion_plan", "genogram" } do
  table.insert(papers, { date = "2025-03-03", kind = kind })
end
local missing_evidence = "a review of all evidence: what was done and came of it, what parent and child wish (SWK3-04)"
local reviewed = { date = "2025-04-08", kind = "sewo_review", interventions = "yes", outcomes = "yes", parent_views = "yes",
  child_views = "yes", recommendation = "extend" }
local stepped_down = { date = "2025-05-12", kind = "step_down" }

-- Penalty notices. Day 107, 3 March, is in the 23rd school week.
local pupil   = { date_of_birth = "2012-03-01", year_group = "8" } -- of compulsory age throughout
local both    = { { id = "PA1", name = "Parent One" }, { id = "PA2", name = "Parent Two" } }
local holiday = all_present:first_days(5, "GG", "2025-03-03")
local truant  = all_present:first_days(5, "OO", "2025-03-03")
local mixed   = all_present:week("2025-03-03", "GG GG OO OO OO")
local certificate = "a registration certificate that shows the threshold and the codes (SWKPN-10)"
local notice  = { date = "2025-03-10", kind = "notice_to_improve", parent_id = "PA1" }
local function issued(date) return { date = date, kind = "penalty_notice.issued", parent_id = "PA1" } end
-- Four years, of which only autumns matter.
local long_calendar = { half_terms = {} }
for year = 2024, 2027 do
  table.insert(long_calendar.half_terms, { term = "autumn", number = 1, from = year .. "-09-06", to = year .. "-10-22" })
  table.insert(long_calendar.half_terms, { term = "spring", number = 3, from = year + 1 .. "-03-01", to = year + 1 .. "-03-26" })
end
local seen    = { date = "2025-03-07", kind = "seen_while_excluded" }
-- Stage one complete and ended, its target met to this day. Of the ten sessions
-- the first two are on 24 January, the last on 10 March.
local case_without_contacts = joined(changed(one, "attendance_plan", { target = "60" }), {
  { date = "2025-03-05", kind = "eit_consultation" }, { date = "2025-03-05", kind = "written_concern", parent_id = "PA1", how = "post" } })
local case       = joined(case_without_contacts, contacts(3))
local case_marks = low:but { ["2025-01-24"] = "OO" }:first_days(4, "OO", "2025-03-05")

local tests = {
  -- --- stage one: when ----------------------------------------------------------

  fixture { "at 92 per cent exactly there is no stage where the school's policy says below", -- 46 of 50, day 25
    on = "2024-10-10", marks = all_present:first_days(2, "MM", "2024-10-09"),
    expect = { attendance = { possible = 50, attended = 46 }, stages = { attendance = none }, actions = {} } },

  fixture { "the day before it is below there is none either",
    on = "2025-01-24", marks = low, expect = { stages = { attendance = none }, actions = {} } },

  -- Five school days after Monday 27 January: 28 to 31 January and 3 February.
  fixture { "below it stage one opens, with all that is to be done",
    on = "2025-01-27", marks = low,
    expect = {
      stages = { attendance = { stage = "stage_one", since = "2025-01-27", owner = "school_lead" } },
      actions = {
        { rule = "meet_parents", fired = "2025-01-27", due = "2025-02-03", duty = "must", owner = "school_lead" },
        { rule = "inform_in_writing", parent = "PA1", due = "2025-02-03", owner = "school_lead" },
        { rule = "give_leaflet", parent = "PA1", due = "2025-02-03", duty = "should" },
        { rule = "seek_reasons", due = "2025-02-03" },
        { rule = "consider_support", due = "2025-02-03", duty = "should" },
        { rule = "consider_taf", due = "2025-02-03", duty = "should", owner = "school_lead" },
        { rule = "draw_up_plan", due = "2025-02-03" } } } },

  fixture { "a plan from before, without a day of review, does not keep it shut",
    on = "2025-01-27", marks = low, events = { { date = "2025-01-10", kind = "attendance_plan", target = "95" } },
    expect = { stages = { attendance = "stage_one" } } },
  fixture { "nor does one without a target for attendance",
    on = "2025-01-27", marks = low, events = { { date = "2025-01-10", kind = "attendance_plan", review = "2025-01-20" } },
    expect = { stages = { attendance = "stage_one" } } },

  fixture { "a few days into the year it does not", -- nine days and an afternoon, 19 sessions
    on = "2024-09-18", marks = all_present:first_days(10, "MM", "2024-09-05"):but { ["2024-09-18"] = "Y1M" },
    expect = { stages = { attendance = none } } },
  fixture { "after twenty sessions it may",
    on = "2024-09-18", marks = all_present:first_days(10, "MM", "2024-09-05"),
    expect = { stages = { attendance = "stage_one" } } },

  -- --- who is in the lead -----------------------------------------------------------

  fixture { "a social worker of a child protection plan is in the lead",
    pupil = { cp_plan = "yes", feh = "yes" }, on = "2025-01-27", marks = low,
    expect = { stages = { attendance = { stage = "stage_one", owner = "social_worker" } } } },
  fixture { "so is one of a child in need plan",
    pupil = { cin_plan = "yes" }, on = "2025-01-27", marks = low,
    expect = { stages = { attendance = { stage = "stage_one", owner = "social_worker" } } } },
  fixture { "or the youth offending service's officer",
    pupil = { yos = "yes" }, on = "2025-01-27", marks = low,
    expect = { stages = { attendance = { stage = "stage_one", owner = "yos_officer" } } } },
  fixture { "or family early help, and then no further meeting need be considered",
    pupil = { feh = "yes" }, on = "2025-01-27", marks = low,
    expect = { stages = { attendance = { stage = "stage_one", owner = "feh_practitioner" } },
      actions = { { rule = "meet_parents", owner = "feh_practitioner" }, "inform_in_writing", "give_leaflet", "seek_reasons",
        "consider_support", "draw_up_plan",
        { rule = "consider_taf", status = "suppressed", reason = "another service has a plan with the family" } } } },

  -- --- parents ----------------------------------------------------------------------

  fixture { "each parent is written to",
    parents = { { id = "PA1", name = "Parent One" }, { id = "PA2", name = "Parent Two" },
                { id = "PA3", name = "Not responsible", responsible = false } },
    on = "2025-01-27", marks = low,
    expect = { actions = { "meet_parents", "seek_reasons", "consider_support", "consider_taf", "draw_up_plan",
      { rule = "inform_in_writing", parent = "PA1" }, { rule = "inform_in_writing", parent = "PA2" },
      { rule = "give_leaflet", parent = "PA1" }, { rule = "give_leaflet", parent = "PA2" } } } },

  fixture { "one who was written to is done, the other is not",
    parents = { { id = "PA1", name = "Parent One" }, { id = "PA2", name = "Parent Two" } },
    on = "2025-01-29", marks = low,
    events = { { date = "2025-01-28", kind = "written_information", parent_id = "PA2" } },
    expect = { actions = { "meet_parents", "seek_reasons", "consider_support", "consider_taf", "draw_up_plan", "give_leaflet",
      { rule = "inform_in_writing", parent = "PA1", status = "due" }, { rule = "inform_in_writing", parent = "PA2", status = "done" } } } },

  -- 80 of 87 sessions: 160 of 174.
  fixture { "the letter says what attendance is and what is expected",
    pupil = { name = "Pupil One" }, school = { name = "Example School" }, on = "2025-01-27", marks = low,
    expect = { letters = { { id = "stage_one", parent = "PA1",
      contains = "Up to 27 January 2025, Pupil One had been at Example School for 91.95 per cent" } } } },
  fixture { "with a reminder to translate it, or to make it easy to take in, for the parent who needs that",
    parents = { { id = "PA1", name = "Parent One", language = "English" }, { id = "PA2", name = "Parent Two", language = "Polish" },
                { id = "PA3", name = "Parent Three", accessible_format = "easy read" } },
    pupil = { name = "Pupil One" }, school = { name = "Example School" }, on = "2025-01-27", marks = low,
    expect = { letters = {
      { id = "stage_one", parent = "PA1", contains = "at least 95 per cent", reminders = {}, gaps = {} },
      { id = "stage_one", parent = "PA2", reminders = { "have this translated before it goes out" } },
      { id = "stage_one", parent = "PA3", reminders = { "give this in a form the parent can take in, and think of an advocate" } } } } },
  fixture { "what is not on file is a gap that can be seen",
    on = "2025-01-27", marks = low,
    expect = { letters = { { id = "stage_one", parent = "PA1", gaps = { "pupil.name", "school.name" } } } } },

  fixture { "so is what was agreed",
    parents = { { id = "PA1", name = "Parent One", language = "Polish" }, { id = "PA2", name = "Parent Two", language = "English" },
                { id = "PA3", name = "Parent Three" }, { id = "PA4", name = "Parent Four", language = "en" } },
    on = "2025-01-31", events = { { date = "2025-01-31", kind = "attendance_plan", target = "95", review = "2025-03-03" } },
    expect = { actions = { { rule = "translate_agreement", parent = "PA1", fired = "2025-01-31" } } } },

  -- In the stage when 28 January opened.
  fixture { "a parent who reads with difficulty is offered an advocate",
    parents = { { id = "PA1", name = "Parent One", accessible_format = "easy read" }, { id = "PA2", name = "Parent Two" } },
    on = "2025-01-28", marks = low,
    expect = { actions = joined(entry_one, {
      { rule = "offer_advocate", parent = "PA1", fired = "2025-01-28", owner = { "school_lead", "sewo" } } }) } },

  -- --- stage one: what it must hold ---------------------------------------------------

  fixture { "a meeting that left something out is made good",
    on = "2025-01-29",
    events = { { date = "2025-01-29", kind = "concern_meeting", impact = "yes", expectation = "yes" } },
    expect = { actions = { { rule = "tell_what_was_left_out", fired = "2025-01-29", due = "2025-02-05" } } } },
  fixture { "one that left nothing out is not",
    on = "2025-01-29",
    events = { { date = "2025-01-29", kind = "concern_meeting", impact = "yes", expectation = "yes", consequences = "yes" } },
    expect = { actions = {} } },

  fixture { "what is missing is shown item by item",
    on = "2025-01-28", marks = low,
    expect = { stages = { attendance = { stage = "stage_one", missing = {
      "a team around the family meeting, or why there is none (SWK-15, SWK-16)", "concern_meeting (SWK-17)",
      "reasons_identified (SWK-14, SWK-18)", "actions of family, school and professionals, with referrals (SWK-14, SWK-19)",
      "the target and the day of the review (SWK-14, SWK-20)", "what may follow, as told (SWK-21)" } } } } },

  fixture { "and nothing once all is on record",
    on = "2025-01-31", marks = low, events = one,
    expect = { stages = { attendance = { stage = "stage_one", review = "2025-03-03", missing = {} } },
      actions = { meet_parents = "done", seek_reasons = "done", consider_taf = "done", draw_up_plan = "done",
        inform_in_writing = "due", give_leaflet = "due", consider_support = "due" } } },

  fixture { "a meeting considered and found not right completes the stage",
    on = "2025-01-31", marks = low,
    events = joined(changed(one, "taf_meeting", nil), { { date = "2025-01-30", kind = "taf_considered", because = "one agency only" } }),
    expect = { stages = { attendance = { stage = "stage_one", missing = {} } } } },
  fixture { "unless the school asks for one that was held",
    on = "2025-01-31", marks = low, parameters = { taf_evidence = "convened" },
    events = joined(changed(one, "taf_meeting", nil), { { date = "2025-01-30", kind = "taf_considered", because = "one agency only" } }),
    expect = { stages = { attendance = { stage = "stage_one",
      missing = { "a team around the family meeting, or why there is none (SWK-15, SWK-16)" } } } } },
  fixture { "which then completes it",
    on = "2025-01-31", marks = low, parameters = { taf_evidence = "convened" }, events = one,
    expect = { stages = { attendance = { stage = "stage_one", missing = {} } } } },
  fixture { "a plan without a day of review does not",
    on = "2025-01-31", marks = low, events = changed(one, "attendance_plan", { review = "" }),
    expect = { stages = { attendance = { stage = "stage_one", missing = { "the target and the day of the review (SWK-14, SWK-20)" } } } } },
  fixture { "nor does one without a target",
    on = "2025-01-31", marks = low, events = changed(one, "attendance_plan", { target = "" }),
    expect = { stages = { attendance = { stage = "stage_one", missing = { "the target and the day of the review (SWK-14, SWK-20)" } } } } },
  fixture { "nor does what was on record before the stage began",
    on = "2025-01-31", marks = low, events = changed(one, "reasons_identified", { date = "2025-01-20" }),
    expect = { stages = { attendance = { stage = "stage_one", missing = { "reasons_identified (SWK-14, SWK-18)" } } } } },

  -- --- the review of stage one ----------------------------------------------------------

  fixture { "the day before the review the stage stands", -- all sessions attended since the plan
    on = "2025-02-28", marks = low, events = one, expect = { stages = { attendance = "stage_one" } } },

  fixture { "a target that is met ends the stage",
    on = "2025-03-03", marks = low, events = one,
    expect = { stages = { attendance = none }, actions = joined(entry_one, {
      { rule = "review_stage_one", fired = "2025-03-03", due = "2025-03-10" } }) } },

  fixture { "at the target exactly it is met",
    on = "2025-03-03", marks = missed, events = changed(one, "attendance_plan", { target = "87.5" }),
    expect = { stages = { attendance = none } } },

  fixture { "below it stage two begins",
    on = "2025-03-03", marks = missed, events = changed(one, "attendance_plan", { target = "87.6" }),
    expect = { stages = { attendance = { stage = "stage_two", since = "2025-03-03" } } } },

  fixture { "not while stage one is incomplete: that is said the day after",
    on = "2025-03-04", marks = missed, events = changed(one, "reasons_identified", nil),
    expect = { stages = { attendance = "stage_one" }, actions = joined(entry_one, { "review_stage_one",
      { rule = "complete_stage_one", fired = "2025-03-04", due = "2025-03-11", duty = "must" } }) } },

  -- Stage one was complete as 6 March opened.
  fixture { "and stage two begins when it is complete",
    on = "2025-03-06", marks = missed,
    events = changed(one, "reasons_identified", { date = "2025-03-05" }),
    expect = { stages = { attendance = { stage = "stage_two", since = "2025-03-06" } } } },

  -- 19 days away from day 73 on: stage one from 15 January, 72 of 79. All sessions
  -- since the plan attended; on 10 March, day 112, 93 of 112 in all, 83.04.
  fixture { "a pupil who met the target is left alone, whatever the year's figure",
    on = "2025-03-10", marks = all_present:first_days(19, "MM", "2025-01-07"), events = one,
    expect = { attendance = { possible = 224, attended = 186 }, stages = { attendance = none } } },
  -- Day 113: 21 of 22 days since the plan, 95.45. Day 114: 21 of 23, 91.30.
  fixture { "for as long as it is met",
    on = "2025-03-11", marks = all_present:first_days(19, "MM", "2025-01-07"):but { ["2025-03-11"] = "MM", ["2025-03-12"] = "MM" },
    events = one, expect = { stages = { attendance = none } } },
  fixture { "and comes back to stage one when it no longer is",
    on = "2025-03-12", marks = all_present:first_days(19, "MM", "2025-01-07"):but { ["2025-03-11"] = "MM", ["2025-03-12"] = "MM" },
    events = one, expect = { stages = { attendance = { stage = "stage_one", since = "2025-03-12" } } } },

  -- 99 of 109 days since the plan are 90.83, more than its target of 80; of the new
  -- year's ten days none.
  fixture { "a new year begins afresh after a target that was met",
    calendar = "two years", on = "2025-09-15", marks = low:first_days(10, "MM", "2025-09-02"),
    events = changed(one, "attendance_plan", { target = "80" }),
    expect = { stages = { attendance = { stage = "stage_one", since = "2025-09-15" } } } },

  -- --- stage two --------------------------------------------------------------------------

  -- Five school days after Monday 3 March: 4, 5, 6, 7 and 10 March.
  fixture { "stage two asks for consultation, meeting and contract",
    on = "2025-03-03", marks = missed, events = one,
    expect = { actions = joined(entry_one, { "review_stage_one",
      { rule = "consult_sewo", fired = "2025-03-03", due = "2025-03-10", duty = "must" },
      { rule = "share_work", due = "2025-03-10" },
      { rule = "invite_to_meeting", parent = "PA1", due = "2025-03-10" },
      { rule = "note_willingness", due = "2025-03-10" },
      { rule = "offer_contract", due = "2025-03-10" } }),
      letters = { { id = "stage_two", parent = "PA1", contains = "87.50 per cent" }, "stage_one" } } },

  fixture { "a school may take usual for not always, and consult at stage three",
    on = "2025-03-03", marks = missed, events = one, parameters = { consult_at = "stage_three" },
    expect = { actions = joined(entry_one, { "review_stage_one", "share_work", "invite_to_meeting", "note_willingness", "offer_contract",
      { rule = "consult_sewo", status = "suppressed", reason = "the consultation is held at stage three" } }) } },

  fixture { "and is complete with them",
    on = "2025-03-07", marks = missed, events = two,
    expect = { stages = { attendance = { stage = "stage_two", review = "2025-04-07", missing = {} } },
      actions = joined(entry_one, { "review_stage_one", "share_work", "invite_to_meeting",
        { rule = "consult_sewo", status = "done" }, { rule = "note_willingness", status = "done" },
        { rule = "offer_contract", status = "done" } }) } },

  fixture { "a contract that leaves things out is not complete",
    on = "2025-03-07", marks = missed,
    events = changed(two, "attendance_contract", { why_not = "no", patterns = "", monitoring = "no", review = "" }),
    expect = { stages = { attendance = { stage = "stage_two", missing = {
      "the contract with its target and review, or that there will be none (SWK2-05)", "why the first plan did not work (SWK2-06)",
      "patterns of absence, enough support, who does what by when (SWK2-07)",
      "how progress is watched and the parent kept in touch (SWK2-08)" } } } } },

  fixture { "one that works ends the stage", -- all of days 112 to 131
    on = "2025-04-07", marks = missed, events = two, expect = { stages = { attendance = none } } },
  fixture { "at its target exactly, too", -- 36 of 40
    on = "2025-04-07", marks = missed_twice, events = changed(two, "attendance_contract", { target = "90" }),
    expect = { stages = { attendance = none } } },
  fixture { "one that does not leads to stage three",
    on = "2025-04-07", marks = missed_twice, events = changed(two, "attendance_contract", { target = "90.1" }),
    expect = { stages = { attendance = { stage = "stage_three", since = "2025-04-07", owner = "school_lead" } } } },
  fixture { "not while stage two is incomplete: that is said the day after",
    on = "2025-04-08", marks = missed_twice, events = changed(two, "meeting_invitation", nil),
    expect = { stages = { attendance = "stage_two" }, actions = joined(entry_one, { "review_stage_one",
      "consult_sewo", "share_work", "invite_to_meeting", "note_willingness", "offer_contract", "review_stage_two",
      { rule = "complete_stage_two", fired = "2025-04-08", due = "2025-04-29" } }) } },
  -- Complete as 10 March opened.
  fixture { "a contract that was declined leads there, too",
    on = "2025-03-10", marks = missed, events = declined,
    expect = { stages = { attendance = { stage = "stage_three", since = "2025-03-10" } } } },

  fixture { "and so do parents who will not work with school or authority",
    on = "2025-03-10", marks = missed,
    events = changed(changed(two, "attendance_contract", nil), "voluntary_agreement", { possible = "no" }),
    expect = { stages = { attendance = { stage = "stage_three", since = "2025-03-10" } } } },

  -- --- stage three ----------------------------------------------------------------------------

  -- Five school days after Monday 7 April: 8 to 11 and 28 April.
  fixture { "stage three asks for review, evidence and a decision",
    on = "2025-04-07", marks = missed_twice, events = joined(two, contacts(6)),
    expect = { stages = { attendance = { stage = "stage_three", missing = { missing_evidence, "stage_three_decision (SWK3-05)" } } },
      actions = joined(entry_one, { "review_stage_one", "consult_sewo", "share_work", "invite_to_meeting", "note_willingness",
        "offer_contract", "review_stage_two",
        { rule = "review_threshold", fired = "2025-04-07", due = "2025-04-28", status = "due" },
        { rule = "consult_now", status = "suppressed", reason = "the Education Inclusion Team was consulted at stage two" },
        { rule = "inform_inclusion_team", due = "2025-04-28", owner = "school_lead" },
        { rule = "review_evidence", due = "2025-04-28", owner = "sewo" },
        { rule = "decide_stage_three", status = "blocked", missing = { missing_evidence },
          owner = { "sewo", "school_lead" } } }) } },

  fixture { "five contacts are too few, and a consultation is made good",
    on = "2025-04-07", marks = missed_twice, events = joined(changed(two, "eit_consultation", nil), contacts(5)),
    expect = { actions = joined(entry_one, { "review_stage_one", "consult_sewo", "share_work", "invite_to_meeting", "note_willingness",
        "offer_contract", "review_stage_two", "inform_inclusion_team", "review_evidence", "decide_stage_three",
        { rule = "review_threshold", status = "blocked", missing = { "enough contacts with the parents about attendance (SWK3-03)" } },
        { rule = "consult_now", status = "due", due = "2025-04-28" } }) } },

  fixture { "a school that is not in the lead takes part in the decision",
    pupil = { cin_plan = "yes" }, on = "2025-04-09", marks = missed_twice,
    events = joined(two, contacts(6), { reviewed }),
    expect = { actions = joined(entry_one, { "review_stage_one", "consult_sewo", "share_work", "invite_to_meeting", "note_willingness",
        "offer_contract", "review_stage_two", "review_threshold", "consult_now", "inform_inclusion_team", "review_evidence",
        { rule = "decide_stage_three", status = "blocked", missing = { "the school's part in the decision (SWK-10)" } } }) } },

  fixture { "a review that does not know what the child wishes is none",
    on = "2025-04-09", marks = missed_twice, events = changed(joined(two, contacts(6), { reviewed }), "sewo_review", { child_views = "no" }),
    expect = { stages = { attendance = { stage = "stage_three", missing = { missing_evidence, "stage_three_decision (SWK3-05)" } } } } },

  -- Five school days after Wednesday 9 April: 10, 11, 28, 29 and 30 April.
  fixture { "and then the decision is due",
    pupil = { cin_plan = "yes" }, on = "2025-04-09", marks = missed_twice,
    events = joined(two, contacts(6), { reviewed,
      { date = "2025-04-09", kind = "school_included" } }),
    expect = { actions = joined(entry_one, { "review_stage_one", "consult_sewo", "share_work", "invite_to_meeting", "note_willingness",
        "offer_contract", "review_stage_two", "review_threshold", "consult_now", "inform_inclusion_team", "review_evidence",
        { rule = "decide_stage_three", status = "due", due = "2025-04-30", owner = { "sewo", "social_worker" } } }) } },

  -- --- legal planning -----------------------------------------------------------------------

  fixture { "the stage is reviewed under an extended contract",
    on = "2025-05-19", marks = missed_twice,
    events = joined(two, contacts(6), { { date = "2025-04-29", kind = "attendance_contract", target = "95", review = "2025-05-19" },
      { date = "2025-04-29", kind = "stage_three_decision", outcome = "extend" } }),
    expect = { stages = { attendance = { stage = "stage_three", review = "2025-05-19" } },
      actions = joined(to_three, { { rule = "review_stage_three", fired = "2025-05-19", due = "2025-06-02" } }) } },

  -- Five school days after Tuesday 4 March: 5, 6, 7, 10 and 11 March.
  fixture { "legal planning waits for its papers",
    on = "2025-03-04", events = { planning },
    expect = { actions = { { rule = "hold_legal_planning", fired = "2025-03-04", status = "blocked", owner = "inclusion_team",
      missing = { "assessment (SWK3-07)", "chronology (SWK3-07)", "elpm_report (SWK3-07)", "inclusion_plan (SWK3-07)",
        "genogram (SWK3-07)" } } } } },
  fixture { "and is due with them",
    on = "2025-03-04", events = joined({ planning }, papers),
    expect = { actions = { { rule = "hold_legal_planning", status = "due", due = "2025-03-11" } } } },
  fixture { "the school takes part where it is not in the lead",
    pupil = { yos = "yes" }, on = "2025-03-04", events = joined({ planning }, papers),
    expect = { actions = { { rule = "hold_legal_planning", status = "blocked", missing = { "the school's part in the decision (SWK-10)" } } } } },
  fixture { "an extended contract is no legal planning",
    on = "2025-03-04", events = { { date = "2025-03-04", kind = "stage_three_decision", outcome = "extend" } },
    expect = { actions = {} } },
  fixture { "a meeting that proceeds sets its days",
    on = "2025-03-10", events = joined({ planning }, papers, { { date = "2025-03-10", kind = "elpm", outcome = "proceed" } }),
    expect = { actions = { hold_legal_planning = "done", set_legal_dates = { fired = "2025-03-10", due = "2025-03-18" } } } },
  fixture { "one that ends without action does not",
    on = "2025-03-10", events = joined({ planning }, papers, { { date = "2025-03-10", kind = "elpm", outcome = "no action" } }),
    expect = { actions = { hold_legal_planning = "done" } } },

  fixture { "a step down ends stage three",
    on = "2025-05-12", marks = missed_twice, events = joined(two, contacts(6), { stepped_down }),
    expect = { stages = { attendance = none }, actions = to_three } },

  -- From 13 May, day 146, on: away on day 165, 16 June, 19 of 20 days are 95 per
  -- cent exactly; on the next day, too, 19 of 21 are 90.48.
  fixture { "as long as the least attendance expected is kept nothing is referred back",
    on = "2025-06-16", marks = missed_twice:but { ["2025-06-16"] = "MM", ["2025-06-17"] = "MM" },
    events = joined(two, contacts(6), { stepped_down }),
    expect = { stages = { attendance = none }, actions = to_three } },
  fixture { "below it the case is referred back",
    on = "2025-06-17", marks = missed_twice:but { ["2025-06-16"] = "MM", ["2025-06-17"] = "MM" },
    events = joined(two, contacts(6), { stepped_down }),
    expect = { actions = joined(to_three, { { rule = "refer_back", fired = "2025-06-17", due = "2025-06-24", duty = "must" } }) } },
  -- Days 146 to 175, 30 June, less a session that was not possible: 56 of 59 are
  -- 94.92; a session before it was 56 of 58, 96.55.
  fixture { "94.92 per cent is below 95",
    on = "2025-06-30", marks = missed_twice:but { ["2025-05-14"] = "Y1.", ["2025-06-20"] = "MM", ["2025-06-30"] = ".M" },
    events = joined(two, contacts(6), { stepped_down }),
    expect = { actions = joined(to_three, { { rule = "refer_back", fired = "2025-06-30" } }) } },
  fixture { "and when the contract is broken",
    on = "2025-05-20", marks = missed_twice,
    events = joined(two, contacts(6), { stepped_down, { date = "2025-05-20", kind = "contract_broken" } }),
    expect = { actions = joined(to_three, { { rule = "refer_back", fired = "2025-05-20" } }) } },
  fixture { "which is stage three again",
    on = "2025-05-21", marks = missed_twice,
    events = joined(two, contacts(6), { stepped_down, { date = "2025-05-20", kind = "contract_broken" },
      { date = "2025-05-21", kind = "referred_back" } }),
    expect = { stages = { attendance = { stage = "stage_three", since = "2025-05-21" } } } },
  -- Eleven days away so far and eight more from 8 April, day 132, to 1 May: on 13
  -- May, day 146, 127 of 146 are 86.99.
  fixture { "while that is watched the year's figure opens no stage",
    on = "2025-05-13", marks = missed_twice:first_days(8, "MM", "2025-04-08"), events = joined(two, contacts(6), { stepped_down }),
    expect = { attendance = { possible = 292, attended = 254 }, stages = { attendance = none } } },
  fixture { "nor a fall, which is for the lead professional to refer back",
    on = "2025-05-13", marks = missed_twice:first_days(8, "MM", "2025-04-08"):but { ["2025-05-13"] = "MM" },
    events = joined(two, contacts(6), { stepped_down }),
    expect = { stages = { attendance = none }, actions = joined(to_three, { "refer_back" }) } },
  fixture { "a new school year begins afresh", -- ten days, 20 sessions
    calendar = "two years", on = "2025-09-15", marks = all_present:first_days(10, "MM", "2025-09-02"), events = { stepped_down },
    expect = { stages = { attendance = "stage_one" }, actions = entry_one } },

  -- --- a holiday ----------------------------------------------------------------------------

  -- Ten sessions of G by Friday 7 March. Five school days later is 14 March.
  fixture { "four days of holiday are below the threshold",
    pupil = pupil, on = "2025-03-07", marks = all_present:first_days(4, "GG", "2025-03-03"),
    expect = { flags = {}, actions = {} } },
  fixture { "five days of holiday are weighed",
    pupil = pupil, on = "2025-03-07", marks = holiday,
    expect = { flags = { "leave_route" }, actions = { "consider_penalty_notice",
      { rule = "weigh_leave_notice", fired = "2025-03-07", due = "2025-03-14", owner = "head_teacher" } } } },
  fixture { "a pupil of sixth-form age is outside the framework",
    pupil = { date_of_birth = "2007-03-01", year_group = "12" }, on = "2025-03-10", marks = holiday,
    expect = { flags = {}, actions = {} } },

  -- Ten school days after the return on Monday 10 March: 11, 12, 13, 14, 18, 19,
  -- 20, 21, 24 and 25 March.
  fixture { "the authority has the request ten school days after the return, for each parent",
    pupil = pupil, parents = both, on = "2025-03-10", marks = holiday,
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice",
      { rule = "request_leave_notice", parent = "PA1", fired = "2025-03-10", due = "2025-03-25", status = "due", duty = "may" },
      { rule = "request_leave_notice", parent = "PA2", fired = "2025-03-10", due = "2025-03-25" },
      { rule = "gather_leave_papers", parent = "PA2" },
      { rule = "gather_leave_papers", parent = "PA1", status = "blocked", missing = {
        "application and written refusal with reasons, or how parents were told (SWKPN-10)", certificate } } } } },
  fixture { "a day of illness after it is no return, nor a second one",
    pupil = pupil, on = "2025-03-12", marks = holiday:but { ["2025-03-10"] = "II", ["2025-03-12"] = "II" },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "gather_leave_papers",
      { rule = "request_leave_notice", parent = "PA1", fired = "2025-03-11" } } } },
  -- Two days more on 26 and 27 March: 14 of G in the ten weeks.
  fixture { "a second holiday has its own return and its own ten days", -- 31 March to 11 April
    pupil = pupil, on = "2025-03-28", marks = holiday:first_days(2, "GG", "2025-03-26"),
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "gather_leave_papers",
      { rule = "request_leave_notice", parent = "PA1", fired = "2025-03-10", due = "2025-03-25" },
      { rule = "request_leave_notice", parent = "PA1", fired = "2025-03-28", due = "2025-04-11" } } } },
  fixture { "with application and refusal the papers go out",
    pupil = pupil, on = "2025-03-10", marks = holiday,
    events = { { date = "2025-02-10", kind = "leave.requested" }, { date = "2025-02-12", kind = "leave.refused", because = "term time" },
      { date = "2025-03-10", kind = "registration_certificate" } },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "request_leave_notice", { rule = "gather_leave_papers", status = "due", due = "2025-03-18" } } } },
  fixture { "or with what parents were told where nobody asked",
    pupil = pupil, on = "2025-03-10", marks = holiday,
    events = { { date = "2025-02-10", kind = "leave.told" }, { date = "2025-03-10", kind = "registration_certificate" } },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "request_leave_notice", { rule = "gather_leave_papers", status = "due" } } } },
  fixture { "a refusal without an application is not enough",
    pupil = pupil, on = "2025-03-10", marks = holiday,
    events = { { date = "2025-02-12", kind = "leave.refused" }, { date = "2025-03-10", kind = "registration_certificate" } },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "request_leave_notice", { rule = "gather_leave_papers", status = "blocked",
      missing = { "application and written refusal with reasons, or how parents were told (SWKPN-10)" } } } } },

  -- The three years that end on 30 September 2027 begin on 1 October 2024, those
  -- that end on 1 October 2027 on 2 October 2024.
  fixture { "a third notice in three years may not be given",
    calendar = long_calendar, parameters = { persistent_below = 50 }, pupil = pupil, parents = both, on = "2027-09-30",
    marks = all_present:first_days(5, "GG", "2027-09-23"), events = { issued "2024-10-01", issued "2025-03-03" },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "tell_payment",
      { rule = "no_third_notice", parent = "PA1", fired = "2027-09-29", owner = "head_teacher", duty = "must" },
      { rule = "gather_leave_papers", parent = "PA1", status = "suppressed",
        reason = "two notices in three years: a third may not be given" },
      { rule = "gather_leave_papers", parent = "PA2", status = "blocked" },
      { rule = "request_leave_notice", parent = "PA1", status = "suppressed",
        reason = "two notices in three years: a third may not be given" },
      { rule = "request_leave_notice", parent = "PA2", status = "due" } } } },
  fixture { "one that was withdrawn does not count",
    calendar = long_calendar, parameters = { persistent_below = 50 }, pupil = pupil, on = "2027-09-30",
    marks = all_present:first_days(5, "GG", "2027-09-23"),
    events = { issued "2024-10-01", { id = "PN2", date = "2025-03-03", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2025-03-05", kind = "withdrawn", of = "PN2" } },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "gather_leave_papers", "tell_payment",
      { rule = "request_leave_notice", parent = "PA1", status = "due" } } } },
  fixture { "one of more than three years ago does not either",
    calendar = long_calendar, parameters = { persistent_below = 50 }, pupil = pupil, on = "2027-10-01",
    marks = all_present:first_days(5, "GG", "2027-09-24"), events = { issued "2024-09-30", issued "2025-03-03" },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", "gather_leave_papers", "tell_payment",
      { rule = "request_leave_notice", parent = "PA1", fired = "2027-10-01", status = "due" } } } },

  -- --- other absence --------------------------------------------------------------------------

  -- Five school days after Friday 7 March: 10 to 14 March.
  fixture { "ten sessions of O are consulted about first",
    pupil = pupil, on = "2025-03-07", marks = truant,
    expect = { flags = { "absence_route" }, actions = {
      "consider_penalty_notice", { rule = "consult_before_notice", fired = "2025-03-07", due = "2025-03-14", duty = "must" },
      { rule = "offer_notice_to_improve", parent = "PA1", status = "blocked", duty = "may", missing = { "support.offered (ENG-NTI, ENG-NTI-SAYS)" } },
      { rule = "request_absence_notice", parent = "PA1", status = "blocked", duty = "may", missing = {
        "a consultation with the Education Inclusion Team (SWKPN-11)",
        "a notice to improve that did not work, or why there was none (SWKPN-07, SWKPN-09)", "concerns in writing to this parent (SWKPN-06)",
        "a complete stage one (SWKPN-06)", "regular contact, or proof that the parent does not engage (SWKPN-06)" } } } } },
  fixture { "and not again in a year in which they were",
    pupil = pupil, on = "2025-03-07", marks = truant, events = { { date = "2024-11-20", kind = "eit_consultation" } },
    expect = { actions = { "consider_penalty_notice", "offer_notice_to_improve", "request_absence_notice",
      { rule = "consult_before_notice", status = "suppressed", reason = "the team was consulted in the last year" } } } },

  fixture { "holiday and other absence together go the stricter way",
    pupil = pupil, on = "2025-03-07", marks = mixed,
    expect = { flags = { "absence_route", "mixed_absence" },
      actions = { "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve", "request_absence_notice" } } },
  fixture { "or are listed, where the code is taken to the letter",
    pupil = pupil, on = "2025-03-07", marks = mixed, parameters = { mixed_route = "none" },
    expect = { flags = { "mixed_absence", "no_route" }, actions = { "consider_penalty_notice" } } },
  -- And 106 of 116 sessions opened stage one.
  fixture { "ten of each go the stricter way, too",
    pupil = pupil, on = "2025-03-14", marks = truant:first_days(5, "GG", "2025-03-10"),
    expect = { flags = { "absence_route" },
      actions = joined(entry_one, { "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve", "request_absence_notice" }) } },
  fixture { "ten only with an N are no case yet",
    pupil = pupil, on = "2025-03-07", marks = truant:but { ["2025-03-07"] = "ON" },
    expect = { flags = {}, actions = { settle_n_before_penalty = "due" } } },

  fixture { "where support was not taken up a notice to improve is the rule",
    pupil = pupil, on = "2025-03-10", marks = truant,
    events = { { date = "2025-03-10", kind = "support_outcome", result = "not_engaged" } },
    expect = { actions = { "consider_penalty_notice", "consult_before_notice", "request_absence_notice",
      { rule = "offer_notice_to_improve", status = "superseded" },
      { rule = "send_notice_to_improve", parent = "PA1", fired = "2025-03-10", status = "blocked", duty = "should",
        missing = { "a list of what was tried and what support was given (SWKPN-08)" } } } } },
  fixture { "also where it had no effect",
    pupil = pupil, on = "2025-03-10", marks = truant,
    events = { { date = "2025-03-10", kind = "support_outcome", result = "no_effect" }, { date = "2025-03-10", kind = "support.offered" } },
    expect = { actions = { "consider_penalty_notice", "consult_before_notice", "request_absence_notice", "offer_notice_to_improve",
      { rule = "send_notice_to_improve", parent = "PA1", status = "due", due = "2025-03-18" } },
      letters = { { id = "improvement_notice", parent = "PA1", contains = "10 sessions (half days) were missed" } } } },
  fixture { "but says nothing of sessions whose reason may yet be found",
    pupil = pupil, on = "2025-03-11", marks = truant:but { ["2025-03-10"] = "NN" },
    events = { { date = "2025-03-10", kind = "support_outcome", result = "no_effect" }, { date = "2025-03-10", kind = "support.offered" } },
    expect = { letters = { { id = "improvement_notice", parent = "PA1", contains = "10 sessions (half days) were missed" } } } },
  -- The ten of February were those of one parent's penalty notice.
  fixture { "it counts for each parent what no notice was given for",
    pupil = pupil, parents = both, on = "2025-03-10", marks = truant:first_days(5, "OO", "2025-02-10"),
    events = { { date = "2025-02-24", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2025-03-10", kind = "support_outcome", result = "no_effect" }, { date = "2025-03-10", kind = "support.offered" } },
    parameters = { persistent_below = 50 },
    expect = { letters = { { id = "improvement_notice", parent = "PA1", contains = "10 sessions (half days) were missed" },
                           { id = "improvement_notice", parent = "PA2", contains = "20 sessions (half days) were missed" } } } },
  fixture { "one that was sent this year need not be sent again",
    pupil = pupil, on = "2025-03-10", marks = truant,
    events = { { date = "2024-10-07", kind = "notice_to_improve", parent_id = "PA1" },
      { date = "2025-03-10", kind = "support_outcome", result = "no_effect" } },
    expect = { actions = { "consider_penalty_notice", "consult_before_notice", "request_absence_notice", "offer_notice_to_improve", "judge_notice_to_improve",
      { rule = "send_notice_to_improve", parent = "PA1", status = "suppressed", reason = "a notice to improve was sent in the last year" } } } },

  -- Ten sessions of O in the week of 10 November 2025; the case history is a year
  -- and a month old.
  fixture { "what an earlier case left on record completes nothing",
    calendar = "two years", parameters = { persistent_below = 50 }, pupil = pupil, on = "2025-11-14",
    marks = all_present:first_days(5, "OO", "2025-11-10"),
    events = { { date = "2024-10-07", kind = "eit_consultation" }, { date = "2024-10-07", kind = "written_concern", parent_id = "PA1" },
      { date = "2024-10-07", kind = "notice_to_improve.passed_over", parent_id = "PA1" },
      { date = "2024-10-07", kind = "support_outcome", result = "not_engaged" } },
    expect = { actions = {
      "consider_penalty_notice", { rule = "consult_before_notice", status = "due" },
      { rule = "offer_notice_to_improve", status = "blocked" },
      { rule = "request_absence_notice", status = "blocked", missing = {
        "a consultation with the Education Inclusion Team (SWKPN-11)",
        "a notice to improve that did not work, or why there was none (SWKPN-07, SWKPN-09)",
        "concerns in writing to this parent (SWKPN-06)", "a complete stage one (SWKPN-06)",
        "regular contact, or proof that the parent does not engage (SWKPN-06)" } } } } },

  -- The sixth school week after that of Monday 10 March has its Monday closed: the
  -- last school day before it is Friday 2 May, the 28th.
  fixture { "it ends after six school weeks",
    pupil = pupil, on = "2025-03-10", events = { notice },
    expect = { actions = { { rule = "judge_notice_to_improve", parent = "PA1", fired = "2025-03-10", due = "2025-05-02" } } } },
  -- Eight weeks would be Monday 19 May; the thirtieth school day is 7 May, day 142.
  fixture { "and after thirty school days at most",
    pupil = pupil, on = "2025-03-10", events = { notice }, parameters = { nti_period = 8 },
    expect = { actions = { { rule = "judge_notice_to_improve", parent = "PA1", fired = "2025-03-10", due = "2025-05-07" } } } },

  fixture { "where the calendar ends first there is no day for it yet",
    pupil = pupil, on = "2025-07-14", events = { { date = "2025-07-14", kind = "notice_to_improve", parent_id = "PA1" } },
    expect = { actions = { { rule = "judge_notice_to_improve", parent = "PA1", due = none } } } },

  -- Stage one ended with a modest target that still holds, so that the ladder
  -- stands still and stage one stays complete.
  fixture { "further absence completes what a request needs",
    pupil = pupil, on = "2025-03-18", marks = case_marks:but { ["2025-03-18"] = "O." }, events = joined(case, { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice",
      { rule = "offer_notice_to_improve", status = "done" },
      { rule = "request_absence_notice", parent = "PA1", status = "due", due = "2025-03-25" } }) } },
  fixture { "without any it waits for the notice to run",
    pupil = pupil, on = "2025-03-18", marks = case_marks, events = joined(case, { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "blocked",
        missing = { "a notice to improve that did not work, or why there was none (SWKPN-07, SWKPN-09)" } } }) } },
  fixture { "an absence whose reason may yet be found is no further one",
    pupil = pupil, on = "2025-03-18", marks = case_marks:but { ["2025-03-18"] = "N." }, events = joined(case, { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "blocked" } }) } },
  fixture { "a parent who did not engage need not be waited for",
    pupil = pupil, on = "2025-03-19", marks = case_marks,
    events = joined(case, { notice, { date = "2025-03-19", kind = "support_outcome", parent_id = "PA1", result = "not_engaged" } }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice",
      "offer_notice_to_improve",
      { rule = "send_notice_to_improve", status = "suppressed", reason = "a notice to improve was sent in the last year" },
      { rule = "request_absence_notice", parent = "PA1", status = "due", due = "2025-03-26" } }) } },
  fixture { "nor one whose attendance was judged not to have improved enough",
    pupil = pupil, on = "2025-03-19", marks = case_marks,
    events = joined(case, { notice, { date = "2025-03-19", kind = "notice_to_improve.judged", parent_id = "PA1", sufficient = "no" } }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice",
      "offer_notice_to_improve", { rule = "request_absence_notice", parent = "PA1", status = "due", due = "2025-03-26" } }) } },
  fixture { "no notice is asked for when it was judged to have",
    pupil = pupil, on = "2025-03-19", marks = case_marks,
    events = joined(case, { notice, { date = "2025-03-19", kind = "notice_to_improve.judged", parent_id = "PA1", sufficient = "yes" } }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice",
      "offer_notice_to_improve", { rule = "request_absence_notice", parent = "PA1", status = "suppressed",
        reason = "attendance improved enough while the notice to improve ran" } }) } },
  fixture { "nor is a notice that was not worth sending",
    pupil = pupil, on = "2025-03-19", marks = case_marks,
    events = joined(case, { { date = "2025-03-19", kind = "notice_to_improve.passed_over", parent_id = "PA1", because = "the second" } }),
    expect = { actions = joined(after_one, { "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "due", due = "2025-03-26" } }) } },
  -- The notice ran to Friday 2 May: days 113 to 140, 56 sessions. The six weeks to
  -- 10 March are days 87 to 112, 52 sessions, of which ten were missed: 42 of 52
  -- are 80.77. With eight missed of 56 attendance rose to 85.71, 4.95 points.
  -- Five school days after Tuesday 6 May: 7, 8, 9, 12 and 13 May.
  fixture { "attendance that rose by less than is significant completes it once the notice has run",
    pupil = pupil, on = "2025-05-06", marks = case_marks:first_days(4, "MM", "2025-03-18"),
    events = joined(case_without_contacts, contacts(7), { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "due", due = "2025-05-13" } }) } },
  fixture { "not on its last day",
    pupil = pupil, on = "2025-05-02", marks = case_marks:first_days(4, "MM", "2025-03-18"),
    events = joined(case_without_contacts, contacts(7), { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "blocked" } }) } },
  -- Eleven of 52, 78.85, and nine of 56, 83.93: 5.08 points.
  fixture { "nor when it rose by more",
    pupil = pupil, on = "2025-05-06",
    marks = case_marks:first_days(4, "MM", "2025-03-18"):but { ["2025-03-03"] = "M.", ["2025-03-24"] = "M." },
    events = joined(case_without_contacts, contacts(7), { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "blocked",
        missing = { "a notice to improve that did not work, or why there was none (SWKPN-07, SWKPN-09)" } } }) } },

  fixture { "two contacts are not regular",
    pupil = pupil, on = "2025-03-18", marks = case_marks:but { ["2025-03-18"] = "O." },
    events = joined(case_without_contacts, contacts(2), { notice }),
    expect = { actions = joined(after_one, { "judge_notice_to_improve", "consider_penalty_notice", "consult_before_notice", "offer_notice_to_improve",
      { rule = "request_absence_notice", parent = "PA1", status = "blocked",
        missing = { "regular contact, or proof that the parent does not engage (SWKPN-06)" } } }) } },

  fixture { "a letter brought by hand is logged with time and recipient",
    on = "2025-03-10", events = { { date = "2025-03-10", kind = "written_concern", how = "hand", recipient = "parent" } },
    expect = { actions = { { rule = "log_hand_delivery", fired = "2025-03-10", due = "2025-03-10" } } } },
  fixture { "also with the recipient",
    on = "2025-03-10", events = { { date = "2025-03-10", kind = "written_concern", how = "hand", time = "15:20" } },
    expect = { actions = { "log_hand_delivery" } } },
  fixture { "one that was is not",
    on = "2025-03-10", events = { { date = "2025-03-10", kind = "written_concern", how = "hand", time = "15:20", recipient = "parent" } },
    expect = { actions = {} } },
  fixture { "nor one that was posted",
    on = "2025-03-10", events = { { date = "2025-03-10", kind = "written_concern", how = "post" } }, expect = { actions = {} } },

  -- --- requests, decisions, notices ---------------------------------------------------------------

  -- Ten working days after Tuesday 8 April, less Good Friday and Easter Monday: 9,
  -- 10, 11, 14, 15, 16, 17, 22, 23 and 24 April.
  fixture { "the authority decides within ten working days",
    pupil = pupil, on = "2025-04-08", events = { { date = "2025-04-08", kind = "penalty_notice.requested", parent_id = "PA1" } },
    expect = { actions = { { rule = "decide_request", parent = "PA1", fired = "2025-04-08", due = "2025-04-24", owner = "inclusion_team" } } } },
  fixture { "a request shows that a notice was considered",
    pupil = pupil, on = "2025-03-11", marks = holiday,
    events = { { date = "2025-03-11", kind = "penalty_notice.requested", parent_id = "PA1" } },
    expect = { actions = { "weigh_leave_notice", "decide_request", consider_penalty_notice = "done", request_leave_notice = "done",
      gather_leave_papers = "done" } } },
  fixture { "and is done when it does",
    pupil = pupil, on = "2025-04-09", events = { { date = "2025-04-08", kind = "penalty_notice.requested", parent_id = "PA1" },
      { date = "2025-04-09", kind = "penalty_notice.declined", parent_id = "PA1" } },
    expect = { actions = { decide_request = "done" } } },

  fixture { "a school that issues notices itself asks the team first",
    pupil = pupil, on = "2025-03-07", marks = holiday, parameters = { issuer = "school" },
    expect = { actions = { "consider_penalty_notice", "weigh_leave_notice", { rule = "ask_before_issuing", fired = "2025-03-07", due = "2025-03-14" } } } },

  -- The spring term ends on Friday 11 April.
  fixture { "at the end of each term the school hears whether a notice was paid",
    pupil = pupil, on = "2025-04-11", events = { { date = "2025-03-10", kind = "penalty_notice.issued", parent_id = "PA1" } },
    expect = { actions = { { rule = "tell_payment", parent = "PA1", fired = "2025-04-11", owner = "inclusion_team" } } } },
  fixture { "once it was there is nothing to tell",
    pupil = pupil, on = "2025-04-11", events = { { date = "2025-03-10", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2025-03-20", kind = "penalty_notice.paid", parent_id = "PA1" } },
    expect = { actions = {} } },

  fixture { "nor when it went to court instead",
    pupil = pupil, on = "2025-04-11", events = { { date = "2025-03-10", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2025-04-08", kind = "penalty_notice.prosecuted", parent_id = "PA1" } },
    expect = { actions = {} } },
  fixture { "a school that issued the notice itself need ask for none",
    pupil = pupil, on = "2025-03-11", marks = holiday, parameters = { issuer = "school" },
    events = { { date = "2025-03-11", kind = "penalty_notice.issued", parent_id = "PA1", sessions_to = "2025-03-07" } },
    expect = { actions = { "weigh_leave_notice", "ask_before_issuing", consider_penalty_notice = "done",
      request_leave_notice = "done", gather_leave_papers = "done" } } },

  fixture { "a pupil in public on the fifth day of an exclusion",
    pupil = pupil, on = "2025-03-07", marks = all_present:first_days(5, "EE", "2025-03-03"), events = { seen },
    expect = { actions = { { rule = "notice_for_excluded_pupil", parent = "PA1", fired = "2025-03-07", due = "2025-03-14", duty = "may" } } } },
  fixture { "not on the sixth",
    pupil = pupil, on = "2025-03-07", marks = all_present:first_days(6, "EE", "2025-02-28"), events = { seen }, expect = { actions = {} } },
  fixture { "nor one who is not excluded",
    pupil = pupil, on = "2025-03-07", marks = holiday, events = { seen }, expect = { actions = { "consider_penalty_notice", "weigh_leave_notice" } } },

  -- --- once a year ------------------------------------------------------------------------------------

  fixture { "every school is offered its yearly meeting",
    on = "2024-09-05",
    expect = { groups = { { rule = "targeting_meeting", group = "everyone", fired = "2024-09-05", due = "2025-07-21", status = "due" } } } },
  fixture { "unless it was held before the first day",
    on = "2024-09-05", school_events = { { date = "2024-09-03", kind = "targeting_meeting" } }, expect = { groups = {} } },
  fixture { "which is done when it was held",
    on = "2024-10-10", school_events = { { date = "2024-10-09", kind = "targeting_meeting" } },
    expect = { groups = { { rule = "targeting_meeting", group = "everyone", status = "done" } } } },
}

return tests
