-- What the language must be able to say: a small invented policy for each, in the
-- folder `reach`, with fixtures on both sides of what it says.
--
-- The calendar has 190 days. Of autumn 2024 it has 5 and 6 September, every Monday to
-- Friday from 9 September to 25 October save 4 October, and from 4 November to 20
-- December; spring begins on Monday 6 January 2025.

local fixtures = {}
local function about(policy, list)
  for _, fixture in ipairs(list) do
    fixture[1] = policy .. ": " .. fixture[1]
    fixture.policy = fixture.policy or policy
    fixture.calendar = fixture.calendar or "190 days"
    fixtures[#fixtures + 1] = fixture
  end
end

local raised, not_raised = { flags = { "raised" } }, { flags = {} }
-- A flag that is raised in one case and not in the other, a step apart.
local function either(policy, yes, no)
  yes.expect, no.expect = raised, not_raised
  about(policy, { yes, no })
end

-- The first four days of November 2024 on which the school is open.
local mon, tue, wed, thu, fri = "2024-11-04", "2024-11-05", "2024-11-06", "2024-11-07", "2024-11-08"

-- Windows ----------------------------------------------------------------------------

either("window_school_days",
  { "of Monday the 9th to Friday the 13th, four sessions", on = "2024-09-13",
    marks = all_present:week("2024-09-09", "II II") },
  { "of Tuesday to Monday the 16th, two", on = "2024-09-16",
    marks = all_present:week("2024-09-09", "II II") })

-- Between the weeks of 21 October and 4 November lies one without school.
either("window_school_weeks",
  { "the week before the holiday is the week before", on = "2024-11-08",
    marks = all_present:but { ["2024-10-24"] = "OO" } },
  { "but not in the week after", on = "2024-11-11",
    marks = all_present:but { ["2024-10-24"] = "OO" } })

either("window_calendar_weeks",
  { "the holiday is a week of three", on = "2024-11-08",
    marks = all_present:but { ["2024-10-24"] = "OO" } },
  { "and then the first is out of it", on = "2024-11-11",
    marks = all_present:but { ["2024-10-24"] = "OO" } })

either("window_half_terms",
  { "from the first day of the one before", on = "2024-12-20", marks = all_present:but { ["2024-09-05"] = "II" } },
  { "not of the one before that", on = "2025-01-06", marks = all_present:but { ["2024-09-05"] = "II" } })

-- Spring ends on 11 April, summer begins on 28 April 2025.
either("window_terms",
  { "autumn and spring", on = "2025-04-11", marks = all_present:but { ["2024-09-05"] = "II" } },
  { "spring and summer", on = "2025-04-28", marks = all_present:but { ["2024-12-20"] = "II" } })

-- Two years that end on 10 September 2025 begin on 11 September 2023.
local three_years = { "sandwell 2023/24", "sandwell 2024/25", "southwark 2025/26" }
either("window_years",
  { "the first day of the two years", calendar = three_years, on = "2025-09-10",
    marks = all_present:but { ["2023-09-11"] = "II" } },
  { "the day before it a day later", calendar = three_years, on = "2025-09-11",
    marks = all_present:but { ["2023-09-11"] = "II" } })

local met = { { date = tue, kind = "meeting" } }
either("window_since_an_event",
  { "the days after it", on = thu, events = met, marks = all_present:but { [wed] = "I.", [thu] = "I." } },
  { "not the day itself", on = thu, events = met, marks = all_present:but { [tue] = "II", [thu] = "I." } })

-- Five school days after Friday 8 November: 11 to 15 November.
local sent = { { date = fri, kind = "letter" } }
either("window_after_an_event",
  { "the fifth day after", on = "2024-11-22", events = sent, marks = all_present:but { ["2024-11-15"] = "II" } },
  { "not the sixth", on = "2024-11-22", events = sent, marks = all_present:but { ["2024-11-18"] = "II" } })

-- Five that end on Friday 8 November: 4 to 8 November.
local met_on_friday = { { date = fri, kind = "meeting" } }
either("window_before_an_event",
  { "the fifth day before", on = "2024-11-11", events = met_on_friday, marks = all_present:but { [mon] = "II" } },
  { "not the sixth", on = "2024-11-11", events = met_on_friday, marks = all_present:but { ["2024-10-25"] = "II" } })

-- A year that ends on 9 September 2025 begins on 10 September 2024.
local notices = { { date = "2024-09-10", kind = "notice" }, { date = "2025-06-10", kind = "notice" } }
either("rolling_years",
  { "two within a year of the day", calendar = "two years", on = "2025-09-09", events = notices },
  { "a day later the first is out of it", calendar = "two years", on = "2025-09-10", events = notices })

-- Friday 13 September 2024 is day 7 of its year; day 7 of the year before was Friday 15
-- September 2023, day 8 Monday the 18th.
local more = all_present:but { ["2023-09-15"] = "I.", ["2023-09-18"] = "I.", ["2024-09-10"] = "II" }
either("same_stretch_last_year",
  { "two sessions against one", calendar = { "sandwell 2023/24", "sandwell 2024/25" }, on = "2024-09-13", marks = more },
  { "two against two", calendar = { "sandwell 2023/24", "sandwell 2024/25" }, on = "2024-09-16", marks = more })

either("fixed_dates",
  { "the last of September", on = "2024-12-20", marks = all_present:but { ["2024-09-30"] = "II" } },
  { "the first of October", on = "2024-12-20", marks = all_present:but { ["2024-10-01"] = "II" } })

local exams = {
  half_terms = { { term = "summer", number = 5, from = "2025-04-28", to = "2025-05-23" } },
  periods    = { { name = "exams", from = "2025-05-12", to = "2025-05-16", year_groups = { 11, 13 } } },
}
local away_in_exams = all_present:but { ["2025-05-16"] = ".I" }
either("named_period_for_year_groups",
  { "Year 11 on its last day", calendar = exams, pupil = { year_group = 11 }, on = "2025-05-23", marks = away_in_exams },
  { "Year 10 has no exams", calendar = exams, pupil = { year_group = 10 }, on = "2025-05-23", marks = away_in_exams })
either("named_period_for_year_groups",
  { "Year 13 likewise", calendar = exams, pupil = { year_group = 13 }, on = "2025-05-23", marks = away_in_exams },
  { "a day after them", calendar = exams, pupil = { year_group = 11 }, on = "2025-05-23",
    marks = all_present:but { ["2025-05-19"] = "I." } })

-- Figures ----------------------------------------------------------------------------

either("counts_of_sessions",
  { "three", on = tue, marks = all_present:sessions(3, "O", mon) },
  { "two", on = tue, marks = all_present:sessions(2, "O", mon) })

either("counts_of_days",
  { "three sessions are a day and a half", on = fri, marks = all_present:but { [mon] = "II", [wed] = ".I" } },
  { "two are a day", on = fri, marks = all_present:but { [mon] = "II" } })

either("counts_of_episodes",
  { "two days with one between them", on = fri, marks = all_present:but { [mon] = "II", [wed] = "II" } },
  { "two days on end, and a weekend between two", on = "2024-11-11",
    marks = all_present:but { [fri] = "II", ["2024-11-11"] = "II" } })

local late = all_present:but { [mon] = "L.", [tue] = "L." }
either("minutes_late",
  { "twenty and ten", on = fri, marks = late:late(mon, "AM", 20):late(tue, "AM", 10) },
  { "twenty and nine", on = fri, marks = late:late(mon, "AM", 20):late(tue, "AM", 9) })

-- Five days are ten sessions: two away are 80 per cent, one is 90.
either("rates_in_a_window",
  { "80 per cent", on = fri, marks = all_present:but { [mon] = "II" } },
  { "90 per cent", on = fri, marks = all_present:but { [mon] = "I." } })

either("runs",
  { "three days over a weekend", on = "2024-11-11", marks = all_present:but { [thu] = "II", [fri] = "OO", ["2024-11-11"] = "II" } },
  { "a morning between them", on = "2024-11-11", marks = all_present:but { [thu] = "II", [fri] = ".O", ["2024-11-11"] = "II" } })

either("weekdays",
  { "Mondays 4 and 11 November", on = "2024-11-15", marks = all_present:but { [mon] = "I.", ["2024-11-11"] = ".O" } },
  { "a Monday and a Tuesday", on = "2024-11-15", marks = all_present:but { [mon] = "I.", ["2024-11-12"] = "OO" } })

-- Friday 25 October is the last day before the holiday, Monday 4 November the first after.
either("beside_a_holiday",
  { "the day before and the day after", on = mon, marks = all_present:but { ["2024-10-25"] = "II", [mon] = "I." } },
  { "the day before that, and the day after", on = mon, marks = all_present:but { ["2024-10-24"] = "II", [mon] = "I." } })

either("broken_weeks",
  { "Friday and Monday", on = "2024-11-11", marks = all_present:but { [fri] = "I.", ["2024-11-11"] = "I." } },
  { "Monday and Friday", on = "2024-11-11", marks = all_present:but { [mon] = "II", [fri] = "II" } })

-- Two spells of a day each: 2 * 2 * 2 = 8. With three sessions: 2 * 2 * 1.5 = 6. One of
-- four days: 1 * 1 * 4 = 4.
either("products_of_figures",
  { "2 * 2 * 2", on = fri, marks = all_present:but { [mon] = "II", [wed] = "II" } },
  { "2 * 2 * 1.5", on = fri, marks = all_present:but { [mon] = "II", [wed] = "I." } })
about("products_of_figures", {
  { "1 * 1 * 4", on = fri, marks = all_present:first_days(4, "II", mon), expect = not_raised } })

-- Codes ------------------------------------------------------------------------------

either("any_set_of_codes",
  { "G and O", on = fri, marks = all_present:but { [mon] = "G.", [tue] = "O." } },
  { "G, and I, M and C", on = fri, marks = all_present:but { [mon] = "G.", [tue] = "II", [wed] = "MC" } })

about("split_by_the_dominant_code", {
  { "three I of five are 60 per cent", on = fri, marks = all_present:but { [mon] = "II", [tue] = "IG", [wed] = "G." },
    expect = { bands = { cause = "illness" } } },
  { "two I of four are half", on = fri, marks = all_present:but { [mon] = "II", [tue] = "GO" },
    expect = { bands = { cause = "mixed" } } },
  { "one I of four is a quarter", on = fri, marks = all_present:but { [mon] = "IU", [tue] = "GO" },
    expect = { bands = { cause = "leave" } } },
  { "of three nothing is said", on = fri, marks = all_present:but { [mon] = "IU", [tue] = "G." },
    expect = { bands = { cause = none } } },
})

-- When -------------------------------------------------------------------------------

local away_twice = all_present:but { [mon] = "II", [thu] = "II" }
about("only_if_the_last_letter_was_sent", {
  { "with the first on record the second follows", on = fri, marks = away_twice,
    events = { { date = tue, kind = "letter_1" } },
    expect = { actions = { letter_1 = "done", { rule = "letter_2", status = "due", fired = thu } } } },
  { "without it there is none", on = fri, marks = away_twice, expect = { actions = { letter_1 = "due" } } },
  { "and none where nothing was missed since", on = fri, marks = away_twice,
    events = { { date = thu, kind = "letter_1" } }, expect = { actions = { letter_1 = "done" } } },
})

-- Weeks of two absences: 9 and 23 September, 4 November.
about("once_a_period", {
  { "twice in one half term is one call", on = "2024-10-25",
    marks = all_present:but { ["2024-09-09"] = "II", ["2024-09-23"] = "II" },
    expect = { actions = { { rule = "call", fired = "2024-09-09" } } } },
  { "once in each of two is two", on = fri, marks = all_present:but { ["2024-09-09"] = "II", [mon] = "II" },
    expect = { actions = { { rule = "call", fired = "2024-09-09" }, { rule = "call", fired = mon } } } },
})

-- Tuesdays from 5 November: the third is the 19th, the sixth 10 December.
about("on_multiples", {
  { "six are two letters", on = "2024-12-10", marks = all_present:every("tue", "L.", tue),
    expect = { actions = { { rule = "late_letter", fired = "2024-11-19" }, { rule = "late_letter", fired = "2024-12-10" } } } },
  { "five are one", on = "2024-12-09", marks = all_present:every("tue", "L.", tue),
    expect = { actions = { { rule = "late_letter", fired = "2024-11-19" } } } },
})

-- The last ten school days of Friday 15 November begin on Monday the 4th.
local warned = { { date = mon, kind = "warning" } }
about("expiry", {
  { "on the tenth day the warning holds", on = "2024-11-15", events = warned, marks = all_present:but { ["2024-11-15"] = "OO" },
    expect = { actions = { act_on_warning = "due" } } },
  { "on the eleventh it has expired", on = "2024-11-18", events = warned, marks = all_present:but { ["2024-11-18"] = "OO" },
    expect = { actions = {} } },
  { "a call stands while the illness goes on", on = tue, marks = all_present:week(mon, "II II"),
    expect = { actions = { call = "due" } } },
  { "and lapses with it", on = wed, marks = all_present:week(mon, "II II"), expect = { actions = { call = "lapsed" } } },
})

-- Of the last five school days on Monday 11 November none was missed after the 4th.
about("resets", {
  { "five days without illness arm it again", on = "2024-11-12",
    marks = all_present:but { [mon] = "II", ["2024-11-12"] = "II" },
    expect = { actions = { { rule = "call", fired = mon }, { rule = "call", fired = "2024-11-12" } } } },
  { "four do not", on = "2024-11-11", marks = all_present:but { [mon] = "II", ["2024-11-11"] = "II" },
    expect = { actions = { { rule = "call", fired = mon } } } },
})

-- Two days away by Tuesday the 5th are a plan. Its third day opens on Friday.
local planned = all_present:week(mon, "II II")
about("step_down_with_approval", {
  { "after three days and with approval a step down", on = fri, marks = planned,
    events = { { date = thu, kind = "step_down_agreed" } },
    expect = { stages = { { id = "support", stage = "watched", since = fri } } } },
  { "not without approval", on = fri, marks = planned, expect = { stages = { { id = "support", stage = "planned", since = tue } } } },
  { "nor with that of an earlier plan", on = fri, marks = planned,
    events = { { date = "2024-10-24", kind = "step_down_agreed" } }, expect = { stages = { support = "planned" } } },
  { "nor a day earlier", on = thu, marks = planned, events = { { date = wed, kind = "step_down_agreed" } },
    expect = { stages = { support = "planned" } } },
})

local u = all_present:but { [mon] = "U.", [tue] = "U.", [wed] = "U.", [thu] = "U." }
either("counts_that_restart_after_an_event",
  { "three after the first day's meeting", on = thu, marks = u, events = { { date = mon, kind = "meeting" } } },
  { "two after the second's", on = thu, marks = u, events = { { date = tue, kind = "meeting" } } })
about("counts_that_restart_after_an_event", {
  { "all where there was none", on = wed, marks = u, expect = raised } })

-- What is on record ------------------------------------------------------------------

local gone = all_present:but { [tue] = "N." }
about("contact", {
  { "nobody was reached", on = tue, marks = gone, events = { { date = tue, kind = "contact", outcome = "no answer" } },
    expect = { actions = { call = "due" } } },
  { "somebody was", on = tue, marks = gone, events = { { date = tue, kind = "contact", outcome = "reached" } },
    expect = { actions = { { rule = "call", status = "suppressed", reason = "somebody has been reached" } } } },
})

local three_n = all_present:week(mon, "NN NN NN")
about("visit", {
  { "on the third day", on = wed, marks = three_n, expect = { actions = { { rule = "home_visit", status = "due", due = wed } } } },
  { "not on the second", on = tue, marks = three_n, expect = { actions = {} } },
  { "the child was not seen", on = wed, marks = three_n, events = { { date = wed, kind = "home_visit", child_seen = "no" } },
    expect = { actions = { home_visit = "done", { rule = "second_visit", due = thu } } } },
  { "the child was seen", on = wed, marks = three_n, events = { { date = wed, kind = "home_visit", child_seen = "yes" } },
    expect = { actions = { home_visit = "done" } } },
})

-- Five school days after Tuesday the 5th: the 12th.
about("meeting_attended_or_not", {
  { "missed", on = tue, events = { { date = tue, kind = "meeting", attended = "no" } },
    expect = { flags = { "not_met" }, actions = { { rule = "offer_another", due = "2024-11-12" } } } },
  { "attended", on = tue, events = { { date = tue, kind = "meeting", attended = "yes" } },
    expect = { flags = {}, actions = {} } },
  { "the next one attended", on = wed,
    events = { { date = tue, kind = "meeting", attended = "no" }, { date = wed, kind = "meeting", attended = "yes" } },
    expect = { flags = {}, actions = { offer_another = "due" } } },
})

-- From Tuesday the 5th to Friday the 15th are nine days, eighteen sessions: one missed
-- leaves 94.4 per cent, two leave 88.9.
local plan = { { date = mon, kind = "plan", target = "90", review = "2024-11-15" } }
about("plan_with_target_and_review", {
  { "on the day, the target met", on = "2024-11-15", events = plan, marks = all_present:but { [tue] = "I." },
    expect = { actions = { { rule = "review_plan", fired = "2024-11-15", due = "2024-11-19" } } } },
  { "on the day, the target missed", on = "2024-11-15", events = plan, marks = all_present:but { [tue] = "II" },
    expect = { actions = { "review_plan", "target_missed" } } },
  { "not the day before", on = "2024-11-14", events = plan, marks = all_present:but { [tue] = "II" }, expect = { actions = {} } },
})

local ill = all_present:week(mon, "II II II")
about("evidence", {
  { "a note up to the day before", on = wed, marks = ill, events = { { date = mon, kind = "medical_note", to = tue } },
    expect = { actions = { ask_for_note = "due" } } },
  { "a note up to the day", on = wed, marks = ill, events = { { date = mon, kind = "medical_note", to = wed } },
    expect = { actions = { { rule = "ask_for_note", status = "suppressed", reason = "a note covers the day" } } } },
})

-- Three years that end on 5 November 2024 begin on 6 November 2021. Events may be older
-- than the calendar.
local two_days_o = all_present:but { [tue] = "OO" }
about("notices_issued", {
  { "one before", on = tue, marks = two_days_o, events = { { date = "2024-09-10", kind = "notice" } },
    expect = { actions = { ask_for_notice = "due" } } },
  { "two before", on = tue, marks = two_days_o,
    events = { { date = "2024-09-10", kind = "notice" }, { date = "2024-10-10", kind = "notice" } },
    expect = { actions = {} } },
  { "one on the first day of the three years and one after it", on = tue, marks = two_days_o,
    events = { { date = "2021-11-06", kind = "notice" }, { date = "2024-10-10", kind = "notice" } },
    expect = { actions = {} } },
  { "one on the day before them and one after it", on = tue, marks = two_days_o,
    events = { { date = "2021-11-05", kind = "notice" }, { date = "2024-10-10", kind = "notice" } },
    expect = { actions = { ask_for_notice = "due" } } },
})

local notice = { date = "2024-10-07", kind = "notice", pay_by = mon, id = "N1" }
about("notices_paid", {
  { "not by its day", on = mon, events = { notice }, expect = { actions = { { rule = "unpaid", fired = mon, due = tue } } } },
  { "the day is not over before", on = "2024-10-25", events = { notice }, expect = { actions = {} } },
  { "paid", on = mon, events = { notice, { date = "2024-10-25", kind = "notice.paid" } }, expect = { actions = {} } },
})

local first, second = { date = mon, kind = "notice", id = "N1" }, { date = tue, kind = "notice", id = "N2" }
either("notices_withdrawn",
  { "until the day of it", on = wed, events = { first, second, { date = thu, kind = "withdrawn", of = "N2" } } },
  { "from that day on", on = thu, events = { first, second, { date = thu, kind = "withdrawn", of = "N2" } } })

local parents = { { id = "PA1" }, { id = "PA2" }, { id = "PA3", responsible = false } }
local child   = { { id = "P2", marks = two_days_o, parents = parents } }
about("for_each_parent_and_child", {
  { "each responsible parent, for each child", on = tue, marks = two_days_o, parents = parents, others = child,
    expect = { actions = {
      { rule = "ask_for_notice", parent = "PA1" }, { rule = "ask_for_notice", parent = "PA2" },
      { rule = "ask_for_notice", parent = "PA1", pupil = "P2" }, { rule = "ask_for_notice", parent = "PA2", pupil = "P2" } } } },
  { "not the parent who has had two for this child", on = tue, marks = two_days_o, parents = parents, others = child,
    events = { { date = "2024-09-10", kind = "notice", parent_id = "PA1" }, { date = "2024-10-10", kind = "notice", parent_id = "PA1" } },
    expect = { actions = { { rule = "ask_for_notice", parent = "PA2" },
      { rule = "ask_for_notice", parent = "PA1", pupil = "P2" }, { rule = "ask_for_notice", parent = "PA2", pupil = "P2" } } } },
})

-- Three school days after Wednesday the 6th: 7, 8 and 11 November.
local four_o = all_present:week(mon, "OO OO")
about("approvals", {
  { "blocked without it", on = wed, marks = four_o,
    expect = { actions = { { rule = "referral", status = "blocked", missing = { "the head's approval" } } } } },
  { "blocked with another's", on = wed, marks = four_o, events = { { date = wed, kind = "approval", by = "tutor" } },
    expect = { actions = { referral = "blocked" } } },
  { "due from it on", on = wed, marks = four_o, events = { { date = wed, kind = "approval", by = "head" } },
    expect = { actions = { { rule = "referral", status = "due", due = "2024-11-11" } } } },
})

-- Pupils and schools -----------------------------------------------------------------

local ended = { { date = wed, kind = "attribute.set", attribute = "send", value = "" } }
about("attributes_with_history", {
  { "as pupils.csv has it until it changes", on = tue, pupil = { send = "E" }, events = ended,
    expect = { flags = { "has_plan", "had_plan", "any_need" } } },
  { "what was is known afterwards", on = wed, pupil = { send = "E" }, events = ended,
    expect = { flags = { "had_plan", "any_need" } } },
  { "another need is no plan", on = wed, pupil = { send = "K" }, events = ended, expect = { flags = { "any_need" } } },
  { "who never had any", on = wed, pupil = { send = "N" }, expect = { flags = {} } },
})

local family = function(marks) return { { id = "P2", sibling_group = "F1", marks = marks } } end
either("siblings",
  { "both away for a day", on = mon, pupil = { sibling_group = "F1" }, marks = all_present:but { [mon] = "II" },
    others = family(all_present:but { [mon] = "II" }) },
  { "the other for half of it", on = mon, pupil = { sibling_group = "F1" }, marks = all_present:but { [mon] = "II" },
    others = family(all_present:but { [mon] = ".I" }) })
about("siblings", {
  { "away with a pupil of another family", on = mon, pupil = { sibling_group = "F2" }, marks = all_present:but { [mon] = "II" },
    others = family(all_present:but { [mon] = "II" }), expect = not_raised } })

local parent = { { id = "PA1", name = "A. Parent" } }
local function brother(marks)
  return { { id = "P2", name = "Two", sibling_group = "F1", marks = marks, parents = parent } }
end
about("joint_letters", {
  { "one letter for two", on = tue, pupil = { name = "One", sibling_group = "F1" }, parents = parent, marks = four_o,
    others = brother(four_o),
    expect = { actions = { { rule = "family_letter", key = "family_letter/family:F1/2024-autumn" },
                           { rule = "family_letter", pupil = "P2", status = none } },
               letters = { { id = "family", parent = "PA1", contains = "about One and Two" } } } },
  { "none for three sessions of one and three of the other", on = tue, pupil = { name = "One", sibling_group = "F1" },
    parents = parent, marks = all_present:sessions(3, "O", mon), others = brother(all_present:sessions(3, "O", mon)),
    expect = { actions = {}, letters = {} } },
})

local two_late = all_present:but { [mon] = "L.", [tue] = "L." }
either("phase",
  { "at a primary school", school = { phase = "primary" }, on = tue, marks = two_late },
  { "not at a secondary school", school = { phase = "secondary" }, on = tue, marks = two_late })

-- Five on 31 December 2024, one of the prescribed days, is of age that day; five on the
-- day after is of age from 31 March on, the next of them.
local away_in_january = all_present:but { ["2025-01-06"] = "II" }
either("compulsory_age_on_the_day",
  { "five on the prescribed day", on = "2025-01-06", pupil = { date_of_birth = "2019-12-31" }, marks = away_in_january },
  { "five on the day after it", on = "2025-01-06", pupil = { date_of_birth = "2020-01-01" }, marks = away_in_january })
either("compulsory_age_on_the_day",
  { "on the next prescribed day", on = "2025-03-31", pupil = { date_of_birth = "2020-01-01" },
    marks = all_present:but { ["2025-03-31"] = "II" } },
  { "but not before it", on = "2025-03-28", pupil = { date_of_birth = "2020-01-01" },
    marks = all_present:but { ["2025-03-28"] = "II" } })

-- Came on Monday 4 November. Eight sessions there, two here.
local here = all_present:but { [mon] = "OO" }
either("marks_from_a_previous_school",
  { "eight there and two here", on = mon, pupil = { enrolled_from = mon },
    marks = here:elsewhere("2024-10-14", "OO OO OO OO", "Other School") },
  { "seven there and two here", on = mon, pupil = { enrolled_from = mon },
    marks = here:elsewhere("2024-10-14", "OO OO OO O.", "Other School") })

-- Actions ----------------------------------------------------------------------------

-- Three school days after Wednesday the 6th: the 11th.
local wednesday = all_present:but { [wed] = "OO" }
about("a_due_date", {
  { "due on its day", on = "2024-11-11", marks = wednesday, expect = { actions = { { rule = "letter", status = "due", due = "2024-11-11" } } } },
  { "overdue the day after", on = "2024-11-12", marks = wednesday, expect = { actions = { letter = "overdue" } } },
})

about("a_clock_time", {
  { "due by the time of that day", on = tue, marks = gone, expect = { actions = { { rule = "call", status = "due", due = tue .. "T09:30" } } } },
  { "overdue the day after", on = wed, marks = gone, expect = { actions = { call = "overdue" } } },
  { "nothing where nobody is away", on = tue, expect = { actions = {} } },
})

local one_o = all_present:but { [tue] = "O." }
about("an_owner_for_each_pupil", {
  { "the social worker's", on = tue, pupil = { social_worker = "yes" }, marks = one_o,
    expect = { actions = { { rule = "call", owner = "worker" } } } },
  { "nobody's, so the office's", on = tue, marks = one_o, expect = { actions = { { rule = "call", owner = "office" } } } },
  { "the chair of the meeting", on = tue, events = { { date = tue, kind = "meeting", chair = "head" } },
    expect = { actions = { { rule = "minutes", owner = "head" } } } },
  { "another chair", on = tue, events = { { date = tue, kind = "meeting", chair = "tutor" } },
    expect = { actions = { { rule = "minutes", owner = "office" } } } },
  { "with special needs the SENCO", on = tue, pupil = { send = "K" }, events = { { date = tue, kind = "meeting", chair = "head" } },
    expect = { actions = { { rule = "minutes", owner = "senco" } } } },
})

about("may_and_must", {
  { "a session must be followed", on = tue, marks = one_o, expect = { actions = { { rule = "call", duty = "must" } } } },
  { "a day may be more", on = tue, marks = two_days_o,
    expect = { actions = { { rule = "call", duty = "must" }, { rule = "visit", duty = "may" } } } },
})

-- Marks are never changed: what is proposed leaves the figures as they were. Of 74
-- sessions by the 4th of November (day 37) two are I.
local two_i = all_present:but { [mon] = "II" }
local refused = { { date = wed, kind = "evidence_refused" } }
about("recode_after_an_event", {
  { "proposed once the evidence was refused", on = wed, marks = two_i, events = refused,
    expect = { proposals = { { id = "not_ill", date = mon, session = "AM", code = "I", propose = "O" },
                             { id = "not_ill", date = mon, session = "PM", code = "I", propose = "O" } },
               attendance = { authorised = 2, unauthorised = 0 } } },
  { "not before", on = tue, marks = two_i, events = refused,
    expect = { proposals = {}, attendance = { authorised = 2, unauthorised = 0 } } },
})

about("recode_beyond_a_yearly_cap", {
  { "the fifth session", on = wed, marks = all_present:sessions(5, "I", mon),
    expect = { proposals = { { id = "beyond_trust", date = wed, session = "AM", propose = "O" } },
               attendance = { authorised = 5, unauthorised = 0 } } },
  { "not the fourth", on = wed, marks = all_present:sessions(4, "I", mon),
    expect = { proposals = {}, attendance = { authorised = 4, unauthorised = 0 } } },
})

about("a_route_up_to_a_bound", {
  { "eight sessions are a notice", on = thu, marks = all_present:sessions(8, "O", mon),
    expect = { actions = { notice = "due" } } },
  { "nine are the authority's", on = fri, marks = all_present:sessions(9, "O", mon),
    expect = { actions = { { rule = "notice", status = "suppressed", reason = "too much for a notice, the authority decides" },
                           { rule = "authority", status = "due", fired = fri } } } },
  { "three are neither", on = tue, marks = all_present:sessions(3, "O", mon), expect = { actions = {} } },
})

-- Five school days after the exemption, which holds to Wednesday: the first day without
-- it is Thursday the 7th, and 8, 11, 12, 13 and 14 November follow.
local exempt = { { date = mon, kind = "exemption", to = wed } }
about("an_exemption_with_its_reason", {
  { "while it holds", on = wed, marks = two_days_o, events = exempt,
    expect = { actions = { { rule = "letter", status = "suppressed", reason = "the governors made an exception" } } } },
  { "and when it has ended", on = thu, marks = two_days_o, events = exempt,
    expect = { actions = { { rule = "letter", status = "due", due = "2024-11-14" } } } },
  { "another with another reason", on = thu, pupil = { young_carer = "yes" }, marks = two_days_o,
    expect = { actions = { { rule = "letter", status = "suppressed", reason = "a young carer has another path" } } } },
})

about("another_letter_for_a_group", {
  { "the letter", on = mon, pupil = { name = "One" }, parents = parent, marks = two_i,
    expect = { letters = { { id = "missed", contains = "One missed 2 sessions." } } } },
  { "with needs another", on = mon, pupil = { name = "One", send = "K" }, parents = parent, marks = two_i,
    expect = { letters = { { id = "missed", variant = "send", contains = "One's support" } } } },
  { "for one who is ill for two days another", on = tue, pupil = { name = "One" }, parents = parent,
    marks = all_present:sessions(4, "I", mon),
    expect = { letters = { { id = "missed", variant = "ill", contains = "One is better; 4 sessions" } } } },
  { "for a day and a half it is the letter", on = tue, pupil = { name = "One" }, parents = parent,
    marks = all_present:sessions(3, "I", mon),
    expect = { letters = { { id = "missed", lacks = "better", contains = "One missed 3 sessions." } } } },
})

-- Versions, comparisons, events ------------------------------------------------------

-- Until 31 December five sessions in two school weeks, then three. The weeks of 16
-- December and 6 January are two school weeks.
local winter = all_present:but { ["2024-12-19"] = "OO", ["2024-12-20"] = "OO" }
either("two_dated_versions",
  { "four are many from January on", on = "2025-01-06", marks = winter },
  { "but not in December", on = "2024-12-20", marks = winter })
about("two_dated_versions", {
  { "one run has both", marks = all_present:but { ["2024-11-11"] = "OO", ["2024-11-12"] = "OO", ["2024-11-13"] = "OO",
      ["2025-01-13"] = "OO", ["2025-01-14"] = "O." },
    expect = { changes = {
      -- the fifth session on the 13th; on 25 November the two weeks have none
      { id = "raised", event = "flag.raised", date = "2024-11-13" }, { id = "raised", event = "flag.cleared", date = "2024-11-25" },
      { id = "raised", event = "flag.raised", date = "2025-01-14" }, { id = "raised", event = "flag.cleared", date = "2025-01-27" } } } },
  -- A school that goes over to another policy: three sessions until it does, then two days.
  { "a school may change its policy in the year", on = tue,
    policy = { { from = "2024-09-01", policy = "counts_of_sessions" }, { from = mon, policy = "runs" } },
    marks = all_present:but { ["2024-10-21"] = "OO", ["2024-10-22"] = "O." },
    expect = { flags = {}, changes = {
      { id = "raised", event = "flag.raised", date = "2024-10-22" }, { id = "raised", event = "flag.cleared", date = mon } } } },
})

-- Four are allowed by the end of the second half term, six by that of the third.
local five = all_present:sessions(5, "I", "2024-09-09")
either("thresholds_by_half_term",
  { "five in the second half term", on = "2024-12-20", marks = five },
  { "five in the third", on = "2025-01-06", marks = five })
either("thresholds_by_half_term",
  { "three in the first", on = "2024-10-25", marks = all_present:sessions(3, "I", "2024-09-09") },
  { "three in the second", on = mon, marks = all_present:sessions(3, "I", "2024-09-09") })

-- Five days are ten sessions each. Three away are 70 per cent; the three of the year are
-- 27 of 30 together, 90 per cent: twenty points behind. One away is 90, of 29 of 30,
-- 96.7: less than seven. The pupil of Year 8 counts for nothing.
local year = { { id = "P2", year_group = 7 }, { id = "P3", year_group = 7 }, { id = "P4", year_group = 8 } }
either("against_the_year_group",
  { "three sessions", on = fri, pupil = { year_group = 7 }, others = year, marks = all_present:sessions(3, "I", mon) },
  { "one session", on = fri, pupil = { year_group = 7 }, others = year, marks = all_present:sessions(1, "I", mon) })
either("against_the_year_group",
  -- 80 per cent against 28 of 30, 93.3: thirteen points behind; alone in Year 9 none
  { "two sessions", on = fri, pupil = { year_group = 7 }, others = year, marks = all_present:sessions(2, "I", mon) },
  { "two sessions in a year of one's own", on = fri, pupil = { year_group = 9 }, others = year,
    marks = all_present:sessions(2, "I", mon) })

-- By Friday 29 November (day 56) there were 112 sessions. Five away are 95.54 per cent,
-- which prints as 96; six are 94.64, which prints as 95.
about("figures_as_rounded", {
  { "95.54 is below 96, but prints as 96", on = "2024-11-29", marks = all_present:sessions(5, "I", mon),
    expect = { flags = { "exactly" } } },
  { "94.64 prints as 95", on = "2024-11-29", marks = all_present:sessions(6, "I", mon),
    expect = { flags = { "exactly", "rounded" } } },
  { "four away are 96.43", on = "2024-11-29", marks = all_present:sessions(4, "I", mon), expect = { flags = {} } },
})

about("an_action_for_each_event", {
  { "two requests are two answers", on = wed, events = { { date = mon, kind = "leave_request" }, { date = wed, kind = "leave_request" } },
    expect = { actions = { { rule = "answer", fired = mon, due = wed }, { rule = "answer", fired = wed, due = fri } } } },
  { "one is one", on = tue, events = { { date = mon, kind = "leave_request" }, { date = wed, kind = "leave_request" } },
    expect = { actions = { { rule = "answer", fired = mon } } } },
  { "two on one day are two", on = mon, events = { { date = mon, kind = "leave_request" }, { date = mon, kind = "leave_request" } },
    expect = { actions = { { rule = "answer", key = "answer/P1/" .. mon .. "/1" }, { rule = "answer", key = "answer/P1/" .. mon .. "/2" } } } },
})

about("on_return_after_a_run", {
  { "after four sessions", on = wed, marks = all_present:sessions(4, "I", mon),
    expect = { actions = { { rule = "talk", fired = wed, due = wed } } } },
  { "after three", on = wed, marks = all_present:sessions(3, "I", mon), expect = { actions = {} } },
  { "not while it goes on", on = tue, marks = all_present:sessions(4, "I", mon), expect = { actions = {} } },
})

return fixtures
