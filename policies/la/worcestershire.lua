-- Worcestershire County Council: what the council expects of every school, at
-- the least, when a pupil is not attending.
--
-- The page is a list of duties with one number in it. Where it says
-- "regularly", "irregular" or "extreme" and gives no figure, the school gives
-- one: those are required parameters, and none of them has a default that could
-- be taken for the council's.

local source = "Worcestershire County Council, page for professionals on attendance and children missing education"

local attendance = rate "attended":within(school_year)
local enough     = sessions "possible":within(school_year):at_least(param.min_possible)
local concern    = enough & attendance:below(param.concern_below)

-- The page calls for each child "not attending". Leave agreed beforehand is no
-- surprise, and a child marked U has arrived; a school may add them.
local away        = run_days(param.away_codes)
local absent_now  = sessions(param.away_codes):within(day):at_least(1)
-- Nobody knows why: the reason is not established, or there is no mark at all.
local unexplained = sessions(codes "N" + codes "missing"):within(day):at_least(1)

-- Ten school days or more without the school's permission: on end, or together
-- over a period; of whole days, or of days with any such session.
local on_end   = param.missed_reading:is "continuous"
local together = param.missed_reading:is "cumulative"
local whole    = param.missed_day:is "whole"
local part     = param.missed_day:is "any"
local by_year  = param.missed_period:is "school_year"
local by_term  = param.missed_period:is "term"

local function ten_on_end(set)
  return whole & run_days(set):at_least(param.missed_days)
       | part & any_days(set):within(school_days(param.missed_days)):at_least(param.missed_days)
end
local function ten_together(set)
  local function within(window)
    return whole & whole_days(set):within(window):at_least(param.missed_days)
         | part & any_days(set):within(window):at_least(param.missed_days)
  end
  return by_year & within(school_year) | by_term & within(term)
end

local permitted_n     = param.without_permission - codes "N"
local ten_on_record   = ten_together(param.without_permission)
local ten_days        = on_end & ten_on_end(param.without_permission) | together & ten_on_record
local ten_established = on_end & ten_on_end(permitted_n) | together & ten_together(permitted_n)

local part_time = attr "part_time_timetable" | sessions(codes "C2"):within(month):at_least(1)
local regularly = weeks "absent":within(school_weeks(param.regular_of)):at_least(param.regular_weeks)
local irregular = enough & attendance:below(param.irregular_below)

-- What the action plan and the meeting must show; each is asked for by itself.
local plan_together = latest("action_plan", { together = "yes" })
local plan_agreed   = latest("action_plan", { agreed = "yes" })
local plan_voice    = latest("action_plan", { child_voice = "yes" })
local met_everyone  = latest("attendance_meeting", { pupil = "yes", parents = "yes", staff = "yes" })
local met_barriers  = latest("attendance_meeting", { barriers = "yes" })
local met_solutions = latest("attendance_meeting", { solutions = "yes" })
local failing       = latest("plan_review", { improved = "no" })
local failures      = events("plan_review", { improved = "no" }):within(school_year)

return {
  api       = 1,
  id        = "la/worcestershire",
  title     = "Worcestershire: what is expected of every school when a pupil does not attend",
  extends   = "national/england",
  effective = { from = "2024-08-19" },

  clauses = {
    ["LAMIN-01"] = { "A registered pupil's attendance is a school attendance matter: the responsibility stays with the school", source = source },
    ["LAMIN-02"] = { "A named attendance lead on the senior leadership team", source = source },
    ["LAMIN-03"] = { "The school may have its own attendance worker, under whatever title", source = source },
    ["LAMIN-04"] = { "First day calling: each day of absence the parents are asked for the reason and how the child is", source = source },
    ["LAMIN-05"] = { "Regular visits to the homes of pupils who are not attending, to see the child", source = source },
    ["LAMIN-06"] = { "A meeting with pupil, parents and the staff who matter most: what is in the way, what is agreed", source = source },
    ["LAMIN-07"] = { "Reasonable adjustments are made", source = source },
    ["LAMIN-08"] = { "An action plan drawn up together, agreed by all, with the child's voice in it", source = source },
    ["LAMIN-09"] = { "Other agencies are asked for support where it is needed", source = source },
    ["LAMIN-10"] = { "Part-time timetables are reported into the Children's Services portal", source = source },
    ["LAMIN-11"] = { "So are pupils who are regularly absent", source = source },
    ["LAMIN-12"] = { "So are pupils whose attendance is irregular", source = source },
    ["LAMIN-13"] = { "So are pupils who missed ten school days or more without the school's permission", source = source },
    ["LAMIN-14"] = { "Extreme cases go to the council for legal consideration, when casework and other agencies have failed again and again", source = source },
    ["LAMIN-15"] = { "Every unexplained absence is investigated (section 175, Education Act 2002)", source = source },
  },

  params = {
    -- Facts and figures that each school gives
    attendance_lead_post = { required = true, unit = "text", clause = "LAMIN-02",
      note = "the post on the senior leadership team that leads on attendance" },
    time_to_act     = { required = true, unit = "school_days",
      note = "time for what the page gives no time for" },
    concern_below   = { required = true, unit = "percent", clause = { "LAMIN-01", "LAMIN-06" },
      note = "the page speaks of attendance concerns without a figure" },
    visit_after     = { required = true, unit = "school_days", clause = "LAMIN-05",
      note = "the day of an absence on which the first visit is due" },
    visit_every     = { required = true, unit = "school_days", clause = "LAMIN-05",
      note = "school days from one visit to the next; the page says regularly" },
    regular_weeks   = { required = true, unit = "school_weeks", clause = "LAMIN-11",
      note = "weeks with absence that make a pupil regularly absent; the page gives no number" },
    regular_of      = { required = true, unit = "school_weeks", clause = "LAMIN-11",
      note = "out of so many of the latest school weeks" },
    irregular_below = { required = true, unit = "percent", clause = "LAMIN-12",
      note = "attendance below which it is irregular; the page gives no number" },
    extreme_below   = { required = true, unit = "percent", clause = "LAMIN-14",
      note = "attendance below which a case can be extreme; the page gives no number" },
    failed_reviews  = { required = true, unit = "events", clause = "LAMIN-14",
      note = "plan reviews of one year without improvement that are continual failure" },

    attendance_worker = { "no", unit = "text", clause = "LAMIN-03",
      note = "yes or no; the title is among the names of roles in school.json" },
    away_codes      = { "G I N O", unit = "codes", clause = { "LAMIN-04", "LAMIN-05" },
      note = "the page says any child not attending, which read to the letter is the class absent" },
    missed_days     = { 10, unit = "school_days", clause = "LAMIN-13" },
    without_permission = { "G N O U", unit = "codes", clause = "LAMIN-13",
      note = "N is without permission until somebody finds otherwise" },
    missed_reading  = { "continuous", unit = "text", clause = "LAMIN-13",
      note = "continuous or cumulative; the page does not say which, the statutory return is continuous" },
    missed_period   = { "school_year", unit = "text", clause = "LAMIN-13",
      note = "school_year or term: over which days are counted together" },
    missed_day      = { "whole", unit = "text", clause = "LAMIN-13",
      note = "whole or any: whether an afternoon alone makes a day" },
  },

  roles = {
    attendance_worker = "Attendance worker",
    caller = { title = "Who calls and visits",
      first_of = first_of { { param.attendance_worker:is "yes", role.attendance_worker }, role.attendance_officer } },
  },

  facts = {
    parent_contact     = { "reason", "wellbeing" },
    home_visit         = { "outcome" },
    attendance_meeting = { "pupil", "parents", "staff", "barriers", "solutions", "route" },
    action_plan        = { "together", "agreed", "child_voice" },
    plan_review        = { "improved" },
    external_support   = { "agency" },
  },

  measures = {
    days_away          = away,
    days_without_leave = whole_days(param.without_permission):within(school_year),
    failed_reviews     = failures,
  },

  flags = {
    { id = "school_attendance_matter", label = "A school attendance matter: the school works with child and family",
      clause = "LAMIN-01", when = concern },
    { id = "ten_days_early", label = "Ten days or more missed without permission so far, taken together",
      clause = "LAMIN-13", when = ten_on_record },
    { id = "ten_days_provisional", label = "Ten days missed only if the reasons not yet known count",
      clause = "LAMIN-13", when = ten_days & ~ten_established },
  },

  rules = {
    { id = "call_home", clause = { "LAMIN-04", "LAMIN-03" }, duty = "should",
      when   = absent_now,
      -- Today's call stands for yesterday's.
      once   = "day", supersedes = { "call_home" },
      action = "call the parents: why is the child away, and how is the child?",
      owner  = role.caller, due = school_days(0), done = "parent_contact" },

    { id = "call_again", clause = "LAMIN-04", duty = "should",
      when   = event("parent_contact", { wellbeing = "no" }) | event("parent_contact", { reason = "no" }),
      once   = "day",
      action = "call again for what was not asked: the reason, or how the child is",
      owner  = role.caller, due = school_days(1), done = "contact_completed" },

    { id = "visit_home", clause = { "LAMIN-05", "LAMIN-03" }, duty = "should",
      when   = away:at_least(param.visit_after),
      each   = { away, first = param.visit_after, every = param.visit_every },
      -- Nobody is visited who is back at school; the newest visit stands for those not made.
      lapse  = true, supersedes = { "visit_home" },
      action = "visit the home and see the child", owner = role.caller, due = school_days(0),
      -- A visit that did not see the child is on record as home_visit, and not enough.
      done   = "child_seen" },

    { id = "meet_family", clause = { "LAMIN-06", "LAMIN-01" }, duty = "should",
      when   = concern, once = "school_year",
      action = "meet pupil, parents and the staff who matter most: what is in the way, and what can be agreed "
            .. "(early help, medical needs, graduated response)",
      owner  = role.attendance_lead, due = school_days(param.time_to_act), done = "attendance_meeting" },

    { id = "complete_meeting", clause = "LAMIN-06", duty = "should",
      when   = event "attendance_meeting" & any_of {
        { ~met_everyone, clause = "LAMIN-06" }, { ~met_barriers, clause = "LAMIN-06" }, { ~met_solutions, clause = "LAMIN-06" } },
      action = "come back to what the meeting left open: who was not there, what is in the way, or what is agreed",
      owner  = role.attendance_lead, due = school_days(param.time_to_act), done = "meeting_completed" },

    { id = "make_adjustments", clause = "LAMIN-07", duty = "should",
      when   = concern, once = "school_year",
      action = "make the reasonable adjustments that help the pupil attend, and note them",
      owner  = role.attendance_lead, due = school_days(param.time_to_act), done = "adjustments_made" },

    { id = "draw_up_plan", clause = "LAMIN-08", duty = "should",
      when   = concern, once = "school_year",
      action = "draw up the action plan with everyone concerned",
      owner  = role.attendance_lead, due = school_days(param.time_to_act), done = "action_plan" },

    { id = "complete_plan", clause = "LAMIN-08", duty = "should",
      when   = on_record "action_plan" & any_of {
        { ~plan_together, clause = "LAMIN-08" }, { ~plan_agreed, clause = "LAMIN-08" }, { ~plan_voice, clause = "LAMIN-08" } },
      lapse  = true,
      action = "complete the plan: drawn up together, agreed by all, the child's voice in it",
      owner  = role.attendance_lead, due = school_days(param.time_to_act) },

    { id = "seek_support", clause = "LAMIN-09", duty = "should",
      when   = event("plan_review", { improved = "no" }),
      action = "ask other agencies for support, or note why none is needed",
      owner  = role.attendance_lead, due = school_days(param.time_to_act),
      done   = { "external_support", "external_support.not_needed" } },

    -- One row for a pupil, with every reason that holds, and again in each month
    -- in which one does: the national return is at least monthly, too.
    { id = "report_to_portal", clause = { "LAMIN-10", "LAMIN-11", "LAMIN-12", "LAMIN-13" }, duty = "must",
      when   = any_of {
        { part_time, clause = "LAMIN-10" }, { regularly, clause = "LAMIN-11" },
        { irregular, clause = "LAMIN-12" }, { ten_days, clause = "LAMIN-13" } },
      once   = "month",
      supersedes = { "attendance_return", "irregular_attendance_return", "report_to_portal" },
      action = "report the pupil into the Children's Services portal, with each reason",
      owner  = role.attendance_officer, due = school_days(param.time_to_act), done = "portal_report" },

    { id = "escalate_to_council", clause = "LAMIN-14", duty = "should",
      when   = concern & attendance:below(param.extreme_below) & failing & failures:at_least(param.failed_reviews),
      once   = "school_year",
      needs  = {
        { met_barriers & met_solutions, "a meeting that found what is in the way and agreed what to do", clause = "LAMIN-06" },
        { "adjustments_made", clause = "LAMIN-07" },
        { plan_together & plan_agreed, "a plan drawn up together and agreed by all", clause = "LAMIN-08" },
        { plan_voice, "the child's voice in the plan", clause = "LAMIN-08" },
        { "external_support", clause = { "LAMIN-09", "LAMIN-14" } },
      },
      action = "take the case to the council for legal consideration",
      owner  = role.head_teacher, due = school_days(param.time_to_act), done = "council_escalation" },
  },

  replace = { rules = {
    follow_up_absence = { because = "no unexplained absence may age in silence, and a child without a mark is one, too",
      clause = { "ENG-FOLLOW", "ENG-N5", "LAMIN-15" },
      when   = unexplained, supersedes = {},
      action = "find out why the child was not there, and that all is well", due = school_days(param.n_days) },
    attendance_return = { because = "in Worcestershire the return goes into the Children's Services portal",
      clause = { "ENG-10D", "ENG-CSA", "LAMIN-13" },
      action = "report the continuous absence into the Children's Services portal", done = "portal_report" },
    irregular_attendance_return = { because = "so does the monthly one, where the pupil is not there already",
      clause = { "ENG-ATT", "ENG-CSA", "LAMIN-12" },
      action = "report the irregular attendance into the Children's Services portal", done = "portal_report" },
  } },
}
