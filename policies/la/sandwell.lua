-- Sandwell: the roads that lead from a school to the authority.
--
-- The council's code of conduct (Annex B of the school's policy) is not public:
-- this policy knows Sandwell only through the policy of one of its schools. It
-- names four roads: a request for support, before any legal step or when nobody
-- knows where a child is; a legal referral where absence without permission goes
-- on; a referral of leave taken without permission; the sickness return. What
-- only the code could say (numbers, deadlines, the list of evidence) is a
-- required parameter, which each school fills in from its copy: nothing here is
-- passed off as Sandwell's.

local source = "https://www.causewaygreenprimaryschool.co.uk/page/attendance-and-school-admission-register/138076"

-- The window of penalty notices, as national/england has it: ten school weeks,
-- holidays left out, nothing from before the framework, nothing that a notice was
-- given for.
local framework  = between(param.pn_counts_from, "2999-07-31")
local named      = sessions(param.code_of_conduct_codes)
                     :within(school_weeks(param.pn_weeks), framework):restarting_at("penalty_notice.issued", "sessions_to")
local persists   = named:at_least(param.persisting_sessions) & compulsory_school_age

local met        = named:at_least(param.pn_sessions) & compulsory_school_age

-- Who gives notices: the policy says that the head does, and that they are asked of
-- the authority. What has to be so before one comes is as national/england has it.
local by_school    = param.notices_by:is "school"
local by_authority = param.notices_by:is "authority"
local notices    = events("penalty_notice.issued"):within(years(param.pn_years), framework)
local one_left   = notices:at_least(1) & notices:below(param.pn_most)
local decided    = { on_record("penalty_notice.considered", { outcome = "notice" }):within(school_weeks(param.pn_weeks)),
                     "a decision for a notice", clause = "SAND-56" }
local judged     = on_record "notice_to_improve.judged"
                 & days_since "notice_to_improve.judged":at_most(days_since "notice_to_improve")
local not_yet    = {
  { on_record "notice_to_improve" & ~judged,
    because = "a notice to improve runs, or has not been judged yet", clause = "SAND-56" },
  { on_record("notice_to_improve.judged", { sufficient = "yes" }):within(school_weeks(param.pn_weeks)),
    because = "attendance improved enough within the notice to improve", clause = "SAND-56" },
}

-- A leave goes on over days that were not possible, and is there as well when the
-- child came back in the afternoon.
local leave      = run(codes "G")
local leave_day  = longest_run(codes "G"):within(day)
local long_leave = leave:at_least(param.leave_sessions) | leave_day:at_least(param.leave_sessions)

-- A pupil whose whole enrolment lies in the window may have marks of an earlier
-- school in it. Where the register itself begins later than the enrolment this
-- asks once too often, which is the better mistake.
local newcomer   = attr "previous_school" & weeks("possible"):within(spell):at_most(param.pn_weeks)

-- Fifteen days are thirty sessions, or fifteen days gone altogether: whichever
-- comes first (a day may have one session only). What is likely is for a person
-- to say.
local ill        = days(param.illness_return_codes):within(school_year)
local ill_whole  = whole_days(param.illness_return_codes):within(school_year)
local ill_likely = on_record "illness.expected":within(school_year)

return {
  api       = 1,
  id        = "la/sandwell",
  title     = "Sandwell: the roads to the attendance support service",
  extends   = "national/england",
  effective = { from = "2024-08-19" },

  clauses = {
    ["SAND-30"] = { "Sickness return: 15 or more school days missed or likely to be missed through illness, on end or in parts", source = source },
    ["SAND-53"] = { "Leave without permission of ten sessions or more is referred to the attendance support service", source = source },
    ["SAND-54"] = { "Parents whose child goes on being absent without permission are referred to it", source = source },
    ["SAND-55"] = { "Support is asked for before any legal referral, and when nobody knows where a child is", source = source },
    ["SAND-56"] = { "Ten sessions of G, O or U in any ten school weeks: a penalty notice has to be considered", source = source },
    ["SAND-57"] = { "First notice, for each parent and each child: 160 pounds, 80 for whoever pays in 21 days", source = source },
    ["SAND-58"] = { "Second notice within three years: 160 pounds; for each parent and each child", source = source },
    ["SAND-59"] = { "A third time may go to the authority, which considers a prosecution", source = source },
    ["SAND-60"] = { "What a court may do", source = source,
      out_of_reach = "a court decides; the figures printed are those of the graver offence, so no letter quotes them" },
    ["SAND-62"] = { "The head issues penalty notices, on the attendance officer's advice; elsewhere they are asked of the authority", source = source },
    ["SAND-82"] = { "School and authority agree a joint approach for every severely absent pupil", source = source },
    ["SAND-88"] = { "The authority talks regularly with each school about pupils who miss a great deal", source = source },
    ["SAND-98"] = { "The ten weeks may reach into an earlier school, whose marks are asked for", source = source },
  },

  params = {
    illness_return_codes = { "I", unit = "codes", clause = "SAND-30",
      note = "illness; 'medical reasons' could take in M as well, which would be \"I M\"" },
    leave_sessions = { 10, unit = "sessions", clause = "SAND-53",
      note = "in one leave; shorter ones are referred where the school's own policy says so" },
    referral_days = { required = true, unit = "school_days", clause = { "SAND-53", "SAND-54" },
      note = "the deadline is in the code of conduct, which is not public" },
    persisting_sessions = { required = true, unit = "sessions", clause = "SAND-54",
      note = "'persist' has no number; counted in the ten school weeks of penalty notices" },
    legal_evidence = { required = true, unit = "text", clause = "SAND-54",
      note = "what the code of conduct wants with a legal referral, in a sentence" },
    notices_by = { "authority", unit = "text", clause = "SAND-62",
      note = "authority or school: the policy says both that the head issues notices and that they are requested" },
    code_of_conduct_codes = { "G O U", unit = "codes", clause = "SAND-56",
      note = "as the school prints it; the nation's threshold also counts N, and stands beside this one" },
  },

  roles = {
    attendance_support = "Sandwell Attendance Support Service", -- it goes by three names; a school sets the one in use
  },

  facts = {
    whereabouts_unknown = { "since" },
    previous_marks      = { "from" },
    evidence_checked    = { "by" },      -- the code's list gone through for a legal referral
  },

  measures = {
    named_sessions = named,
    leave          = leave,
    ill            = ill,
    ill_whole      = ill_whole,
    leave_of_the_day = leave_day,
    weeks_here     = weeks("possible"):within(spell),
    pupils_on_roll = size_of(everyone),
  },

  flags = {
    { id = "threshold_as_printed", label = "Threshold of penalty notices met, as the code of conduct counts", clause = "SAND-56",
      when = met },
    { id = "long_leave", label = "Long leave without permission", clause = "SAND-53",
      when = long_leave & compulsory_school_age },
  },

  rules = {
    -- The first road: support.
    { id = "find_the_child", clause = "SAND-55", duty = "must",
      when   = event "whereabouts_unknown",
      action = "ask the attendance support service for help: nobody knows where the child is",
      owner  = role.attendance_officer, due = school_days(0), done = "attendance_support.requested" },

    { id = "request_support", clause = "SAND-55", duty = "should",
      when   = persists, once = "school_year",
      action = "ask the attendance support service for support, before anything legal",
      owner  = role.attendance_officer, due = school_days(param.referral_days), done = "attendance_support.requested" },

    -- The second: absence without permission that goes on.
    { id = "legal_referral", clause = "SAND-54", duty = "may",
      when   = persists, once = "term",
      needs  = { { on_record "attendance_support.requested":within(school_year), "a request for support", clause = "SAND-55" },
                 { on_record "evidence_checked":within(school_year), "the evidence, gone through", clause = "SAND-54" } },
      action = "refer the absence without permission to the attendance support service",
      owner  = role.attendance_officer, due = school_days(param.referral_days), done = "legal_referral.sent" },

    -- The third: leave.
    { id = "refer_long_leave", clause = "SAND-53", duty = "should",
      when   = flag "long_leave",
      action = "refer the long leave without permission to the attendance support service",
      owner  = role.attendance_officer, due = school_days(param.referral_days), done = "leave_referral.sent" },

    -- Where the school itself issues penalty notices, for each parent and each child.
    { id = "advise_on_notice", clause = "SAND-62", duty = "should",
      when   = met & by_school,
      action = "advise the head whether a penalty notice should be issued",
      owner  = role.attendance_officer, due = school_days(param.decide_within) },

    { id = "issue_first_notice", clause = { "SAND-57", "SAND-62" }, duty = "may", per = "parent",
      when   = met & notices:is(0) & by_school, unless = not_yet, needs = { decided },
      supersedes = { "issue_first_notice" },
      action = "issue a first penalty notice to this parent, with the lower charge for whoever pays early",
      owner  = role.head_teacher, due = school_days(param.referral_days), done = "penalty_notice.issued" },

    { id = "issue_second_notice", clause = { "SAND-58", "SAND-62" }, duty = "may", per = "parent",
      when   = met & one_left & by_school, unless = not_yet, needs = { decided },
      supersedes = { "issue_second_notice" },
      action = "issue a second penalty notice to this parent, without a lower charge",
      owner  = role.head_teacher, due = school_days(param.referral_days), done = "penalty_notice.issued" },

    -- What an earlier school marked counts too; until it is known, the count is a
    -- least one.
    { id = "ask_previous_school", clause = "SAND-98", duty = "should",
      when   = newcomer & named:at_least(1) & compulsory_school_age, once = "ever",
      action = "ask the earlier school for its marks of the last ten school weeks",
      owner  = role.attendance_officer, due = school_days(param.referral_days), done = "previous_marks" },

    { id = "talk_with_authority", clause = "SAND-88", duty = "should",
      group  = everyone, when = size_of(everyone):at_least(1), once = "term",
      action = "go through pupils who miss a great deal, or may come to, with the authority",
      owner  = { role.attendance_lead, role.attendance_support }, due = last_day_of(term), done = "authority_meeting.held" },
  },

  replace = {
    params = {
      nti_period = { because = "how long a notice to improve runs here is in the code of conduct, which is not public",
        required = true },
    },
    rules = {
      -- Notices that the authority is asked for. How long it gives is unknown.
      offer_notice_to_improve = { because = "part of the code of conduct", clause = { "ENG-NTI", "ENG-NTI-SAYS", "SAND-56" } },
      propose_first_notice = { because = "where the authority issues notices; its deadline is the school's to fill in",
        clause = { "ENG-PN-1", "ENG-PN-PARENT", "SAND-57", "SAND-62" },
        when = met & notices:is(0) & by_authority, due = school_days(param.referral_days) },
      propose_second_notice = { because = "where the authority issues notices; its deadline is the school's to fill in",
        clause = { "ENG-PN-2", "ENG-PN-PARENT", "ENG-PN-COUNTS", "SAND-58", "SAND-62" },
        when = met & one_left & by_authority, due = school_days(param.referral_days) },
      no_third_notice = { because = "the school's policy has it as well",
        clause = { "ENG-PN-3", "ENG-PN-PARENT", "ENG-PN-COUNTS", "SAND-59" } },

      agree_joint_approach = { because = "the authority asks for it as well",
        clause = { "ENG-SA", "ENG-SA-JOINT", "SAND-82" } },

      -- The fourth: illness.
      sickness_return = { because = "whichever of Sandwell's readings of fifteen days comes first",
        clause = { "ENG-15D", "ENG-CSA", "SAND-30" },
        when = any_of {
            { ill:at_least(param.illness_days), clause = "SAND-30" },
            { ill_whole:at_least(param.illness_days), clause = "SAND-30" },
            { ill_likely, clause = "SAND-30" },
          } & compulsory_school_age },
    },
  },
}
