-- England: what the law and the statutory guidance make of a register, for
-- every school. Local authorities and schools build on it with `extends`.
--
-- Figures and dates are those of the sources named under `clauses`; wording is
-- rollbook's own. Where a source could not be read, or is silent, a parameter
-- holds the reading chosen and its note says so.

local absence = rate "absent":within(school_year)

-- The penalty-notice window: sessions of absence without leave in ten school
-- weeks, none of them from before the national framework.
local framework   = between(param.pn_counts_from, "2999-07-31")
local unexcused   = sessions(param.pn_codes):within(school_weeks(param.pn_weeks), framework)
local established = sessions(param.pn_codes - codes "N"):within(school_weeks(param.pn_weeks), framework)

local pn_met         = unexcused:at_least(param.pn_sessions)
local pn_met_without = established:at_least(param.pn_sessions)

local illness_days     = days(codes "I"):within(school_year)
local continuous_days  = run_days(param.return_codes)
local suspended_days   = run_days(codes "E")
-- The series a day's R belongs to, also when the pupil is back that afternoon.
local religious_series = longest_run(codes "R"):within(day)

return {
  api       = 1,
  id        = "national/england",
  title     = "England: attendance law and statutory guidance",
  effective = { from = "2024-08-19" },

  clauses = {
    ["ENG-PA"] = { "Persistent absence: a pupil's own absence is 10 per cent or more of the pupil's own possible sessions",
      source = "https://explore-education-statistics.service.gov.uk/methodology/pupil-absence-in-schools-in-england" },
    ["ENG-SA"] = { "Severe absence: 50 per cent or more of the pupil's own possible sessions",
      source = "https://ffteducationdatalab.org.uk/2025/10/how-many-pupils-really-are-severely-absent" },
    ["ENG-PN"] = { "Penalty notice to be considered: 10 sessions of G, N, O or U in any 10 school weeks",
      source = "https://standrewsbennprimary.co.uk/page/penalty-notices/152020" },
    ["ENG-PN-CODES"] = { "The codes that count towards the penalty-notice threshold, in any mix",
      source = "https://manchester.gov.uk/info/500002/council_policies_and_strategies/8788/school_attendance_code_of_conduct/5" },
    ["ENG-PN-FROM"] = { "The national framework for penalty notices began on 19 August 2024",
      source = "http://www.bailii.org/uk/legis/num_reg/2024/uksi_2024210_en_1.html" },
    ["ENG-N5"] = { "An N is replaced by the right code within five school days, and by O if no reason can be found",
      source = "https://assets.publishing.service.gov.uk/media/6a4f9ec6a6586e258d371bd0/Working_together_to_improve_school_attendance_2026.pdf" },
    ["ENG-10D"] = { "Attendance return: ten continuous school days of G, N, O or U by a pupil of compulsory age",
      source = "https://schoolsnet.derbyshire.gov.uk/childrens-support-services/attendance-management/statutory-absence-reporting.aspx" },
    ["ENG-15D"] = { "Sickness return: fifteen days of I, together or in parts, by a pupil of compulsory age",
      source = "https://thegrid.org.uk/admissions-attendance-travel-to-school/attendance/15-day-sickness-absence" },
    ["ENG-CSA"] = { "Compulsory school age, from the prescribed day after the fifth birthday to the last Friday in June of the year of the sixteenth",
      source = "https://www.ipsea.org.uk/faqs/compulsory-school-age" },
    ["ENG-REG"] = { "Every session of every pupil on the register has an entry",
      source = "https://crimeline.co.uk/legislationdisplay/?leg=%2Fuksi%2F2024%2F208%2Fregulation%2F10%2Fmade" },
    ["ENG-X"] = { "X is for pupils outside compulsory school age",
      source = "https://somercotesacademy.co.uk/attendance-codes" },
    ["ENG-C2"] = { "C2 is for pupils of compulsory school age, agreed in advance and for a time",
      source = "https://crimeline.co.uk/legislationdisplay/?leg=%2Fuksi%2F2024%2F208%2Fregulation%2F11" },
    ["ENG-S"] = { "Study leave is for public examinations, Year 11 and above",
      source = "https://schoolleaders.thekeysupport.com/pupils-and-parents/absence-and-attendance/abscence-and-attendance-requirements/study-leave-for-pupils/?marker=taxnewsmodule" },
    ["ENG-E"] = { "Other provision is arranged from the sixth consecutive day of a suspension or exclusion",
      source = "https://explore-education-statistics.service.gov.uk/methodology/pupil-absence-in-schools-in-england" },
    ["ENG-R"] = { "R is for a day set apart by the parents' religious body; further days need leave",
      source = "https://osmis-uk.squarespace.com/frequently-asked-questions" },
  },

  params = {
    persistent   = { 10, unit = "percent", clause = "ENG-PA", note = "10 per cent exactly is persistent" },
    severe       = { 50, unit = "percent", clause = "ENG-SA", note = "50 per cent exactly is severe", step = 0.3 }, -- a session of 380 is 0.26
    min_possible = { 20, unit = "sessions",
      note = "no source gives a least number of sessions; policies that must not speak too early in a year use this one" },
    pn_sessions  = { 10, unit = "sessions", clause = "ENG-PN" },
    pn_weeks     = { 10, unit = "school_weeks", clause = "ENG-PN",
      note = "any week with at least one session is a school week, so holidays use up none" },
    pn_codes     = { "G N O U", unit = "codes", clause = "ENG-PN-CODES" },
    pn_counts_from = { "2024-08-19", unit = "text", clause = "ENG-PN-FROM",
      note = "no source says whether older sessions count; read as not, which is the safer letter" },
    n_days       = { 5, unit = "school_days", clause = "ENG-N5",
      note = "the guidance says working days in one place; the regulation says school days" },
    return_codes = { "G N O U", unit = "codes", clause = "ENG-10D" },
    return_days  = { 10, unit = "school_days", clause = "ENG-10D" },
    illness_days = { 15, unit = "days", clause = "ENG-15D",
      note = "fifteen days are thirty sessions; local authorities read them as school days with code I" },
    suspension_days = { 5, unit = "school_days", clause = "ENG-E" },
    religious_sessions = { 2, unit = "sessions", clause = "ENG-R", note = "one day" },
    study_year   = { 11, unit = "years", clause = "ENG-S", note = "a year group" },
  },

  roles = {
    attendance_officer = "Attendance officer",
    attendance_lead    = "Senior attendance champion",
    head_teacher       = "Head teacher",
    class_teacher      = "Class teacher",
  },

  measures = {
    attendance      = rate "attended":within(school_year),
    absence         = absence,
    authorised      = rate "authorised":within(school_year),
    unauthorised    = rate "unauthorised":within(school_year),
    unexcused       = unexcused,
    established     = established,
    illness_days    = illness_days,
    continuous_days = continuous_days,
    suspended_days  = suspended_days,
    religious_series = religious_series,
  },

  flags = {
    { id = "persistent_absence", label = "Persistently absent", clause = "ENG-PA",
      when = absence:at_least(param.persistent) },
    { id = "severe_absence", label = "Severely absent", clause = "ENG-SA",
      when = absence:at_least(param.severe) },
    { id = "penalty_threshold", label = "Penalty-notice threshold met", clause = "ENG-PN",
      when = pn_met & compulsory_school_age },
    { id = "penalty_threshold_through_n", label = "Penalty-notice threshold met only through N",
      clause = { "ENG-PN", "ENG-N5" },
      when = pn_met & ~pn_met_without & compulsory_school_age },
  },

  rules = {
    -- Considering a notice is a duty; giving one is not.
    { id = "consider_penalty_notice", clause = { "ENG-PN", "ENG-PN-CODES", "ENG-CSA" }, duty = "must",
      when   = pn_met_without & compulsory_school_age,
      action = "consider a penalty notice", owner = role.head_teacher, due = school_days(5) },

    -- An N may yet become anything, so it never leads to a notice by itself.
    { id = "settle_n_before_penalty", clause = { "ENG-PN", "ENG-N5" }, duty = "must",
      when   = pn_met & ~pn_met_without & compulsory_school_age,
      lapse  = true,
      action = "find the reasons for the N marks that alone meet the penalty-notice threshold",
      owner  = role.attendance_officer, due = school_days(param.n_days) },

    { id = "attendance_return", clause = { "ENG-10D", "ENG-CSA" }, duty = "must",
      when   = continuous_days:at_least(param.return_days) & compulsory_school_age,
      action = "report the continuous absence to the local authority",
      owner  = role.attendance_officer, due = school_days(5) },

    { id = "sickness_return", clause = { "ENG-15D", "ENG-CSA" }, duty = "must",
      when   = illness_days:at_least(param.illness_days) & compulsory_school_age,
      once   = "school_year",
      action = "send the sickness return to the local authority",
      owner  = role.attendance_officer, due = school_days(5) },

    { id = "provision_after_suspension", clause = "ENG-E", duty = "must",
      when   = suspended_days:above(param.suspension_days),
      action = "see that other provision is arranged, and code it",
      owner  = role.attendance_lead, due = school_days(0) },
  },

  coding = {
    { id = "missing_mark", codes = codes "missing", clause = "ENG-REG",
      owner = role.class_teacher, due = school_days(0) },
    { id = "n_unresolved", codes = codes "N", open_for = school_days(param.n_days), propose = "O",
      clause = "ENG-N5", owner = role.attendance_officer, due = school_days(0) },
    { id = "x_at_compulsory_age", codes = codes "X", when = compulsory_school_age,
      clause = { "ENG-X", "ENG-CSA" }, owner = role.attendance_officer },
    { id = "c2_outside_compulsory_age", codes = codes "C2", when = ~compulsory_school_age,
      clause = { "ENG-C2", "ENG-CSA" }, owner = role.attendance_officer },
    { id = "study_leave_too_young", codes = codes "S", when = attr "year_group":below(param.study_year),
      clause = "ENG-S", owner = role.attendance_officer },
    { id = "r_beyond_one_day", codes = codes "R", when = religious_series:above(param.religious_sessions),
      clause = "ENG-R", owner = role.attendance_officer },
  },
}
