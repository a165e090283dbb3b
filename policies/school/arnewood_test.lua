-- What the ladder makes of registers and of what people record.
--
-- Calendar: 190 days (Sandwell's of 2024/25). The page gives no number; these are
-- what a school might choose.

local given = {
  pattern_sessions = 3, pattern_weeks = 6,
  persist_sessions = 10, persist_weeks = 6,
  settled_days = 10, review_weeks = 4, act_within = 5,
}
local pupil   = { date_of_birth = "2012-03-01", year_group = "8" }
local parents = { { id = "PA1" }, { id = "PA2" } }

local function fixture(f)
  local parameters = {}
  for name, value in pairs(given) do parameters[name] = value end
  for name, value in pairs(f.parameters or {}) do parameters[name] = value end
  f.parameters, f.calendar, f.pupil = parameters, "190 days", pupil
  f.parents = f.parents or parents
  return f
end

-- Ten sessions from Monday 4 to Friday 8 November, then one each Monday from the
-- 18th on, so that no ten school days pass without one; another week from 13
-- January. On 12 December the six school weeks from 4 November hold 14, on 24
-- January those from 2 December hold 1 + 1 + 1 + 1 + 10 + 1 = 15.
local function case(code)
  return all_present:first_days(5, code .. code, "2024-11-04")
                    :every("mon", code .. ".", "2024-11-18", "2025-01-31")
                    :first_days(5, code .. code, "2025-01-13")
end

local talks   = { { date = "2024-11-11", kind = "student_talk" }, { date = "2024-11-11", kind = "parent_talk", parent_id = "PA1" },
                  { date = "2024-11-12", kind = "parent_talk", parent_id = "PA2" } }
local both    = { date = "2024-11-12", kind = "barriers", where = "both" }
local support = { { date = "2024-11-14", kind = "school_support", what = "mentor" },
                  { date = "2024-11-15", kind = "outside_support", what = "early help" } }
local not_working = { date = "2024-12-12", kind = "support_review", working = "no", engaged = "yes" }
local not_engaged = { date = "2024-12-12", kind = "support_review", working = "yes", engaged = "no" }
local both_well   = { date = "2024-12-12", kind = "support_review", working = "yes", engaged = "yes" }
local formal  = { { date = "2024-12-13", kind = "consequences_explained" }, { date = "2024-12-16", kind = "formal_support", what = "contract" } }
local again   = { date = "2025-01-24", kind = "support_review", working = "no", engaged = "no" }

-- One list of events from events and lists of them.
local function together(...)
  local all = {}
  for _, part in ipairs { ... } do
    if part.kind then
      table.insert(all, part)
    else
      for _, e in ipairs(part) do table.insert(all, e) end
    end
  end
  return all
end
local to_facilitate = together(talks, both)
local to_formalise  = together(to_facilitate, support, not_working)
local to_enforce    = together(to_formalise, formal, again)

-- What is asked for on the way to the last rung, and this.
local function on_the_way(more)
  return together({ "talk_with_student", "talk_with_parent", "remove_barriers", "point_to_help", "review_support",
    "explain_consequences", "put_support_in_place", "refer_to_legal_team", "review_formal_support" }, more)
end

local fixtures = {
  -- --- LADER-02, LADER-03 ------------------------------------------------------

  fixture { "nine sessions do not yet persist", marks = all_present:sessions(9, "O", "2024-11-04"), on = "2024-11-08",
    expect = { flags = {}, stages = { support = none }, actions = {} } },

  -- The six school weeks to 9 December begin on 4 November, those to the 16th on the 11th.
  fixture { "a pattern is one of six weeks", marks = all_present:but { ["2024-11-04"] = "I.", ["2024-11-11"] = "I.", ["2024-12-09"] = "I." }, on = "2024-12-09",
    expect = { flags = { weekday_pattern = "2024-12-09" } } },
  fixture { "not of seven", marks = all_present:but { ["2024-11-04"] = "I.", ["2024-11-11"] = "I.", ["2024-12-16"] = "I." }, on = "2024-12-16",
    expect = { flags = {} } },
  fixture { "nine sessions and one in the sixth week persist", marks = all_present:sessions(9, "O", "2024-11-04"):but { ["2024-12-13"] = "O." }, on = "2024-12-13",
    expect = { flags = { absence_persists = "2024-12-13" } } },
  fixture { "nine and one in the seventh do not", marks = all_present:sessions(9, "O", "2024-11-04"):but { ["2024-12-17"] = "O." }, on = "2024-12-17",
    expect = { flags = {} } },

  fixture { "ten do, and student and each parent are talked with in five school days",
    marks = case "O", on = "2024-11-08",
    expect = { flags = { absence_persists = "2024-11-08" },
      stages  = { support = { stage = "listen", since = "2024-11-08", owner = "class_teacher",
        missing = { "student_talk (LADER-03, LADER-08)", "parent_talk (LADER-03, LADER-08)", "barriers (LADER-03)" } } },
      actions = {
        { rule = "talk_with_student", status = "due", due = "2024-11-15", owner = "class_teacher" },
        { rule = "talk_with_parent", parent = "PA1", due = "2024-11-15" },
        { rule = "talk_with_parent", parent = "PA2", due = "2024-11-15" } } } },

  fixture { "a pattern that was seen by lesson is listened to", marks = all_present, on = "2024-11-12",
    events = { { date = "2024-11-12", kind = "lesson_pattern", lessons = "mathematics" } },
    expect = { flags = {}, stages = { support = "listen" } } },

  fixture { "who was asked is not asked again", marks = case "O", on = "2024-11-11",
    events = { talks[1], talks[2] },
    expect = { actions = { talk_with_student = "done", { rule = "talk_with_parent", parent = "PA1", status = "done" },
                           { rule = "talk_with_parent", parent = "PA2", status = "due" } } } },

  -- 8 November and the nine days to the 21st, so the tenth opens on the 22nd; the
  -- last ten days without absence are then those from the 11th on.
  fixture { "ten days without absence end it", marks = all_present:first_days(5, "OO", "2024-11-04"), on = "2024-11-22",
    expect = { stages = { support = none } } },
  -- On 25 November the six school weeks from 14 October hold the same ten sessions.
  fixture { "and what ended it does not begin it again", marks = all_present:first_days(5, "OO", "2024-11-04"), on = "2024-11-25",
    expect = { flags = { absence_persists = "2024-11-08" }, stages = { support = none } } },
  fixture { "a new absence does, and who was not asked then is asked now", on = "2024-11-26",
    marks = all_present:first_days(5, "OO", "2024-11-04"):but { ["2024-11-26"] = "I." },
    expect = { stages = { support = { stage = "listen", since = "2024-11-26" } }, actions = {
      { rule = "talk_with_student", fired = "2024-11-08", status = "superseded" },
      { rule = "talk_with_student", fired = "2024-11-26", status = "due" },
      { rule = "talk_with_parent", parent = "PA1", fired = "2024-11-08", status = "superseded" },
      { rule = "talk_with_parent", parent = "PA1", fired = "2024-11-26", status = "due" },
      { rule = "talk_with_parent", parent = "PA2", fired = "2024-11-08", status = "superseded" },
      { rule = "talk_with_parent", parent = "PA2", fired = "2024-11-26", status = "due" } } } },
  fixture { "nine do not", marks = all_present:first_days(5, "OO", "2024-11-04"), on = "2024-11-21",
    expect = { stages = { support = "listen" } } },

  -- --- LADER-04 ----------------------------------------------------------------

  fixture { "support follows on the day after everybody was heard", marks = case "O", events = to_facilitate, on = "2024-11-13",
    expect = { stages = { support = { stage = "facilitate", since = "2024-11-13", owner = "attendance_lead", review = "2024-12-11",
        missing = { "support in school (LADER-04, LADER-08)", "help outside school, or where to find it (LADER-04)" } } },
      actions = { talk_with_student = "done", talk_with_parent = "done",
        { rule = "remove_barriers", status = "due", due = "2024-11-20" }, { rule = "point_to_help", status = "due", due = "2024-11-20" } } } },

  fixture { "not while a part is missing", marks = case "O", events = talks, on = "2024-11-13",
    expect = { stages = { support = { stage = "listen", missing = "barriers (LADER-03)" } } } },

  fixture { "nor where nothing stands in the way", marks = case "O", on = "2024-11-13",
    events = together(talks, { date = "2024-11-12", kind = "barriers", where = "none" }),
    expect = { stages = { support = "listen" } } },

  fixture { "barriers in school alone ask for support in school alone", marks = case "O", on = "2024-11-13",
    events = together(talks, { date = "2024-11-12", kind = "barriers", where = "school" }),
    expect = { stages = { support = { stage = "facilitate", missing = "support in school (LADER-04, LADER-08)" } },
      actions = { talk_with_student = "done", talk_with_parent = "done", remove_barriers = "due",
        { rule = "point_to_help", status = "suppressed", reason = "nothing stands in the way outside school" } } } },

  fixture { "and those outside for help outside", marks = case "O", on = "2024-11-13",
    events = together(talks, { date = "2024-11-12", kind = "barriers", where = "outside" }),
    expect = { stages = { support = { stage = "facilitate", missing = "help outside school, or where to find it (LADER-04)" } },
      actions = { talk_with_student = "done", talk_with_parent = "done", point_to_help = "due",
        { rule = "remove_barriers", status = "suppressed", reason = "nothing stands in the way in school" } } } },

  fixture { "the support is looked at after four school weeks", marks = case "O", events = together(to_facilitate, support), on = "2024-12-11",
    expect = { stages = { support = "facilitate" },
      actions = { talk_with_student = "done", talk_with_parent = "done", remove_barriers = "done", point_to_help = "done",
        { rule = "review_support", fired = "2024-12-11", due = "2024-12-18" } } } },

  fixture { "not a day before", marks = case "O", events = together(to_facilitate, support), on = "2024-12-10",
    expect = { actions = { talk_with_student = "done", talk_with_parent = "done", remove_barriers = "done", point_to_help = "done" } } },

  -- --- LADER-05 ----------------------------------------------------------------

  fixture { "support that does not work is formalised", marks = case "O", events = to_formalise, on = "2024-12-12",
    expect = { stages = { support = { stage = "formalise", since = "2024-12-12", review = "2025-01-23",
        missing = { "consequences_explained (LADER-05)", "formal_support (LADER-05, LADER-08)" } } },
      actions = { talk_with_student = "done", talk_with_parent = "done", remove_barriers = "done", point_to_help = "done", review_support = "done",
        { rule = "explain_consequences", parent = "PA1", due = "2024-12-19" }, { rule = "explain_consequences", parent = "PA2", due = "2024-12-19" },
        { rule = "put_support_in_place", due = "2024-12-19" },
        { rule = "refer_to_legal_team", duty = "may", owner = "attendance_lead" } } } },

  fixture { "and so is support that is not taken up", marks = case "O", events = together(to_facilitate, support, not_engaged), on = "2024-12-12",
    expect = { stages = { support = "formalise" } } },

  fixture { "support that works and is taken up goes on", marks = case "O", events = together(to_facilitate, support, both_well), on = "2024-12-12",
    expect = { stages = { support = "facilitate" } } },

  fixture { "without support nothing is formalised", marks = case "O", events = together(to_facilitate, not_working), on = "2024-12-12",
    expect = { stages = { support = "facilitate" } } },

  -- A pattern by lesson began it, and four Mondays are all the absence there is.
  fixture { "nor where absence does not persist", marks = all_present:every("mon", "O.", "2024-11-18", "2025-01-31"), on = "2024-12-12",
    events = together({ date = "2024-11-08", kind = "lesson_pattern" }, to_facilitate, support, not_working),
    expect = { flags = { weekday_pattern = "2024-12-02" }, stages = { support = "facilitate" } } },

  fixture { "formal support is looked at after four school weeks, the holidays aside", marks = case "O", events = together(to_formalise, formal), on = "2025-01-23",
    expect = { actions = { talk_with_student = "done", talk_with_parent = "done", remove_barriers = "done", point_to_help = "done", review_support = "done",
      explain_consequences = "done", put_support_in_place = "done", refer_to_legal_team = "overdue",
      { rule = "review_formal_support", fired = "2025-01-23", due = "2025-01-30" } } } },

  -- --- LADER-06, LADER-07 ------------------------------------------------------

  -- In the stage when Monday 27 January opened; five school days later is 3 February.
  fixture { "when all else was tried, a notice for each parent", marks = case "O", on = "2025-01-27",
    events = together(to_enforce, { date = "2025-01-27", kind = "penalty_notice.considered", outcome = "notice" }),
    expect = { stages = { support = { stage = "enforce", since = "2025-01-24", owner = "head_teacher" } },
      actions = { talk_with_student = "done", talk_with_parent = "done", remove_barriers = "done", point_to_help = "done", review_support = "done",
        explain_consequences = "done", put_support_in_place = "done", refer_to_legal_team = "overdue", review_formal_support = "done",
        { rule = "propose_first_notice", parent = "PA1", fired = "2025-01-27", status = "due", duty = "may", due = "2025-02-03" },
        { rule = "propose_first_notice", parent = "PA2", fired = "2025-01-27", status = "due" },
        { rule = "consider_prosecution", status = "suppressed", reason = "a penalty notice comes first",
          owner = { "head_teacher", "legal_intervention" } } } } },

  fixture { "a second one for the parent who has had one", marks = case "O", on = "2025-01-27",
    events = together(to_enforce, { date = "2024-09-24", kind = "penalty_notice.issued", parent_id = "PA1" }),
    expect = { actions = on_the_way { "consider_prosecution",
      { rule = "propose_second_notice", parent = "PA1", fired = "2025-01-27", status = "blocked" },
      { rule = "propose_first_notice", parent = "PA2", fired = "2025-01-27" } } } },

  fixture { "no third one", marks = case "O", on = "2025-01-27",
    events = together(to_enforce, { date = "2024-09-17", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2024-09-24", kind = "penalty_notice.issued", parent_id = "PA1" }),
    expect = { actions = on_the_way { "consider_prosecution", { rule = "propose_first_notice", parent = "PA2" },
      { rule = "no_third_notice", parent = "PA1" } } } },

  fixture { "none on a rung before", marks = case "O", on = "2025-01-24", events = together(to_formalise, formal),
    expect = { stages = { support = "formalise" }, flags = { "absence_persists", "penalty_threshold", "weekday_pattern" },
      actions = on_the_way { "consider_penalty_notice" } } },

  -- The same with illness: absence persists, but none of it counts for a notice.
  fixture { "below the national threshold prosecution is considered", marks = case "I", events = to_enforce, on = "2025-01-24",
    expect = { stages = { support = "enforce" },
      actions = { "talk_with_student", "talk_with_parent", "remove_barriers", "point_to_help", "review_support",
        "explain_consequences", "put_support_in_place", "refer_to_legal_team", "review_formal_support",
        { rule = "consider_prosecution", status = "due", due = "2025-01-31" }, propose_first_notice = none } } },

  fixture { "one rung cannot be left out", marks = case "O", events = together(to_formalise, again), on = "2025-01-24",
    expect = { stages = { support = "formalise" } } },

  -- --- a holiday ---------------------------------------------------------------

  fixture { "a holiday is a matter of the first rung as the page has it", marks = all_present:first_days(5, "GG", "2024-11-11"), on = "2024-11-15",
    expect = { stages = { support = "listen" } } },

  fixture { "or of the last, where the school says so", marks = all_present:first_days(5, "GG", "2024-11-11"), on = "2024-11-15",
    parameters = { holiday_at_once = "yes" },
    expect = { stages = { support = { stage = "enforce", since = "2024-11-15" } } } },

  -- Ten days without absence from Monday 18 November on: the tenth opens on 2 December.
  fixture { "from which it leads away, and not back", marks = all_present:first_days(5, "GG", "2024-11-11"), on = "2024-12-03",
    parameters = { holiday_at_once = "yes" },
    expect = { stages = { support = none } } },

  -- Week 1 is that of 9 December, week 10 that of 3 March, week 11 that of 10 March.
  fixture { "nor once the ten weeks have gone by, to prosecution", marks = all_present:first_days(5, "GG", "2024-12-09"),
    on = "2025-03-10", parameters = { holiday_at_once = "yes" },
    expect = { flags = { penalty_threshold = none }, stages = { support = none }, actions = {
      { rule = "consider_prosecution", status = "suppressed", reason = "a penalty notice comes first" },
      { rule = "propose_first_notice", parent = "PA1", status = "blocked" },
      { rule = "propose_first_notice", parent = "PA2", status = "blocked" } } } },

  fixture { "but not of nine sessions", marks = all_present:sessions(9, "G", "2024-11-11"), on = "2024-11-15",
    parameters = { holiday_at_once = "yes" },
    expect = { stages = { support = none } } },
}

-- The same weekday three times, of mornings, in three weeks.
local days = { mon = "18", tue = "19", wed = "20", thu = "21", fri = "22" }
for name, third in pairs(days) do
  table.insert(fixtures, fixture { "three of the same weekday are a pattern: " .. name,
    marks = all_present:every(name, "I.", "2024-11-04", "2024-11-22"), on = "2024-11-" .. third,
    expect = { flags = { weekday_pattern = "2024-11-" .. third }, stages = { support = { stage = "listen", since = "2024-11-" .. third } } } })
  table.insert(fixtures, fixture { "two are none: " .. name,
    marks = all_present:every(name, "I.", "2024-11-04", "2024-11-15"), on = "2024-11-" .. third,
    expect = { flags = {}, stages = { support = none } } })
end

return fixtures
