-- What Causeway Green's policy makes of registers, edge by edge.
--
-- Calendar: 190 days (Sandwell's of 2024/25). Days: 3 is Monday 9 September 2024,
-- 12 Friday 20 September, 26 Friday 11 October, 31 Friday 18 October, 36 Friday
-- 25 October (the end of the half term), 37 Monday 4 November, 51 Friday 22
-- November, 71 Friday 20 December (the end of the term), 72 Monday 6 January.
--
-- Figures of the year speak from 20 possible sessions on, which are ten days: up
-- to 17 September a fixture about single days has no action from them to list, and
-- the flags `early` names what shows all the same. T, absence
-- of a travelling family, is absence that nothing else looks at.

local own = {
  attendance_champion = "the head teacher", daily_contact = "the attendance officer, in the school office",
  support_contact = "the attendance officer", link_governors = "two governors",
  policy_page = "https://example.org/attendance", approved_on = "2024-09-16",
  target = 95, register_minutes_pm = 15,
  referral_days = 10, persisting_sessions = 30, nti_period = 6, legal_evidence = "what the code lists", -- la/sandwell's
}
local child = { date_of_birth = "2015-05-01", year_group = "5" } -- nine years old: of compulsory age
local infant = { date_of_birth = "2020-06-01", year_group = "R" } -- not before summer 2025
local nursery = { date_of_birth = "2021-06-01", year_group = "N1" }

local function with(parameters)
  local all = {}
  for name, value in pairs(own) do all[name] = value end
  for name, value in pairs(parameters) do all[name] = value end
  return all
end

local function asked(name, day, marks, expect, more)
  local fixture = { name, calendar = "190 days", on = day, marks = marks, expect = expect,
    pupil = child, parameters = own, school = { name = "Causeway Green" } }
  for key, value in pairs(more or {}) do fixture[key] = value end
  return fixture
end
local function says(day, kind, fields)
  local event = { date = day, kind = kind }
  for key, value in pairs(fields or {}) do event[key] = value end
  return event
end

local two_parents = { { id = "PA1", name = "Parent One" }, { id = "PA2", name = "Parent Two" } }

-- What is due for the school whatever else is so.
local function school_asked(name, day, marks, groups, more)
  local always = { "daily_return", "newsletter", "analyse", "governors_report", "head_meeting", "talk_with_authority" }
  local expected = {}
  for _, id in ipairs(groups) do table.insert(expected, id) end
  for _, id in ipairs(always) do
    if groups[id] == nil then table.insert(expected, id) end
  end
  for id, item in pairs(groups) do
    if type(id) == "string" then expected[id] = item end
  end
  return asked(name, day, marks, { groups = expected }, more)
end

local early_absence = all_present:week("2024-09-09", "TT TT TT")

local tests = {
  -- --- a day's absence ---------------------------------------------------------------

  asked("no reason on the first day: a call that day, and a visit to think of", "2024-09-10",
    all_present:but { ["2024-09-10"] = "NN" },
    { flags = { "absent_first_this_week", "too_early" }, actions = { -- 6 of 8 sessions so far
      first_response = { status = "due", fired = "2024-09-10", due = "2024-09-10", duty = "must", owner = "attendance_officer" },
      early_visit = { status = "due", due = "2024-09-10", duty = "may", owner = { "attendance_officer", "safeguarding" } } } }),
  asked("a nursery child is called about like any other", "2024-09-10", all_present:but { ["2024-09-10"] = "NN" },
    { actions = { first_response = "due", early_visit = "due" } }, { pupil = nursery }),
  asked("an O is absence that nobody explained, too", "2024-09-10", all_present:but { ["2024-09-10"] = "OO" },
    { actions = { first_response = "due", early_visit = "due" } }),
  asked("a reason that is known asks for no call", "2024-09-10", all_present:but { ["2024-09-10"] = "II" },
    { flags = { "absent_first_this_week", "too_early" }, actions = {} }),
  asked("parents who were in touch today are not called", "2024-09-10", all_present:but { ["2024-09-10"] = "NN" },
    { actions = { first_response = "done", early_visit = { status = "suppressed", reason = "the parents have been in touch today" } } },
    { events = { says("2024-09-10", "parent_contact", { by = "call" }) } }),
  asked("nor those whose reason is on file", "2024-09-10", all_present:but { ["2024-09-10"] = "OO" },
    { actions = { first_response = { status = "suppressed", reason = "a reason is on file for today" },
      early_visit = { status = "suppressed", reason = "a reason is on file for today" } } },
    { events = { says("2024-09-10", "absence_reason", { category = "birthday" }) } }),
  asked("an attempt is a call made", "2024-09-10", all_present:but { ["2024-09-10"] = "NN" },
    { actions = { first_response = { status = "done", done_on = "2024-09-10" }, early_visit = "due" } },
    { events = { says("2024-09-10", "contact_attempt", { by = "call", outcome = "none" }) } }),
  asked("without contact the calls go on", "2024-09-11", all_present:but { ["2024-09-10"] = "NN", ["2024-09-11"] = "NN" },
    { flags = { "too_early" }, actions = { first_response = "superseded", keep_calling = { status = "due", fired = "2024-09-11", due = "2024-09-11" },
      early_visit = "overdue" } }),
  asked("an afternoon back makes the next absence a first day again", "2024-09-11",
    all_present:but { ["2024-09-10"] = "N.", ["2024-09-11"] = "NN" },
    { actions = { { rule = "first_response", fired = "2024-09-10", status = "superseded" },
                  { rule = "first_response", fired = "2024-09-11", status = "due" }, early_visit = "overdue" } }),
  asked("a child who is back is not called about", "2024-09-11", all_present:but { ["2024-09-10"] = "NN" },
    { actions = { first_response = "lapsed", early_visit = "lapsed" } }),

  asked("each week has its first absence", "2024-09-16", all_present:but { ["2024-09-10"] = "TT", ["2024-09-16"] = "TT" },
    { flags = { "absent_first_this_week", "too_early" }, actions = {} }),

  -- Monday 9 to Wednesday 11 September.
  asked("the third day without a word is a home visit", "2024-09-11", all_present:week("2024-09-09", "NN NN NN"),
    { actions = {
      third_day_visit = { status = "due", fired = "2024-09-11", due = "2024-09-11", duty = "should", owner = { "attendance_officer", "safeguarding" } },
      first_response = "superseded", early_visit = "superseded",
      { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "due" } } }),
  asked("also when the absence began at midday", "2024-09-11", all_present:week("2024-09-09", ".N NN NN"), -- five sessions
    { actions = { third_day_visit = { fired = "2024-09-11" }, first_response = "superseded", early_visit = "superseded",
      { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "due" } } }),
  asked("the second day is not yet one", "2024-09-10", all_present:week("2024-09-09", "NN NN"), -- four sessions
    { actions = { first_response = "superseded", keep_calling = "due", early_visit = "overdue" } }),
  asked("a weekend is no part of it", "2024-09-16",
    all_present:but { ["2024-09-12"] = "NN", ["2024-09-13"] = "NN", ["2024-09-16"] = "NN" }, -- Thursday, Friday, Monday
    { actions = { third_day_visit = { fired = "2024-09-16" }, first_response = "superseded", early_visit = "superseded",
      { rule = "keep_calling", fired = "2024-09-13", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-16", status = "due" } } }),
  asked("a day without marks is no absence", "2024-09-11", all_present:week("2024-09-09", "NN NN --"),
    { actions = { first_response = "superseded", keep_calling = "lapsed", early_visit = "lapsed" } }),
  asked("a first day with a reason is none of the three", "2024-09-11", all_present:week("2024-09-09", "II NN NN"),
    { actions = { { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "due" }, early_visit = "overdue" } }),
  asked("a word on the second day puts the visit off", "2024-09-11", all_present:week("2024-09-09", "NN NN NN"),
    { actions = {
      third_day_visit = { status = "suppressed", reason = "the parents have been in touch lately" },
      first_response = "done", early_visit = { status = "due", fired = "2024-09-09", due = "2024-09-11" },
      { rule = "keep_calling", fired = "2024-09-10", status = "done" },
      { rule = "keep_calling", fired = "2024-09-11", status = "due" } } },
    { events = { says("2024-09-10", "parent_contact", { by = "call" }) } }),
  -- On Friday the last three days are without a word again.
  asked("but not for good", "2024-09-13", all_present:week("2024-09-09", "NN NN NN NN NN"),
    { actions = { third_day_visit = { status = "due", fired = "2024-09-11", due = "2024-09-13" },
      first_response = "done", early_visit = "overdue", wider_support = "due",
      { rule = "keep_calling", fired = "2024-09-10", status = "done" },
      { rule = "keep_calling", fired = "2024-09-11", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-12", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-13", status = "due" } },
      flags = { "too_early" } },
    { events = { says("2024-09-10", "parent_contact", { by = "call" }) } }),

  asked("something that worries is a reason to think of a visit, whatever the reason given", "2024-09-10",
    all_present:but { ["2024-09-10"] = "II" }, { actions = { early_visit = "due" } },
    { events = { says("2024-09-09", "absence_concern", { note = "nobody saw the child" }) } }),
  asked("a worry of five days ago is one", "2024-09-13", all_present:but { ["2024-09-13"] = "II" }, { actions = { early_visit = "due" } },
    { events = { says("2024-09-09", "absence_concern") } }),
  asked("one of six days ago is not", "2024-09-16", all_present:but { ["2024-09-16"] = "II" }, { actions = {} },
    { events = { says("2024-09-09", "absence_concern") } }),
  asked("a visit that met nobody, after every call, goes to the support service", "2024-09-12",
    all_present:week("2024-09-09", "NN NN NN NN"),
    { actions = { all_attempts_failed = { status = "due", fired = "2024-09-11", due = "2024-09-13", duty = "must" },
      third_day_visit = "done", first_response = "superseded", early_visit = "done", wider_support = "due",
      { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-12", status = "due" } } },
    { events = { says("2024-09-11", "home_visit", { contact = "no", concern = "no" }) } }),
  asked("not before the third day", "2024-09-10", all_present:week("2024-09-09", "NN NN"),
    { actions = { first_response = "superseded", keep_calling = "due", early_visit = "done" } },
    { events = { says("2024-09-10", "home_visit", { contact = "no", concern = "no" }) } }),
  asked("nor when the parents have called by then", "2024-09-12", all_present:week("2024-09-09", "NN NN NN NN"),
    { actions = { all_attempts_failed = { status = "suppressed", reason = "the parents have been in touch since the visit" },
      third_day_visit = "done", first_response = "superseded", early_visit = "done", wider_support = "due",
      { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "done" },
      { rule = "keep_calling", fired = "2024-09-12", status = "done" } } },
    { events = { says("2024-09-11", "home_visit", { contact = "no", concern = "no" }), says("2024-09-12", "parent_contact", { by = "call" }) } }),
  asked("nor on the days after they called", "2024-09-13", all_present:week("2024-09-09", "NN NN NN NN NN"),
    { actions = { all_attempts_failed = { status = "suppressed", reason = "the parents have been in touch since the visit" },
      third_day_visit = "done", first_response = "superseded", early_visit = "done", wider_support = "due",
      { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "done" },
      { rule = "keep_calling", fired = "2024-09-12", status = "done" },
      { rule = "keep_calling", fired = "2024-09-13", status = "due" } } },
    { events = { says("2024-09-11", "home_visit", { contact = "no", concern = "no" }), says("2024-09-12", "parent_contact", { by = "call" }) } }),
  asked("a word from before the visit is none since", "2024-09-12", all_present:week("2024-09-09", "NN NN NN NN"),
    { actions = { all_attempts_failed = { status = "due", fired = "2024-09-11", due = "2024-09-13" },
      third_day_visit = "done", first_response = "done", early_visit = "done", wider_support = "due",
      { rule = "keep_calling", fired = "2024-09-10", status = "done" },
      { rule = "keep_calling", fired = "2024-09-11", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-12", status = "due" } } },
    { events = { says("2024-09-10", "parent_contact", { by = "call" }), says("2024-09-11", "home_visit", { contact = "no", concern = "no" }) } }),
  asked("nor when a second visit met somebody", "2024-09-13", all_present:week("2024-09-09", "NN NN NN NN NN"),
    { actions = { all_attempts_failed = { status = "suppressed", reason = "a later visit met somebody" },
      third_day_visit = "done", first_response = "superseded", early_visit = "done", wider_support = "due",
      { rule = "keep_calling", fired = "2024-09-10", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-11", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-12", status = "superseded" },
      { rule = "keep_calling", fired = "2024-09-13", status = "due" } } },
    { events = { says("2024-09-11", "home_visit", { contact = "no", concern = "no" }), says("2024-09-12", "home_visit", { contact = "yes", concern = "no" }) } }),
  asked("nobody met and cause for concern: the police may be asked", "2024-09-10", all_present,
    { actions = { safe_and_well = { status = "due", due = "2024-09-10", duty = "may" } } },
    { events = { says("2024-09-10", "home_visit", { contact = "no", concern = "yes" }) } }),
  asked("not once the parents are in touch", "2024-09-10", all_present,
    { actions = { safe_and_well = "suppressed" } },
    { events = { says("2024-09-10", "home_visit", { contact = "no", concern = "yes" }), says("2024-09-10", "parent_contact", { by = "visit" }) } }),
  asked("nor on the days after", "2024-09-12", all_present, { actions = { safe_and_well = "suppressed" } },
    { events = { says("2024-09-10", "home_visit", { contact = "no", concern = "yes" }), says("2024-09-11", "parent_contact", { by = "call" }) } }),
  asked("nor without concern, nor when somebody was met", "2024-09-10", all_present, { actions = {} },
    { events = { says("2024-09-09", "home_visit", { contact = "no", concern = "no" }), says("2024-09-10", "home_visit", { contact = "yes", concern = "yes" }) } }),

  asked("a message may be answered with a call back", "2024-09-10", all_present:but { ["2024-09-10"] = "II" },
    { actions = { call_back = { status = "due", due = "2024-09-10", duty = "may" } } },
    { events = { says("2024-09-10", "parent_contact", { by = "message" }) } }),
  asked("also one through the app", "2024-09-10", all_present:but { ["2024-09-10"] = "II" },
    { actions = { call_back = { status = "due", due = "2024-09-10" } } },
    { events = { says("2024-09-10", "parent_contact", { by = "app" }) } }),
  asked("a message on a day in school is about something else", "2024-09-10", all_present, { actions = {} },
    { events = { says("2024-09-10", "parent_contact", { by = "message" }) } }),
  asked("a day later that is past", "2024-09-11", all_present:but { ["2024-09-10"] = "II", ["2024-09-11"] = "II" },
    { actions = { call_back = "lapsed" } },
    { events = { says("2024-09-10", "parent_contact", { by = "message" }) } }),
  asked("a call need not", "2024-09-10", all_present:but { ["2024-09-10"] = "II" }, { actions = {} },
    { events = { says("2024-09-10", "parent_contact", { by = "call" }) } }),

  asked("what a class teacher raises is looked into, whatever the figures", "2024-09-10", all_present,
    { actions = { teacher_concern = { status = "due", due = "2024-09-12", duty = "must" } } }, -- two school days
    { events = { says("2024-09-10", "teacher.concern", { note = "often tired" }) } }),
  asked("a meeting that was missed is arranged anew", "2024-09-10", all_present,
    { actions = { meeting_missed = { status = "due", due = "2024-09-17" } } }, -- five: 11, 12, 13, 16 and 17
    { events = { says("2024-09-10", "attendance_meeting", { attended = "no" }) } }),
  asked("not once the parents were met", "2024-09-20", all_present,
    { actions = { meeting_missed = { status = "suppressed", reason = "the parents have been met since" } } },
    { events = { says("2024-09-10", "attendance_meeting", { attended = "no" }), says("2024-09-20", "attendance_meeting", { attended = "yes" }) } }),
  asked("one that took place is not", "2024-09-10", all_present, { actions = {} },
    { events = { says("2024-09-10", "attendance_meeting", { attended = "yes" }) } }),
  asked("the safeguarding team tells a social worker of an unexplained absence", "2024-09-10", all_present:but { ["2024-09-10"] = "N." },
    { actions = { tell_social_worker = { status = "due", due = "2024-09-10", owner = "safeguarding" }, first_response = "due", early_visit = "due" } },
    { pupil = { date_of_birth = "2015-05-01", social_worker = "yes" } }),
  asked("and of a name that comes off the register", "2024-09-10", all_present,
    { flags = { "has_had_social_worker" }, actions = { tell_social_worker_of_deletion = { status = "due", due = "2024-09-10", owner = "safeguarding" } } },
    { pupil = { date_of_birth = "2015-05-01", social_worker = "yes" }, events = { says("2024-09-10", "deletion") } }),
  asked("where there is one", "2024-09-10", all_present, { flags = {}, actions = {} },
    { events = { says("2024-09-10", "deletion") } }),
  asked("who has had a social worker is known later, too", "2024-09-10", all_present, { flags = { "has_had_social_worker" } },
    { pupil = { date_of_birth = "2015-05-01", social_worker = "yes" },
      events = { says("2024-09-09", "attribute.set", { attribute = "social_worker", value = "no" }) } }),

  asked("one number for emergencies is one too few", "2024-09-10", all_present,
    { actions = { second_number = { status = "due", fired = "2024-09-05", due = "2024-09-19" } } }, -- ten school days
    { pupil = { date_of_birth = "2015-05-01", contact_numbers = "1" } }),
  asked("two are enough", "2024-09-10", all_present, { actions = {}, no_data = {} },
    { pupil = { date_of_birth = "2015-05-01", contact_numbers = "2" } }),
  asked("once the second is there nothing is asked", "2024-09-10", all_present, { actions = { second_number = "lapsed" } },
    { pupil = { date_of_birth = "2015-05-01", contact_numbers = "1" },
      events = { says("2024-09-09", "attribute.set", { attribute = "contact_numbers", value = "2" }) } }),
  asked("how many there are may not be known", "2024-09-10", all_present, { actions = {}, no_data = { "second_number" } }),

  -- --- illness ----------------------------------------------------------------------------

  -- From Monday 9 September: the seventh session is the morning of the 12th.
  asked("more than three days of illness: evidence may be asked for", "2024-09-12", all_present:sessions(7, "I", "2024-09-09"),
    { actions = { long_illness = { status = "due", fired = "2024-09-12", due = "2024-09-12", duty = "may" } } }),
  asked("three days are not more", "2024-09-12", all_present:sessions(6, "I", "2024-09-09"), { actions = {} }),
  asked("evidence that came is not asked for", "2024-09-12", all_present:sessions(7, "I", "2024-09-09"),
    { actions = { long_illness = { status = "suppressed", reason = "medical evidence came this week" } } },
    { events = { says("2024-09-11", "medical_evidence") } }),
  asked("three periods of illness are several", "2024-09-12",
    all_present:but { ["2024-09-06"] = "I.", ["2024-09-10"] = "I.", ["2024-09-12"] = "I." },
    { actions = { repeated_illness = { status = "due", fired = "2024-09-12", due = "2024-09-19", duty = "may" } } }),
  asked("two are not", "2024-09-12", all_present:but { ["2024-09-06"] = "I.", ["2024-09-10"] = "I." }, { actions = {} }),
  asked("in the next half term they are asked about with the next illness", "2024-11-12",
    all_present:but { ["2024-10-15"] = "I.", ["2024-10-17"] = "I.", ["2024-10-22"] = "I.", ["2024-11-12"] = "I." },
    { actions = { { rule = "repeated_illness", fired = "2024-10-22", status = "superseded" },
                  { rule = "repeated_illness", fired = "2024-11-12", status = "due" } } }),
  asked("and not on a day on which the child is well", "2024-11-12",
    all_present:but { ["2024-10-15"] = "I.", ["2024-10-17"] = "I.", ["2024-10-22"] = "I." },
    { actions = { repeated_illness = { fired = "2024-10-22", status = "overdue" } } }),
  asked("an illness that is long as well is asked about once", "2025-05-19",
    all_present:but { ["2025-05-06"] = "I.", ["2025-05-08"] = "I.", ["2025-05-12"] = "I." }:sessions(7, "I", "2025-05-14"),
    { actions = { repeated_illness = { fired = "2025-05-12", status = "superseded" }, long_illness = { status = "due", fired = "2025-05-19" },
      wider_support = "due", { rule = "full_term", fired = "2024-12-20" }, { rule = "full_term", fired = "2025-04-11" },
      { rule = "report_to_parents", fired = "2024-12-20" }, { rule = "report_to_parents", fired = "2025-04-11" } } }),
  asked("with evidence on file they are not asked about", "2024-09-12",
    all_present:but { ["2024-09-06"] = "I.", ["2024-09-10"] = "I.", ["2024-09-12"] = "I." },
    { actions = { repeated_illness = "suppressed" } }, { events = { says("2024-09-10", "medical_evidence") } }),
  asked("five periods are often: the school nurse", "2024-09-11",
    all_present:week("2024-09-02", ".. .. .. I. I."):week("2024-09-09", "I. I. I."),
    { actions = { school_nurse = { status = "due", fired = "2024-09-11", due = "2024-09-25" }, repeated_illness = "due" } }),
  asked("four are not", "2024-09-10", all_present:week("2024-09-02", ".. .. .. I. I."):week("2024-09-09", "I. I."),
    { actions = { repeated_illness = { fired = "2024-09-09" } } }),
  asked("the parents' answer ends it", "2024-09-12", all_present:week("2024-09-02", ".. .. .. I. I."):week("2024-09-09", "I. I. I."),
    { actions = { school_nurse = "done", repeated_illness = "due" } },
    { events = { says("2024-09-12", "nurse_consent", { answer = "yes" }) } }),
  asked("three appointments in a term are spoken of", "2024-09-12",
    all_present:but { ["2024-09-06"] = "M.", ["2024-09-10"] = "M.", ["2024-09-12"] = "M." },
    { actions = { appointments = { status = "due", fired = "2024-09-12", due = "2024-09-26", duty = "may" } } }),
  asked("two appointments are not", "2024-09-12", all_present:but { ["2024-09-06"] = "M.", ["2024-09-10"] = "M." }, { actions = {} },
    { }),

  -- --- absent or late again and again ---------------------------------------------------------

  asked("eight absences in a half term are talked over with the safeguarding team", "2024-09-12", all_present:week("2024-09-09", "TT TT TT TT"),
    { actions = { wider_support = { status = "due", fired = "2024-09-12", due = "2024-09-19", owner = { "attendance_officer", "safeguarding" } } } }),
  asked("seven are not", "2024-09-12", all_present:week("2024-09-09", "TT TT TT T."), { actions = {} }),
  asked("six lates in a half term are, too", "2024-09-12", all_present:week("2024-09-02", ".. .. .. L. L."):week("2024-09-09", "L. L. L. L."),
    { actions = { wider_support = { fired = "2024-09-12" }, lateness_letter = { fired = "2024-09-10" } } }),
  asked("five are not", "2024-09-11", all_present:week("2024-09-02", ".. .. .. L. L."):week("2024-09-09", "L. L. L."),
    { actions = { lateness_letter = { fired = "2024-09-10" } } }),

  -- --- below 92 and below 90 per cent -----------------------------------------------------------

  -- Day 26: 52 sessions, two of them not possible: 46 of 50.
  asked("92 per cent exactly is no letter", "2024-10-11", all_present:week("2024-10-07", "Y1Y1 TT TT"),
    { attendance = { possible = 50, attended = 46, rate = "92.00" }, bands = {}, flags = { "below_target" },
      actions = { below_target = { fired = "2024-10-11" } } }),
  -- Day 31: 57 of 62. Five school days later: 21 to 25 October.
  asked("91.94 per cent is a letter within five school days", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { attendance = { possible = 62, attended = 57, rate = "91.94" }, bands = { absence = "at_risk" },
      flags = { "below_target", "new_concern" }, actions = {
      letter_below_92 = { status = "due", fired = "2024-10-18", due = "2024-10-25", owner = "attendance_officer" },
      below_target = "superseded" } }),
  asked("it is looked at once a week, on the last day", "2024-10-17", all_present:week("2024-10-14", "TT TT T."),
    { attendance = { possible = 60, attended = 55 }, actions = {} }),
  asked("or once a term, where the school reads it so", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { below_target = "due" } }, { parameters = with { letter_run = "termly" } }),
  -- Missed at the end of the term: 130 of 142 sessions, then 131.
  asked("then it goes out on the last day of the term", "2024-12-20", all_present:week("2024-12-09", ".. .. .. TT TT"):week("2024-12-16", "TT TT TT T. T."),
    { attendance = { possible = 142, attended = 130, rate = "91.55" }, actions = { letter_below_92 = { status = "due", fired = "2024-12-20", due = "2025-01-10" },
      below_target = "superseded", wider_support = "due", report_to_parents = "due" } },
    { parameters = with { letter_run = "termly" } }),
  asked("unless attendance is above the line then", "2024-12-20", all_present:week("2024-12-09", ".. .. .. TT TT"):week("2024-12-16", "TT TT TT T."),
    { attendance = { attended = 131, rate = "92.25" }, actions = { below_target = "due", wider_support = "due", report_to_parents = "due" } },
    { parameters = with { letter_run = "termly" } }),
  asked("a letter that went out is done, and asks for evidence from then on", "2024-10-21", all_present:week("2024-10-14", "TT TT T."),
    { flags = { "below_target", "evidence_may_be_asked" }, actions = { letter_below_92 = "done", below_target = "superseded" } },
    { events = { says("2024-10-21", "letter.below_92") } }),
  asked("illness after the letter may need evidence", "2024-10-22", all_present:week("2024-10-14", "TT TT T."):but { ["2024-10-22"] = "I." },
    { actions = { letter_below_92 = "done", below_target = "superseded",
      evidence_from_now_on = { status = "due", fired = "2024-10-22", due = "2024-11-05", duty = "may" } } }, -- 23 to 25 October, 4 and 5 November
    { events = { says("2024-10-21", "letter.below_92") } }),
  asked("unless it is there", "2024-10-22", all_present:week("2024-10-14", "TT TT T."):but { ["2024-10-22"] = "I." },
    { actions = { letter_below_92 = "done", below_target = "superseded", evidence_from_now_on = "suppressed" } },
    { events = { says("2024-10-21", "letter.below_92"), says("2024-10-22", "medical_evidence") } }),
  asked("parents who were met this term get no letter", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { letter_below_92 = { status = "suppressed", reason = "the parents have been met this term" }, below_target = "done" } },
    { events = { says("2024-09-27", "attendance_meeting", { attended = "yes" }) } }),
  asked("an invitation that nobody followed does not count", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { letter_below_92 = "due", below_target = "done", meeting_missed = "overdue" } },
    { events = { says("2024-09-27", "attendance_meeting", { attended = "no" }) } }),
  asked("nor do those of a child below compulsory age", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { bands = {}, actions = { below_target = "due" } }, { pupil = infant }),

  -- Day 9: 16 of 18 sessions.
  asked("so early in the year the figure only shows on a list", "2024-09-17", all_present:but { ["2024-09-10"] = "TT" },
    { flags = { "too_early" }, bands = {}, actions = {} }),

  -- Spring: on day 81, Friday 17 January, 18 of 20 sessions of the term, 160 of 162 of the year.
  asked("over the year two absences are few", "2025-01-17", all_present:but { ["2025-01-17"] = "TT" },
    { attendance = { possible = 162, attended = 160 }, actions = { full_term = "lapsed", report_to_parents = "overdue" } }),
  asked("over the term so far they are a letter", "2025-01-17", all_present:but { ["2025-01-17"] = "TT" },
    { actions = { letter_below_92 = { fired = "2025-01-17" }, below_target = "superseded",
      full_term = "lapsed", report_to_parents = "overdue" } }, { parameters = with { counted_over = "term" } }),

  -- A week earlier 8 of 10 sessions: four days of spring term are too few.
  asked("though not from the first days of a term", "2025-01-10", all_present:but { ["2025-01-10"] = "TT" },
    { flags = { "too_early", "absent_first_this_week" }, actions = { full_term = "lapsed", report_to_parents = "overdue" } },
    { parameters = with { counted_over = "term" } }),

  -- Day 26 again: 45 of 50.
  asked("90 per cent exactly is persistent absence and a letter, but below no other line", "2024-10-11", all_present:week("2024-10-07", "Y1Y1 .. T. TT TT"),
    { attendance = { possible = 50, attended = 45, rate = "90.00" }, bands = { absence = "persistent" },
      flags = { "persistent_absence", "ninety_exactly", "below_target", "new_concern" }, stages = { support = none },
      actions = { letter_below_92 = { fired = "2024-10-11" }, below_target = "superseded", see_the_welfare_officer = { fired = "2024-10-11" } } }),

  -- Day 56, a Friday: 111 possible sessions, eleven missed are 9.91 per cent.
  asked("9.91 per cent missed is not yet persistent", "2024-11-29",
    all_present:week("2024-11-11", "Y1."):week("2024-11-18", ".. .. .. T. TT"):week("2024-11-25", "TT TT TT .. TT"),
    { attendance = { possible = 111, attended = 100, rate = "90.09" }, bands = { absence = "at_risk" },
      flags = { "below_target", "new_concern" }, stages = { support = none }, actions = {
      letter_below_92 = { status = "due", fired = "2024-11-29" }, below_target = "superseded", wider_support = { fired = "2024-11-27" } } }),

  -- --- below 90 per cent: the set procedure ------------------------------------------------

  -- Day 55: 110 sessions, one not possible; eleven of 109 missed are 89.908 per
  -- cent. The day before nine of 107 were 91.59, and Friday 22 November three of 101.
  asked("89.91 per cent is a targeted child", "2024-11-28",
    all_present:week("2024-11-11", "Y1."):week("2024-11-18", ".. .. .. T. TT"):week("2024-11-25", "TT TT TT TT"),
    { attendance = { possible = 109, attended = 98, rate = "89.91" }, bands = { absence = "persistent" },
      stages = { { id = "support", stage = "targeted", since = "2024-11-28" } }, actions = {
      invite_to_meeting = { status = "due", fired = "2024-11-28", due = "2024-12-05", owner = { "attendance_officer", "head_teacher" } },
      draw_up_plan = "blocked", open_file = { status = "due", due = "2024-12-05", owner = "attendance_officer" },
      wider_support = { fired = "2024-11-27" }, see_the_welfare_officer = { fired = "2024-11-28" } } }),

  -- Six sessions missed by Wednesday 18 September, when twenty are possible: 70 per
  -- cent. With nothing more missed, 54 of 60 on 17 October (day 30) are 90 again.
  asked("from twenty sessions on a child can be targeted", "2024-09-18", early_absence,
    { stages = { { id = "support", stage = "targeted", since = "2024-09-18",
        missing = { "a meeting with the parents (SAND-35)", "action_plan (SAND-35)" } } }, actions = {
      invite_to_meeting = { status = "due", due = "2024-09-25" },
      draw_up_plan = { status = "blocked", missing = { "a meeting with the parents (SAND-35)" } }, open_file = "due",
      see_the_welfare_officer = { status = "due", due = "2024-10-02", owner = "attendance_officer" } } }),
  asked("not before", "2024-09-17", early_absence, { stages = { support = none }, actions = {} }),
  asked("nor below compulsory age", "2024-09-18", early_absence, { stages = { support = none }, actions = {} }, { pupil = infant }),
  asked("who is followed up gets no letter besides", "2024-09-20", early_absence,
    { actions = { below_target = { status = "suppressed", reason = "the child is followed up already" },
      invite_to_meeting = "due", draw_up_plan = "blocked", open_file = "due", see_the_welfare_officer = "due" } }),
  asked("a meeting opens the way to the plan", "2024-09-24", early_absence,
    { actions = { below_target = "done", invite_to_meeting = "done", open_file = "due", see_the_welfare_officer = "due",
      draw_up_plan = { status = "due", due = "2024-10-09" } } }, -- ten school days after the 24th, 4 October is none
    { events = { says("2024-09-24", "attendance_meeting", { attended = "yes" }) } }),
  asked("one that nobody came to does not", "2024-09-24", early_absence,
    { actions = { below_target = "done", invite_to_meeting = "done", open_file = "due", see_the_welfare_officer = "due",
      draw_up_plan = { status = "blocked", missing = { "a meeting with the parents (SAND-35)" } }, meeting_missed = "due" } },
    { events = { says("2024-09-24", "attendance_meeting", { attended = "no" }) } }),
  asked("the line alone leads nobody off the list", "2024-10-17", early_absence,
    { attendance = { rate = "90.00" }, stages = { support = "targeted" } }),
  asked("with a review that says so it does", "2024-10-17", early_absence, { stages = { support = none } },
    { events = { says("2024-09-24", "attendance_meeting", { attended = "yes" }), says("2024-09-25", "action_plan", { review = "2024-10-16" }),
                 says("2024-10-16", "plan_review", { outcome = "better" }) } }),
  asked("not below the line, whatever the review says", "2024-10-16", early_absence, -- 52 of 58
    { attendance = { rate = "89.66" }, stages = { { id = "support", stage = "targeted", review = "2024-10-16", missing = {} } } },
    { events = { says("2024-09-24", "attendance_meeting", { attended = "yes" }), says("2024-09-25", "action_plan", { review = "2024-10-16" }),
                 says("2024-10-16", "plan_review", { outcome = "better" }) } }),
  asked("on the day of its review the plan is reviewed", "2024-10-16", early_absence,
    { actions = { review_plan = { status = "due", fired = "2024-10-16", due = "2024-10-23" }, invite_to_meeting = "done", draw_up_plan = "done",
      below_target = "done", open_file = "overdue", see_the_welfare_officer = "overdue" } },
    { events = { says("2024-09-24", "attendance_meeting", { attended = "yes" }), says("2024-09-25", "action_plan", { review = "2024-10-16" }) } }),
  asked("no better is more formal support", "2024-10-16", early_absence,
    { stages = { { id = "support", stage = "formal", since = "2024-10-16", owner = "attendance_officer",
        missing = { "formal_conversation (SAND-80)", "early_help.considered (SAND-79)" } } }, actions = {
      formal_conversation = { status = "due", fired = "2024-10-16", due = "2024-10-23" },
      consider_early_help = { status = "due", due = "2024-11-06" }, -- 17 to 25 October are seven days, 4 to 6 November three
      consider_social_care = { status = "due", due = "2024-10-23", duty = "may", owner = "safeguarding" },
      review_plan = "done", invite_to_meeting = "done", draw_up_plan = "done", below_target = "done",
      open_file = "overdue", see_the_welfare_officer = "overdue" } },
    { events = { says("2024-09-24", "attendance_meeting", { attended = "yes" }), says("2024-09-25", "action_plan", { review = "2024-10-16" }),
                 says("2024-10-16", "plan_review", { outcome = "no better" }) } }),
  asked("so is help that is not taken up", "2024-10-01", early_absence, { stages = { { id = "support", stage = "formal", since = "2024-10-01" } } },
    { events = { says("2024-10-01", "not_engaging") } }),
  asked("no better again goes to the authority", "2024-11-08", early_absence,
    { stages = { { id = "support", stage = "with_authority", since = "2024-11-08", owner = "attendance_lead" } },
      actions = { work_with_authority = { status = "due", due = "2024-11-22", owner = "attendance_lead" },
      formal_conversation = "overdue", consider_early_help = "overdue", consider_social_care = "overdue",
      invite_to_meeting = "overdue", draw_up_plan = "blocked", open_file = "overdue",
      { rule = "see_the_welfare_officer", fired = "2024-09-18" }, below_target = "suppressed",
      letter_below_92 = { status = "suppressed", fired = "2024-10-18", reason = "the child is followed up already" } } }, -- 56 of 62
    { events = { says("2024-10-01", "not_engaging"), says("2024-11-08", "plan_review", { outcome = "no better" }) } }),
  asked("one review is one step, also on the days after it", "2024-10-18", early_absence,
    { stages = { { id = "support", stage = "formal", since = "2024-10-16" } } },
    { events = { says("2024-10-16", "plan_review", { outcome = "no better" }) } }),
  asked("a review on the next day is another", "2024-10-17", early_absence,
    { stages = { { id = "support", stage = "with_authority", since = "2024-10-17" } } },
    { events = { says("2024-10-16", "plan_review", { outcome = "no better" }), says("2024-10-17", "plan_review", { outcome = "no better" }) } }),
  -- Thirty school days after 16 October: seven to the 25th, twenty from 4 to 29
  -- November, and 2, 3 and 4 December. The plan's own review is long past.
  asked("formal support is looked at after six weeks", "2024-12-04", early_absence,
    { stages = { { id = "support", stage = "formal", since = "2024-10-16", review = "2024-12-04" } },
      actions = { review_formal_support = { status = "due", fired = "2024-12-04", due = "2024-12-11", owner = "attendance_officer" },
      formal_conversation = "overdue", consider_early_help = "overdue", consider_social_care = "overdue",
      invite_to_meeting = "overdue", draw_up_plan = "blocked", open_file = "overdue",
      { rule = "see_the_welfare_officer", fired = "2024-09-18" }, below_target = "suppressed",
      letter_below_92 = { status = "suppressed", fired = "2024-10-18" } } },
    { events = { says("2024-10-16", "plan_review", { outcome = "no better" }) } }),
  asked("and not before", "2024-12-03", early_absence,
    { stages = { { id = "support", stage = "formal", since = "2024-10-16", review = "2024-12-04" } },
      actions = { formal_conversation = "overdue", consider_early_help = "overdue", consider_social_care = "overdue",
      invite_to_meeting = "overdue", draw_up_plan = "blocked", open_file = "overdue",
      { rule = "see_the_welfare_officer", fired = "2024-09-18" }, below_target = "suppressed",
      letter_below_92 = { status = "suppressed", fired = "2024-10-18" } } },
    { events = { says("2024-10-16", "plan_review", { outcome = "no better" }) } }),
  -- From 17 October the thirtieth is Thursday 5 December.
  asked("so is the work with the authority", "2024-12-05", early_absence,
    { stages = { { id = "support", stage = "with_authority", since = "2024-10-17", review = "2024-12-05" } },
      actions = { review_with_authority = { status = "due", fired = "2024-12-05", due = "2024-12-12", owner = "attendance_lead" },
      work_with_authority = "overdue",
      formal_conversation = "overdue", consider_early_help = "overdue", consider_social_care = "overdue",
      invite_to_meeting = "overdue", draw_up_plan = "blocked", open_file = "overdue",
      { rule = "see_the_welfare_officer", fired = "2024-09-18" }, below_target = "suppressed",
      letter_below_92 = { status = "suppressed", fired = "2024-10-18" } } },
    { events = { says("2024-10-16", "plan_review", { outcome = "no better" }), says("2024-10-17", "plan_review", { outcome = "no better" }) } }),
  asked("formal support ends with a good review", "2024-11-08", early_absence, { stages = { support = none } }, -- 76 of 82
    { events = { says("2024-10-01", "not_engaging"), says("2024-11-08", "plan_review", { outcome = "better" }) } }),
  asked("and the authority's part does", "2024-11-15", early_absence, { stages = { support = none } }, -- 86 of 92
    { events = { says("2024-10-01", "not_engaging"), says("2024-11-08", "plan_review", { outcome = "no better" }),
                 says("2024-11-15", "plan_review", { outcome = "better" }) } }),

  -- Ten of twenty sessions.
  asked("whoever misses half needs more intensive support", "2024-09-18", all_present:week("2024-09-09", "TT TT TT TT TT"),
    { bands = { absence = "severe" }, flags = { "severe_absence", "persistent_absence", "below_target", "new_concern" },
      actions = { intensive_support = { status = "due", fired = "2024-09-18", due = "2024-09-25", owner = "attendance_lead" },
      invite_to_meeting = "due", draw_up_plan = "blocked", open_file = "due", see_the_welfare_officer = "due", wider_support = "due" } }),
  asked("and whoever misses less does not", "2024-09-18", all_present:week("2024-09-09", "TT TT TT TT T."),
    { bands = { absence = "persistent" }, actions = {
      invite_to_meeting = "due", draw_up_plan = "blocked", open_file = "due", see_the_welfare_officer = "due", wider_support = "due" } }),
  asked("ten days on end without leave are in the authority's return", "2024-09-20", all_present:week("2024-09-09", "GG GG GG GG GG"):week("2024-09-16", "GG GG GG GG GG"),
    { actions = { attendance_return = { status = "due", fired = "2024-09-20" }, refer_leave = "superseded", refer_long_leave = { fired = "2024-09-13" },
      wider_support = { fired = "2024-09-12" }, intensive_support = "due", below_target = "suppressed",
      invite_to_meeting = "due", draw_up_plan = "blocked", open_file = "due", see_the_welfare_officer = "due" } }),

  -- U is an absence although the child is in the building, L is not: 60 of 62.
  asked("arrivals after the register closed are absence without permission, those before it are none", "2024-10-18",
    all_present:but { ["2024-10-15"] = "L.", ["2024-10-16"] = "U.", ["2024-10-17"] = "UL" },
    { attendance = { possible = 62, attended = 60, unauthorised = 2, late = 4 } }),

  -- --- the school's target -----------------------------------------------------------------------

  asked("the target exactly is reached", "2024-10-18", all_present:week("2024-10-14", "Y1Y1 TT T."), -- 57 of 60
    { attendance = { possible = 60, attended = 57, rate = "95.00" }, flags = {}, actions = {} }),
  -- Day 51: 102 sessions, three not possible: 94 of 99 are 94.949.
  asked("below it the parents hear from the school", "2024-11-22", all_present:week("2024-11-11", "Y1Y1 Y1."):week("2024-11-18", "TT TT T."),
    { attendance = { possible = 99, attended = 94, rate = "94.95" }, flags = { "below_target" },
      actions = { below_target = { status = "due", fired = "2024-11-22", due = "2024-11-29" } } }),
  asked("a talk about it is enough", "2024-11-25", all_present:week("2024-11-11", "Y1Y1 Y1."):week("2024-11-18", "TT TT T."),
    { actions = { below_target = "done" } }, { events = { says("2024-11-25", "parent_contact", { by = "call" }) } }),

  -- --- after the letter ----------------------------------------------------------------------------

  -- The letter of 11 October, day 26: days 7 to 26 before it (13 September to 11
  -- October), days 27 to 46 after it (14 October to 15 November). Four of forty
  -- sessions missed in each, then three in the second.
  asked("no better after four weeks: a meeting", "2024-11-15", all_present:week("2024-10-07", "TT TT"):week("2024-11-11", "TT TT"),
    { actions = { meeting_no_better = { status = "due", fired = "2024-11-15", due = "2024-11-22", owner = { "attendance_officer", "head_teacher" } },
      below_target = { fired = "2024-10-11", status = "done" }, letter_below_92 = "done" } }, -- 84 of 92, after the letter
    { events = { says("2024-10-11", "letter.below_92") } }),
  asked("a better rate is an improvement", "2024-11-15", all_present:week("2024-10-07", "TT TT"):week("2024-11-11", "TT T."),
    { actions = { below_target = "done" } },
    { events = { says("2024-10-11", "letter.below_92") } }),
  asked("who comes as often as before, and often enough, is invited to nothing", "2024-11-15", all_present,
    { actions = {} }, { events = { says("2024-10-11", "letter.below_92") } }),
  -- Three of forty in each: 92.5 per cent.
  asked("above the letter's line is often enough", "2024-11-15", all_present:week("2024-10-07", "TT T."):week("2024-11-11", "TT T."),
    { attendance = { possible = 92, attended = 86, rate = "93.48" }, actions = { below_target = { fired = "2024-10-11", status = "done" } } },
    { events = { says("2024-10-11", "letter.below_92") } }),
  asked("one invitation for one letter, also in the next term", "2025-01-10", all_present:week("2024-10-07", "TT TT"):week("2024-11-11", "TT TT"),
    { actions = { meeting_no_better = { status = "overdue", fired = "2024-11-15" }, report_to_parents = "overdue",
      { rule = "below_target", fired = "2024-10-11", status = "done" }, { rule = "below_target", fired = "2025-01-10", status = "due" },
      letter_below_92 = "done" } },
    { events = { says("2024-10-11", "letter.below_92") } }),
  asked("but not where one absence without permission is none", "2024-11-15", all_present:week("2024-10-07", "TT TT"):week("2024-11-11", "UT T."),
    { actions = { meeting_no_better = { fired = "2024-11-15" }, below_target = "done" } },
    { events = { says("2024-10-11", "letter.below_92") }, parameters = with { improvement = "authorised" } }),
  asked("authorised absence is one under that reading", "2024-11-15", all_present:week("2024-10-07", "TT TT"):week("2024-11-11", "TT TT"),
    { actions = { below_target = "done", letter_below_92 = "done" } },
    { events = { says("2024-10-11", "letter.below_92") }, parameters = with { improvement = "authorised" } }),
  asked("parents who were met since the letter are not invited again", "2024-11-15", all_present:week("2024-10-07", "TT TT"):week("2024-11-11", "TT TT"),
    { actions = { meeting_no_better = { status = "suppressed", reason = "the parents have been met since the letter" }, below_target = "done", letter_below_92 = "done" } },
    { events = { says("2024-10-11", "letter.below_92"), says("2024-11-06", "attendance_meeting", { attended = "yes" }) } }),

  -- --- lateness ------------------------------------------------------------------------------------

  -- Tuesdays and Wednesdays from 10 September.
  asked("four lates in a half term are a letter", "2024-09-18",
    all_present:but { ["2024-09-10"] = "L.", ["2024-09-11"] = "L.", ["2024-09-17"] = "L.", ["2024-09-18"] = "L." },
    { flags = {}, actions = { lateness_letter = { status = "due", fired = "2024-09-18", due = "2024-09-25" } } }),
  asked("three are not", "2024-09-18", all_present:but { ["2024-09-11"] = "L.", ["2024-09-17"] = "L.", ["2024-09-18"] = "L." },
    { flags = {}, actions = {} }),
  asked("nor are two in each of two half terms", "2024-11-05",
    all_present:but { ["2024-10-23"] = "L.", ["2024-10-24"] = "L.", ["2024-11-04"] = "L.", ["2024-11-05"] = "L." },
    { flags = {}, actions = {} }),
  asked("an arrival after the register closed is late as well, and shown to be what makes four", "2024-11-06",
    all_present:but { ["2024-11-04"] = "L.", ["2024-11-05"] = "LL", ["2024-11-06"] = "U." },
    { flags = { "four_lates_through_u", "absent_first_this_week" }, actions = { lateness_letter = { fired = "2024-11-06" } } }),
  asked("a school may count those before it closed alone", "2024-11-06",
    all_present:but { ["2024-11-04"] = "L.", ["2024-11-05"] = "LL", ["2024-11-06"] = "U." },
    { flags = { "absent_first_this_week" }, actions = {} }, { parameters = with { late_codes = "L" } }),

  asked("a letter of the half term before, never sent, is not sent now", "2024-11-07",
    all_present:week("2024-09-09", "L. L. L. L."):week("2024-11-04", "L. L. L. L."),
    { actions = { { rule = "lateness_letter", fired = "2024-09-12", status = "superseded" }, { rule = "lateness_letter", fired = "2024-11-07", status = "due" } } }),

  -- The letter went out on 12 September; four more by the 20th.
  asked("four more after the letter are a meeting", "2024-09-20",
    all_present:week("2024-09-09", "L. L. L. L."):week("2024-09-16", ".. L. L. L. L."),
    { actions = { lateness_meeting = { status = "due", fired = "2024-09-20", due = "2024-09-27" }, lateness_letter = "done",
      wider_support = { fired = "2024-09-18" } } },
    { events = { says("2024-09-12", "letter.lateness") } }),
  asked("three more are not", "2024-09-19",
    all_present:week("2024-09-09", "L. L. L. L."):week("2024-09-16", ".. L. L. L."),
    { actions = { lateness_letter = "done", wider_support = { fired = "2024-09-18" } } },
    { events = { says("2024-09-12", "letter.lateness") } }),
  asked("four in the half term after the letter are one, instead of another letter", "2024-11-07",
    all_present:week("2024-09-09", "L. L. L. L."):week("2024-11-04", "L. L. L. L."),
    { actions = { lateness_meeting = { fired = "2024-11-07" }, { rule = "lateness_letter", fired = "2024-09-12", status = "done" },
      { rule = "lateness_letter", fired = "2024-11-07", status = "superseded" } } },
    { events = { says("2024-09-12", "letter.lateness") } }),
  asked("ten lates in a term may be a talk with the head", "2024-11-06",
    all_present:week("2024-09-09", "LL LL LL L."):but { ["2024-11-04"] = "L.", ["2024-11-05"] = "L.", ["2024-11-06"] = "L." },
    { actions = { persistent_lateness = { status = "due", fired = "2024-11-06", due = "2024-11-13", duty = "may" },
      lateness_letter = { fired = "2024-09-10" }, wider_support = { fired = "2024-09-11" } } }),
  asked("nine are not", "2024-11-05",
    all_present:week("2024-09-09", "LL LL LL L."):but { ["2024-11-04"] = "L.", ["2024-11-05"] = "L." },
    { actions = { lateness_letter = { fired = "2024-09-10" }, wider_support = { fired = "2024-09-11" } } }),

  asked("four arrivals after the register closed may be told to the authority, once there was a letter", "2024-09-11",
    all_present:week("2024-09-09", "UU U. U."),
    { actions = { refer_lateness = { status = "blocked", fired = "2024-09-11", missing = { "a letter about lateness (SAND-44)" }, duty = "may" },
      lateness_letter = { fired = "2024-09-11" } } }),
  asked("with the letter it can be considered", "2024-09-12", all_present:week("2024-09-09", "UU U. U."),
    { actions = { refer_lateness = { status = "due", due = "2024-09-26" }, lateness_letter = "done" } },
    { events = { says("2024-09-12", "letter.lateness") } }),
  asked("three are too few", "2024-09-11", all_present:week("2024-09-09", "U. U. U."), { actions = {} }),
  asked("a child below compulsory age is written about only", "2024-09-11", all_present:week("2024-09-09", "UU U. U."),
    { actions = { lateness_letter = "due" } }, { pupil = infant }),
  asked("a concern about punctuality may be spoken of", "2024-09-10", all_present,
    { actions = { punctuality_contact = { status = "due", due = "2024-09-12", duty = "may" } } },
    { events = { says("2024-09-10", "punctuality_concern") } }),

  asked("a late without a reason on file is found", "2024-09-11", all_present:but { ["2024-09-10"] = "L.", ["2024-09-11"] = "U." },
    { findings = { { id = "late_without_reason", date = "2024-09-10", code = "L", owner = "attendance_officer" },
                   { id = "late_without_reason", date = "2024-09-11", code = "U" } } }),
  asked("one with a reason of its day is not", "2024-09-11", all_present:but { ["2024-09-10"] = "L.", ["2024-09-11"] = "U." },
    { findings = {} }, { events = { says("2024-09-10", "late_reason", { reason = "bus" }), says("2024-09-11", "late_reason", { reason = "bus" }) } }),

  -- --- who is helped --------------------------------------------------------------------------------

  asked("agencies that help a family may be met", "2024-09-10", all_present,
    { actions = { family_meeting = { status = "due", due = "2024-09-24", duty = "may" } } },
    { events = { says("2024-09-10", "agency_support", { agency = "school nurse" }) } }),
  asked("the meeting leads to a plan, the plan to its review", "2024-09-17", all_present,
    { actions = { family_meeting = "done", support_plan = "done", support_plan_review = { status = "due", fired = "2024-09-16", due = "2024-11-08" } } },
    { events = { says("2024-09-10", "agency_support"), says("2024-09-12", "family_meeting"),
                 says("2024-09-16", "support_plan", { review = "2024-11-08" }) } }),
  asked("special needs and low attendance: adjustments are talked about, and nobody is exempt", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { adjustments = { status = "due", fired = "2024-10-16", due = "2024-11-06" }, -- 17 to 25 October are seven, 4 to 6 November three
      letter_below_92 = "due", below_target = "superseded" } },
    { pupil = { date_of_birth = "2015-05-01", send = "K" } }),
  asked("a medical condition likewise", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { adjustments = { fired = "2024-10-16" }, letter_below_92 = "due", below_target = "superseded" } },
    { pupil = { date_of_birth = "2015-05-01", medical = "asthma" } }),
  asked("looked-after children: the education plan", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { education_plan = { status = "due", fired = "2024-10-16" }, letter_below_92 = "due", below_target = "superseded" } },
    { pupil = { date_of_birth = "2015-05-01", looked_after = "yes" } }),
  asked("and children who were looked after", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { education_plan = "due", letter_below_92 = "due", below_target = "superseded" } },
    { pupil = { date_of_birth = "2015-05-01", previously_looked_after = "yes" } }),
  asked("other schools are asked where there are some", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { share = { status = "due", fired = "2024-10-16" }, letter_below_92 = "due", below_target = "superseded" } },
    { pupil = { date_of_birth = "2015-05-01", sibling_school = "the secondary school" } }),
  asked("the school before is one", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { actions = { share = "due", letter_below_92 = "due", below_target = "superseded" } },
    { pupil = { date_of_birth = "2015-05-01", previous_school = "another school" } }),

  -- --- leave -------------------------------------------------------------------------------------------

  asked("a request for leave is decided by the head, on the form and after a talk", "2024-09-10", all_present,
    { actions = { decide_leave = { status = "blocked", duty = "must", owner = "head_teacher",
      missing = { "the request on the school's form (SAND-49)", "an appointment about it with the head (SAND-49)" } } } },
    { events = { says("2024-09-10", "leave_request", { form = "no", first_day = "2024-11-06" }) } }),
  asked("with both it is due", "2024-09-12", all_present,
    { actions = { decide_leave = { status = "due", due = "2024-09-19" } } }, -- five school days after the 12th
    { events = { says("2024-09-10", "leave_request", { form = "yes" }), says("2024-09-12", "leave_appointment") } }),
  asked("an appointment about an earlier request is none about this", "2024-09-20", all_present,
    { actions = { { rule = "decide_leave", fired = "2024-09-10", status = "done" },
      { rule = "decide_leave", fired = "2024-09-20", status = "blocked", missing = { "an appointment about it with the head (SAND-49)" } } } },
    { events = { says("2024-09-10", "leave_request", { form = "yes" }), says("2024-09-12", "leave_appointment"),
                 says("2024-09-13", "leave.refused", { to = "2024-09-16" }), says("2024-09-20", "leave_request", { form = "yes" }) } }),
  asked("and a refusal is a decision", "2024-09-13", all_present, { actions = { decide_leave = "done" } },
    { events = { says("2024-09-10", "leave_request", { form = "yes" }), says("2024-09-12", "leave_appointment"), says("2024-09-13", "leave.refused", { to = "2024-09-20" }) } }),

  asked("every leave without permission is referred, also a short one", "2024-09-10", all_present:but { ["2024-09-10"] = "G." },
    { flags = { "absent_first_this_week", "leave_below_threshold", "too_early" },
      actions = { refer_leave = { status = "due", fired = "2024-09-10", due = "2024-09-24" } } }),
  asked("a longer one once", "2024-09-12", all_present:week("2024-09-09", "GG GG GG"),
    { actions = { refer_leave = { fired = "2024-09-09" } } }),
  asked("with ten sessions the national threshold is met as well", "2024-09-13", all_present:week("2024-09-09", "GG GG GG GG GG"),
    { flags = { "too_early" },
      actions = { refer_leave = { status = "superseded", fired = "2024-09-09" }, refer_long_leave = { status = "due", fired = "2024-09-13" },
      wider_support = "due" } }),
  asked("a leave that was referred on its first day is not referred a second time", "2024-09-13", all_present:week("2024-09-09", "GG GG GG GG GG"),
    { actions = { refer_leave = "done", refer_long_leave = { status = "suppressed", reason = "this leave has been referred" }, wider_support = "due" } },
    { events = { says("2024-09-09", "leave_referral.sent") } }),
  asked("leave in nursery is no matter for a referral", "2024-09-10", all_present:but { ["2024-09-10"] = "G." },
    { actions = {} }, { pupil = nursery }),

  -- --- marks that look wrong ------------------------------------------------------------------------------

  asked("a day of refused leave is proposed as G", "2024-11-08", all_present:week("2024-11-04", ".. .. CC OO .."),
    { proposals = { { id = "leave_was_refused", date = "2024-11-06", session = "AM", propose = "G" },
      { id = "leave_was_refused", date = "2024-11-06", session = "PM" },
      { id = "leave_was_refused", date = "2024-11-07", session = "AM" },
      { id = "leave_was_refused", date = "2024-11-07", session = "PM" } }, findings = {} },
    { events = { says("2024-11-06", "leave.refused", { to = "2024-11-07" }) } }),
  asked("leave with nothing on file is found", "2024-11-08", all_present:but { ["2024-11-06"] = "C." },
    { proposals = {}, findings = { { id = "leave_not_on_file", date = "2024-11-06", owner = "head_teacher" } } }),
  asked("an emergency needs none", "2024-11-08", all_present:but { ["2024-11-06"] = "C." },
    { proposals = {}, findings = {} }, { events = { says("2024-11-06", "absence_reason", { category = "emergency" }) } }),
  asked("leave that was granted is as it should be", "2024-11-08", all_present:but { ["2024-11-06"] = "C." },
    { proposals = {}, findings = {} }, { events = { says("2024-11-06", "leave.granted", { to = "2024-11-06" }) } }),
  asked("a day nobody marked is for the attendance officer as well", "2024-11-08", all_present:but { ["2024-11-06"] = ".-" },
    { findings = { { id = "missing_mark", date = "2024-11-06", owner = { "attendance_officer", "class_teacher" } } } }),
  asked("after five school days an N is settled one way or the other", "2024-11-11", all_present:but { ["2024-11-04"] = "N." },
    { proposals = { { id = "n_unresolved", date = "2024-11-04", propose = "O" } } }),

  -- --- rewards ---------------------------------------------------------------------------------------------

  asked("a term without absence is named in assembly", "2024-12-20", all_present:but { ["2024-11-05"] = "L." },
    { actions = { full_term = { status = "due", fired = "2024-12-20", due = "2024-12-20" }, report_to_parents = "due" } }),
  asked("a single session breaks it", "2024-12-20", all_present:but { ["2024-11-05"] = "R." },
    { actions = { report_to_parents = "due" } }),
  asked("unless the school reads religious observance otherwise", "2024-12-20", all_present:but { ["2024-11-05"] = "R." },
    { actions = { full_term = "due", report_to_parents = "due" } },
    { parameters = with { reward_breaks = "I C E T U O N G" } }),
  asked("a pupil who was never there is named for nothing", "2024-12-20", all_present:but { ["2024-12-20"] = "Y1Y1" },
    { actions = {} }, { pupil = { date_of_birth = "2015-05-01", enrolled_from = "2024-12-20" } }),
  -- Autumn: 141 of 142. Spring, 6 January to 11 April: nothing missed.
  asked("the first term of a year has none before it", "2024-12-20", all_present,
    { flags = {}, no_data = { "second_number", -- that, groups of none, and nothing else
      "lower_than_the_school_send", "lower_than_the_school_medical", "lower_than_the_school_fsm", "lower_than_the_school_eal",
      "lower_than_the_school_social_worker", "lower_than_the_school_looked_after" } }),
  asked("a better term than the last is named, too", "2025-04-11", all_present:but { ["2024-11-05"] = "T." },
    { actions = { better_term = { fired = "2025-04-11" }, full_term = { fired = "2025-04-11" },
      { rule = "report_to_parents", fired = "2024-12-20", status = "superseded" }, { rule = "report_to_parents", fired = "2025-04-11", status = "due" } } }),
  asked("one as good as the last is not", "2025-04-11", all_present,
    { actions = { { rule = "full_term", fired = "2024-12-20" }, { rule = "full_term", fired = "2025-04-11" },
      { rule = "report_to_parents", fired = "2024-12-20" }, { rule = "report_to_parents", fired = "2025-04-11" } } }),
  asked("a year without absence is in the draw", "2025-07-21", all_present,
    { actions = { prize_draw = { fired = "2025-07-21" },
      { rule = "full_term", fired = "2024-12-20" }, { rule = "full_term", fired = "2025-04-11" }, { rule = "full_term", fired = "2025-07-21" },
      { rule = "report_to_parents", fired = "2024-12-20" }, { rule = "report_to_parents", fired = "2025-04-11" },
      { rule = "report_to_parents", fired = "2025-07-21" } } }),
  asked("who came in December is not, and nine days are no term", "2025-07-21", all_present,
    { actions = { { rule = "full_term", fired = "2025-04-11" }, { rule = "full_term", fired = "2025-07-21" },
      { rule = "report_to_parents", fired = "2024-12-20" }, { rule = "report_to_parents", fired = "2025-04-11" },
      { rule = "report_to_parents", fired = "2025-07-21" } } },
    { pupil = { date_of_birth = "2015-05-01", enrolled_from = "2024-12-10" } }), -- from 10 to 20 December
  asked("one absence in September and there is no bicycle", "2025-07-21", all_present:but { ["2024-09-10"] = "T." },
    { actions = { better_term = "lapsed",
      { rule = "full_term", fired = "2025-04-11" }, { rule = "full_term", fired = "2025-07-21" },
      { rule = "report_to_parents", fired = "2024-12-20" }, { rule = "report_to_parents", fired = "2025-04-11" },
      { rule = "report_to_parents", fired = "2025-07-21" } } }),

  -- 3A missed one session of 284 in autumn, nothing in spring.
  asked("a class that got better is known on the last day of term", "2025-04-11", all_present:but { ["2024-11-05"] = "T." },
    { flags = { "class_better_than_last_term" } },
    { pupil = { date_of_birth = "2015-05-01", class = "3A" }, others = { { id = "P2", class = "3A" }, { id = "P3", class = "3B" } } }),
  asked("one in which others got worse is not better", "2025-04-11", all_present:but { ["2024-11-05"] = "T." },
    { flags = {} },
    { pupil = { date_of_birth = "2015-05-01", class = "3A" },
      others = { { id = "P2", class = "3A", marks = all_present:but { ["2025-01-14"] = "T." } }, { id = "P3", class = "3B" } } }),

  -- --- the talks with the head ---------------------------------------------------------------------------------

  asked("a concern of this half term is new", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { flags = { "below_target", "new_concern" } }),
  -- On 4 November 59 of 74, which is 79.7 per cent; it had begun on 18 October.
  asked("one that was there before the holiday goes on", "2024-11-04",
    all_present:week("2024-10-14", "TT TT TT"):week("2024-10-21", "TT TT TT TT T."),
    { flags = { "below_target", "persistent_absence", "concern_goes_on", "better_than_last_half_term" } }),
  asked("one that begins after it is new", "2024-11-06", all_present:week("2024-11-04", "TT TT TT"), -- 72 of 78
    { attendance = { possible = 78, attended = 72 }, flags = { "below_target" } }),
  asked("and shows once the line is crossed", "2024-11-07", all_present:week("2024-11-04", "TT TT TT T."), -- 73 of 80, 91.25
    { attendance = { possible = 80, attended = 73 }, flags = { "below_target", "new_concern" } }),

  -- --- minutes late -------------------------------------------------------------------

  asked("9.20 exactly is late", "2024-11-08", all_present:but { ["2024-11-06"] = "L." }:late("2024-11-06", "AM", 30),
    { proposals = {} }),
  asked("a minute later is a U", "2024-11-08", all_present:but { ["2024-11-06"] = "L." }:late("2024-11-06", "AM", 31),
    { proposals = { { id = "l_after_close", date = "2024-11-06", session = "AM", code = "L", propose = "U" } } }),
  asked("U is not for arrivals by 9.20", "2024-11-08", all_present:but { ["2024-11-06"] = "U." }:late("2024-11-06", "AM", 30),
    { proposals = { { id = "u_before_close", date = "2024-11-06", session = "AM", code = "U", propose = "L" } } }),
  asked("but for later ones", "2024-11-08", all_present:but { ["2024-11-06"] = "U." }:late("2024-11-06", "AM", 31),
    { proposals = {} }),
  asked("without minutes nothing can be said", "2024-11-08", all_present:but { ["2024-11-06"] = "LU" }, { proposals = {} }),
  -- The school says when its afternoon register closes: here after 15 minutes.
  asked("an afternoon has its own time", "2024-11-08", all_present:but { ["2024-11-06"] = "LL" }
      :late("2024-11-06", "AM", 16):late("2024-11-06", "PM", 16),
    { proposals = { { id = "l_after_close_pm", date = "2024-11-06", session = "PM", propose = "U" } } }),
  asked("to the minute", "2024-11-08", all_present:but { ["2024-11-06"] = ".L", ["2024-11-07"] = ".U" }
      :late("2024-11-06", "PM", 15):late("2024-11-07", "PM", 16), { proposals = {} }),
  asked("both ways", "2024-11-08", all_present:but { ["2024-11-06"] = ".U" }:late("2024-11-06", "PM", 15),
    { proposals = { { id = "u_before_close_pm", date = "2024-11-06", session = "PM", propose = "L" } } }),

  -- --- each parent ------------------------------------------------------------------------

  asked("the parent who asked is named", "2024-09-10", all_present:but { ["2024-09-10"] = "GG" },
    { actions = { { rule = "leave_by_parent", parent = "PA1", status = "due", due = "2024-09-24" }, refer_leave = "due", decide_leave = "blocked" } },
    { parents = two_parents, events = { says("2024-09-09", "leave_request", { form = "yes", parent_id = "PA1" }) } }),
  asked("and every parent who went", "2024-09-11", all_present:but { ["2024-09-10"] = "GG" },
    { actions = { { rule = "leave_by_parent", parent = "PA1", fired = "2024-09-10" }, { rule = "leave_by_parent", parent = "PA2", fired = "2024-09-11" },
      refer_leave = "due", decide_leave = "blocked" } },
    { parents = two_parents, events = { says("2024-09-09", "leave_request", { form = "yes", parent_id = "PA1" }),
      says("2024-09-11", "travelled", { parent_id = "PA2" }) } }),
  asked("and a new term does not ask again about the leave of the last one", "2025-01-06", all_present:but { ["2024-12-20"] = "GG" },
    { actions = { { rule = "leave_by_parent", parent = "PA1", fired = "2024-12-20", due = "2025-01-17" }, refer_leave = "due",
      decide_leave = "blocked", report_to_parents = "overdue" } },
    { parents = two_parents, events = { says("2024-12-09", "leave_request", { form = "yes", parent_id = "PA1" }) } }),
  asked("a parent who neither asked nor went is not", "2024-09-11", all_present:but { ["2024-09-10"] = "GG" },
    { actions = { refer_leave = "due" } }, { parents = two_parents }),

  -- --- letters --------------------------------------------------------------------------------

  asked("the letter goes to each parent, with its figure and day", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { letters = { { id = "below_92", parent = "PA1", contains = { "By 18 October 2024 Child One had been in school for 91.94 per cent", "Dear Parent One", "below 92 per cent" } },
                  { id = "below_92", parent = "PA2", contains = { "Dear Parent Two" } } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = two_parents }),
  asked("with special needs it is another letter", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { letters = { { id = "below_92", parent = "PA1", variant = "send", contains = "additional needs" }, { id = "below_92", parent = "PA2", variant = "send" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One", send = "K" }, parents = two_parents }),
  asked("and with a medical condition", "2024-10-18", all_present:week("2024-10-14", "TT TT T."),
    { letters = { { id = "below_92", parent = "PA1", variant = "medical", contains = "medical condition", lacks = "additional needs" },
                  { id = "below_92", parent = "PA2", variant = "medical" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One", medical = "asthma" }, parents = two_parents }),
  asked("where the term counts, it quotes the term", "2025-01-17", all_present:but { ["2025-01-17"] = "TT" },
    { letters = { { id = "below_92", parent = "PA1", variant = "term", contains = { "90.00 per cent of\nthe term" }, lacks = "school year" },
      { id = "attendance_report", parent = "PA1" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = { two_parents[1] }, parameters = with { counted_over = "term" } }),
  asked("also with special needs", "2025-01-17", all_present:but { ["2025-01-17"] = "TT" },
    { letters = { { id = "below_92", parent = "PA1", variant = "term_send", contains = { "the term so far", "additional needs" } },
      { id = "attendance_report", parent = "PA1" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One", send = "K" }, parents = { two_parents[1] }, parameters = with { counted_over = "term" } }),
  asked("and with a condition", "2025-01-17", all_present:but { ["2025-01-17"] = "TT" },
    { letters = { { id = "below_92", parent = "PA1", variant = "term_medical", contains = { "the term so far", "medical condition" } },
      { id = "attendance_report", parent = "PA1" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One", medical = "asthma" }, parents = { two_parents[1] }, parameters = with { counted_over = "term" } }),
  -- On 17 January 17 of 20 sessions of the term: 85 per cent.
  asked("an invitation likewise", "2025-01-17", all_present:week("2025-01-13", ".. .. .. .T TT"),
    { letters = { { id = "meeting", parent = "PA1", variant = "term", contains = "85.00 per cent" },
      { id = "attendance_report", parent = "PA1" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = { two_parents[1] }, parameters = with { counted_over = "term" } }),
  asked("a letter about lateness before the register closed speaks of nothing else", "2024-09-18",
    all_present:but { ["2024-09-10"] = "L.", ["2024-09-11"] = "L.", ["2024-09-17"] = "L.", ["2024-09-18"] = "L." },
    { letters = { { id = "lateness", parent = "PA1", contains = "By 18 September 2024 Child One had been late 4 times in the half term.", lacks = "permission" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = { two_parents[1] } }),
  asked("the second about it is an invitation", "2024-09-20",
    all_present:week("2024-09-09", "L. L. L. L."):week("2024-09-16", ".. L. L. L. L."),
    { letters = { { id = "lateness_meeting", parent = "PA1", contains = "late again since then" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = { two_parents[1] }, events = { says("2024-09-12", "letter.lateness") } }),
  asked("below 90 per cent it is the invitation alone", "2024-09-20", early_absence,
    { letters = { { id = "meeting", parent = "PA1", contains = { "75.00", "20 September 2024" } }, { id = "meeting", parent = "PA2" } } }, -- 18 of 24
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = two_parents }),
  asked("the letter about lateness says how often, and when school begins", "2024-11-06",
    all_present:but { ["2024-11-04"] = "L.", ["2024-11-05"] = "LL", ["2024-11-06"] = "U." },
    { letters = { { id = "lateness", parent = "PA1", variant = "after_close",
      contains = { "By 6 November 2024 Child One had been late 4 times in the half term, counting", "08:40", "08:50", "09:20" } },
      { id = "lateness", parent = "PA2", variant = "after_close" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = two_parents }),
  asked("the end of a term has two", "2024-12-20", all_present,
    { letters = { { id = "full_attendance", parent = "PA1", contains = "On 20 December 2024, when the term ended" }, { id = "full_attendance", parent = "PA2" },
      { id = "attendance_report", parent = "PA1", contains = "100.00" }, { id = "attendance_report", parent = "PA2" } } },
    { pupil = { date_of_birth = "2015-05-01", name = "Child One" }, parents = two_parents }),

  -- --- the school ---------------------------------------------------------------------------------

  school_asked("a school year begins with what is due by its periods' ends", "2024-09-05", all_present, {
    daily_return = { status = "due", due = "2024-09-05", duty = "must" }, newsletter = { status = "due", due = "2024-10-25" },
    analyse = { status = "due", due = "2024-10-25" }, governors_report = { status = "due", due = "2024-12-20" },
    head_meeting = { status = "due", due = "2024-10-25" } }),
  asked("before it has pupils nothing is", "2024-09-05", all_present, { groups = {} },
    { pupil = { date_of_birth = "2015-05-01", enrolled_from = "2024-09-06" } }),
  school_asked("as soon as somebody is absent messages are checked by 9.20, and the safeguarding team is told", "2024-09-05",
    all_present:but { ["2024-09-05"] = "N." }, {
    check_messages = { status = "due", due = "2024-09-05T09:20", duty = "must" },
    tell_safeguarding = { status = "due", due = "2024-09-05", owner = { "attendance_officer", "safeguarding" } } }),
  school_asked("at the end of a week the classes are celebrated", "2024-09-06", all_present, {
    class_of_the_week = { status = "due", fired = "2024-09-06", due = "2024-09-10" } }),
  school_asked("a return that went out is done", "2024-09-05", all_present, { daily_return = "done" },
    { school_events = { says("2024-09-05", "daily_return.sent") } }),
  school_asked("a strategy is judged on the day set for it", "2024-09-05", all_present, {
    strategy_worked = { status = "due", due = "2025-02-14" } },
    { school_events = { says("2024-09-05", "strategy_started", { review = "2025-02-14" }) } }),
  school_asked("a report that the head asks for is made", "2024-09-05", all_present, {
    report_asked_for = { status = "due", due = "2024-09-12" } },
    { school_events = { says("2024-09-05", "report_requested") } }),
  school_asked("on the day of its review the policy is reviewed", "2024-09-06", all_present, {
    review_policy = { status = "due", fired = "2024-09-06", due = "2024-09-20" }, "class_of_the_week" }, -- ten school days
    { parameters = with { review_date = "2024-09-06" } }),
  school_asked("from twenty sessions on the causes of persistent absence are asked about", "2024-09-18", early_absence, {
    causes = { status = "due", fired = "2024-09-18", due = "2024-12-20" },
    "check_messages", "tell_safeguarding", "class_of_the_week" }),
}

-- --- reasons that parents give --------------------------------------------------------

-- What the policy says is no reason, and the mark it would have.
for category, code in pairs { late_night = "O", shopping = "O", minding_others = "O", relative_ill = "O",
    birthday = "O", day_trip = "O", never_explained = "O", leave_not_agreed = "O", holiday = "G" } do
  table.insert(tests, asked("no reason: " .. category, "2024-11-08", all_present:but { ["2024-11-06"] = "I.", ["2024-11-07"] = "I." },
    { proposals = { { id = "reason_is_" .. category, date = "2024-11-06", propose = code, owner = "head_teacher" } } },
    { events = { says("2024-11-06", "absence_reason", { category = category }) } }))
end
for category, code in pairs { illness = "I", appointment = "M", emergency = "C" } do
  table.insert(tests, asked("a reason: " .. category, "2024-11-08", all_present:but { ["2024-11-06"] = "N.", ["2024-11-07"] = "N." },
    { proposals = { { id = "reason_is_" .. category, date = "2024-11-06", propose = code, owner = "head_teacher" } } },
    { events = { says("2024-11-06", "absence_reason", { category = category }) } }))
end

-- --- the persistently and severely absent as groups ---------------------------------------

local function three_of(marks, third)
  return { others = { { id = "P2", date_of_birth = "2015-05-01", marks = marks }, { id = "P3", date_of_birth = "2015-05-01", marks = third },
    { id = "P4", date_of_birth = "2015-05-01" }, { id = "P5", date_of_birth = "2015-05-01" }, { id = "P6", date_of_birth = "2015-05-01" } } }
end
local half_missed = all_present:week("2024-09-09", "TT TT TT TT TT")
local of_a_day = { "check_messages", "tell_safeguarding", "class_of_the_week", "causes" }
table.insert(tests, school_asked("three persistently absent pupils are looked at as a group", "2024-09-18", early_absence, {
  track_persistent = { group = "persistent", status = "due", fired = "2024-09-18", due = "2024-10-25" }, table.unpack(of_a_day) },
  three_of(early_absence, early_absence)))
table.insert(tests, school_asked("two persistently absent pupils are not", "2024-09-18", early_absence, { table.unpack(of_a_day) }, three_of(early_absence, all_present)))
table.insert(tests, school_asked("so are three severely absent ones", "2024-09-18", half_missed, {
  track_persistent = { group = "persistent" }, track_severe = { group = "severe", status = "due", due = "2024-10-25" }, table.unpack(of_a_day) },
  three_of(half_missed, half_missed)))
table.insert(tests, school_asked("two severely absent are not", "2024-09-18", half_missed, {
  track_persistent = { group = "persistent" }, table.unpack(of_a_day) }, three_of(half_missed, early_absence)))

-- --- groups below the school ------------------------------------------------------------

-- The group's pupils miss the last two days of the half term: 136 of 144 sessions
-- for three of them on 25 October (72 each), against 280 of 288 of four.
local last_days = all_present:but { ["2024-10-24"] = "TT", ["2024-10-25"] = "TT" }
local in_group = { send = "send", medical = "medical", fsm = "fsm", eal = "eal", social_worker = "social_worker",
  looked_after = "looked_after", was_looked_after = "previously_looked_after" }
for name, attribute in pairs(in_group) do
  local cohort = name == "was_looked_after" and "looked_after" or name
  local function group_of(count, marks)
    local pupil = { date_of_birth = "2015-05-01", [attribute] = "yes" }
    local others = {}
    for i = 2, 4 do
      others[i - 1] = { id = "P" .. i, date_of_birth = "2015-05-01", marks = i <= count and marks or all_present,
        [attribute] = i <= count and "yes" or nil }
    end
    return { pupil = pupil, others = others }
  end
  local absent = { "check_messages", "tell_safeguarding", "class_of_the_week" }
  table.insert(tests, school_asked("three pupils below the school are a group to think of: " .. name, "2024-10-25", last_days, {
    ["lower_than_the_school_" .. cohort] = { group = cohort, status = "due", fired = "2024-10-25", due = "2024-11-15" },
    table.unpack(absent) }, group_of(3, last_days)))
  table.insert(tests, school_asked("two are too few to be spoken of: " .. name, "2024-10-25", last_days, { table.unpack(absent) },
    group_of(2, last_days)))
  table.insert(tests, school_asked("as good as the school is no matter: " .. name, "2024-10-25", all_present, { "class_of_the_week" },
    group_of(3, all_present)))
end

return tests
