-- The Arnewood School: six rungs from high hopes to enforcement.
--
-- The page has no number in it. What a pattern is, and when absence persists,
-- the school says: those are required parameters. Marks say that absence goes
-- on; that support is "not working" and that it is "not being engaged with" are
-- two things that people record, each by itself.

local source = "The Arnewood School, page on attendance"

local absent = sessions "absent"

-- A pattern by day: the same weekday again and again.
local function on_weekday(name)
  return absent:within(school_weeks(param.pattern_weeks)):on(name):at_least(param.pattern_sessions)
end
local pattern_by_day = on_weekday "mon" | on_weekday "tue" | on_weekday "wed" | on_weekday "thu" | on_weekday "fri"
-- By lesson: lessons are in no register; who looks at them in the app records it.
local pattern_by_lesson = event "lesson_pattern"

local persists = absent:within(school_weeks(param.persist_weeks)):at_least(param.persist_sessions)
-- A rung that was left is not entered again for absences of before: it takes a new one.
local absent_today = absent:within(day)
local absent_now   = absent_today:at_least(1)

local function settled(stage)
  return days_in_stage(stage):at_least(param.settled_days) & absent:within(school_days(param.settled_days)):is(0)
end

local function failing(window)
  return on_record("support_review", { working = "no" }):within(window)
       | on_record("support_review", { engaged = "no" }):within(window)
end
-- One review never counts for two rungs: formal support is looked at after it began.
local support_fails = failing(since_stage "facilitate")
local formal_fails  = failing(since "formal_support")

-- Barriers that are in school ask for support there, those outside for help there.
local barriers_nowhere = latest("barriers", { where = "none" })
local only_outside     = latest("barriers", { where = "outside" })
local only_in_school   = latest("barriers", { where = "school" })

-- The nation's threshold, and its notices to this parent for this child.
local framework = between(param.pn_counts_from, "2999-07-31")
local pn_window = school_weeks(param.pn_weeks)
local function counted(set)
  return sessions(set):within(pn_window, framework):restarting_at("penalty_notice.issued", "sessions_to")
end
local established = counted(param.pn_codes - codes "N")
local notices     = events("penalty_notice.issued"):within(years(param.pn_years), framework)
local pn_ready    = established:at_least(param.pn_sessions) & compulsory_school_age

local leave_taken = counted(codes "G")
local leave_today = sessions(codes "G"):within(day)
local holiday     = leave_taken:at_least(param.pn_sessions) & leave_today:at_least(1)
                  & param.holiday_at_once:is "yes" & compulsory_school_age
local enforced    = in_stage "enforce"
local threshold_met = flag "penalty_threshold"

return {
  api       = 1,
  id        = "school/arnewood",
  title     = "The Arnewood School: attendance ladder",
  extends   = "national/england",
  effective = { from = "2024-08-19" },

  clauses = {
    ["LADER-01"] = { "Aspire: everyone works for high attendance and a school that pupils want to come to", source = source,
      out_of_reach = "hopes and habits are in no register; the rungs below are what follows when they are not enough" },
    ["LADER-02"] = { "Monitor: the figures are watched so that patterns, by day and by lesson, are seen early", source = source },
    ["LADER-03"] = { "Listen: when a pattern is seen, student and parents are asked what stands in the way", source = source },
    ["LADER-04"] = { "Facilitate: what stands in the way in school is removed, and families are helped to find help outside", source = source },
    ["LADER-05"] = { "Formalise: where absence persists and support does not work or is not taken up, consequences are explained", source = source },
    ["LADER-06"] = { "Enforce: when all else was tried, a penalty notice under the national framework, or prosecution", source = source },
    ["LADER-07"] = { "One rung after the other", source = source },
    ["LADER-08"] = { "Student, home and school each do their part", source = source },
  },

  params = {
    pattern_sessions = { required = true, unit = "sessions", clause = "LADER-02",
      note = "absences on one weekday that make a pattern; the page gives no number" },
    pattern_weeks    = { required = true, unit = "school_weeks", clause = "LADER-02",
      note = "over so many of the latest school weeks" },
    persist_sessions = { required = true, unit = "sessions", clause = "LADER-05",
      note = "absences that say that absence persists; the page gives no number" },
    persist_weeks    = { required = true, unit = "school_weeks", clause = "LADER-05",
      note = "over so many of the latest school weeks" },
    settled_days     = { required = true, unit = "school_days", clause = "LADER-07",
      note = "school days on a rung without an absence after which it is left" },
    review_weeks     = { required = true, unit = "school_weeks", clause = { "LADER-04", "LADER-05" },
      note = "from the beginning of support to the first look at it; the page gives no time" },
    act_within       = { required = true, unit = "school_days",
      note = "time for what the page gives no time for" },
    holiday_at_once  = { "no", unit = "text", clause = "LADER-06",
      note = "yes or no: whether ten sessions of holiday without leave go to enforcement without the rungs between; "
          .. "the national framework allows it, the page does not speak of it" },
  },

  roles = { legal_intervention = "Legal Intervention Team of the local authority" },

  facts = {
    lesson_pattern   = { "lessons" },
    student_talk     = {}, -- what the student says
    parent_talk      = {}, -- what a parent says
    barriers         = { "where" }, -- school, outside, both, none
    school_support   = { "what" },
    outside_support  = { "what" }, -- early help, another agency, or where the family was pointed to
    support_review   = { "working", "engaged" }, -- yes or no, each by itself
    consequences_explained = {},
    formal_support   = { "what" },
    legal_referral   = {},
  },

  measures = {
    lately_absent = absent:within(school_weeks(param.persist_weeks)),
    absent_today  = absent_today,
    leave_taken   = leave_taken,
    leave_today   = leave_today,
  },

  flags = {
    { id = "weekday_pattern", label = "Absent on the same weekday again and again", clause = "LADER-02", when = pattern_by_day },
    { id = "absence_persists", label = "Absence persists", clause = "LADER-05", when = persists },
  },

  ladders = {
    support = {
      { id = "listen", label = "Listen and understand", clause = { "LADER-03", "LADER-07" },
        enter = (pattern_by_day | persists) & absent_now | pattern_by_lesson,
        leave = { { to = "none", when = settled "listen" } },
        owner = role.class_teacher,
        needs = {
          { "student_talk", clause = { "LADER-03", "LADER-08" } },
          { "parent_talk", clause = { "LADER-03", "LADER-08" } },
          { "barriers", clause = "LADER-03" },
        },
        on_entry = {
          { id = "talk_with_student", clause = { "LADER-03", "LADER-08" }, duty = "should", supersedes = { "talk_with_student" },
            action = "talk with the student: what stands in the way?", due = school_days(param.act_within), done = "student_talk" },
          { id = "talk_with_parent", clause = { "LADER-03", "LADER-08" }, duty = "should", supersedes = { "talk_with_parent" }, per = "parent",
            action = "talk with the parent: what stands in the way?", due = school_days(param.act_within), done = "parent_talk" },
        } },

      { id = "facilitate", label = "Facilitate support", clause = { "LADER-04", "LADER-07" },
        enter = in_stage "listen" & stage_complete "listen" & ~barriers_nowhere,
        leave = { { to = "none", when = settled "facilitate" } },
        owner = role.attendance_lead,
        needs = {
          { only_outside | on_record "school_support":within(since_stage "facilitate"), "support in school", clause = { "LADER-04", "LADER-08" } },
          { only_in_school | on_record "outside_support":within(since_stage "facilitate"), "help outside school, or where to find it", clause = "LADER-04" },
        },
        review   = school_weeks(param.review_weeks),
        on_entry = {
          { id = "remove_barriers", clause = "LADER-04", duty = "should", supersedes = { "remove_barriers" },
            unless = { { only_outside, because = "nothing stands in the way in school" } },
            action = "remove what stands in the way in school", due = school_days(param.act_within), done = "school_support" },
          { id = "point_to_help", clause = "LADER-04", duty = "should", supersedes = { "point_to_help" },
            unless = { { only_in_school, because = "nothing stands in the way outside school" } },
            action = "help the family find help: early help, or another agency for the whole family",
            due = school_days(param.act_within), done = "outside_support" },
        },
        on_review = {
          { id = "review_support", clause = { "LADER-04", "LADER-05" }, duty = "should", supersedes = { "review_support" },
            action = "look at the support: is it working, is it taken up?", due = school_days(param.act_within), done = "support_review" },
        } },

      { id = "formalise", label = "Formalise support", clause = { "LADER-05", "LADER-07" },
        enter = in_stage "facilitate" & stage_complete "facilitate" & persists & support_fails,
        leave = { { to = "none", when = settled "formalise" } },
        owner = role.attendance_lead,
        needs = {
          { "consequences_explained", clause = "LADER-05" },
          { "formal_support", clause = { "LADER-05", "LADER-08" } },
        },
        review   = school_weeks(param.review_weeks),
        on_entry = {
          { id = "explain_consequences", clause = "LADER-05", duty = "should", supersedes = { "explain_consequences" }, per = "parent",
            action = "explain clearly what may follow, and agree who does what", due = school_days(param.act_within),
            done = "consequences_explained" },
          { id = "put_support_in_place", clause = "LADER-05", duty = "should", supersedes = { "put_support_in_place" },
            action = "see that support is in place, so that the student can respond", due = school_days(param.act_within),
            done = "formal_support" },
          { id = "refer_to_legal_team", clause = "LADER-05", duty = "may", supersedes = { "refer_to_legal_team" },
            action = "refer the case to the Legal Intervention Team", due = school_days(param.act_within), done = "legal_referral" },
        },
        on_review = {
          { id = "review_formal_support", clause = "LADER-05", duty = "should", supersedes = { "review_formal_support" },
            action = "look at the formal support: is it working, is it taken up?", due = school_days(param.act_within),
            done = "support_review" },
        } },

      { id = "enforce", label = "Enforce", clause = { "LADER-06", "LADER-07" }, from = "any",
        enter = in_stage "formalise" & stage_complete "formalise" & persists & formal_fails | holiday,
        leave = { { to = "none", when = settled "enforce" } },
        owner = role.head_teacher,
        on_entry = { -- and a notice where the nation's threshold is met: below, under replace
          { id = "consider_prosecution", clause = "LADER-06", duty = "may", supersedes = { "consider_prosecution" },
            -- Nor once the ten weeks have gone by: what was enough for a notice is not for more.
            unless = { { threshold_met | threshold_met:within(since_stage "enforce"), because = "a penalty notice comes first" } },
            owner = { role.head_teacher, role.legal_intervention },
            action = "consider with the local authority whether to prosecute", due = school_days(param.act_within) },
        } },
    },
  },

  -- The page takes the nation's notices as its last rung, and not before it.
  replace = { rules = {
    propose_first_notice = { because = "a notice is for the last rung", clause = { "ENG-PN-1", "ENG-PN-PARENT", "LADER-06" },
      when = pn_ready & notices:is(0) & enforced },
    propose_second_notice = { because = "a notice is for the last rung",
      clause = { "ENG-PN-2", "ENG-PN-PARENT", "ENG-PN-COUNTS", "LADER-06" },
      when = pn_ready & notices:at_least(1) & notices:below(param.pn_most) & enforced },
  } },
}
