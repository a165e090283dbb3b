-- England: what the law and the statutory guidance make of a register, for
-- every school. Local authorities and schools build on it with `extends`.
--
-- Figures and dates are those of the sources named under `clauses`; wording is
-- rollbook's own. Where a source could not be read, or is silent, a parameter
-- holds the reading chosen and its note says so.

local absence = rate "absent":within(school_year)

-- The penalty-notice window: sessions of absence without leave in ten school
-- weeks, none of them from before the national framework. `unexcused` leaves out
-- those that a notice was given for, `established` those whose reason may yet
-- become known.
local framework = between(param.pn_counts_from, "2999-07-31")
local pn_window = school_weeks(param.pn_weeks)

local unexcused   = sessions(param.pn_codes)
                      :within(pn_window, framework):restarting_at("penalty_notice.issued", "sessions_to")
local established = sessions(param.pn_codes - codes "N")
                      :within(pn_window, framework):restarting_at("penalty_notice.issued", "sessions_to")

local pn_met         = unexcused:at_least(param.pn_sessions)
local pn_met_without = established:at_least(param.pn_sessions)

local pn_ready       = pn_met_without & compulsory_school_age

-- Notices to this parent for this child, by the day they were issued. A notice
-- that was withdrawn is not among them from then on.
local notices     = events("penalty_notice.issued"):within(years(param.pn_years), framework)
local decided     = on_record("penalty_notice.considered", { outcome = "notice" }):within(pn_window)
local judged      = on_record "notice_to_improve.judged" -- the latest of them, also on the day it is sent
                  & days_since "notice_to_improve.judged":at_most(days_since "notice_to_improve")
local not_yet     = {
  { on_record "notice_to_improve" & ~judged,
    because = "a notice to improve runs, or has not been judged yet", clause = "ENG-NTI" },
  { on_record("notice_to_improve.judged", { sufficient = "yes" }):within(pn_window),
    because = "attendance improved enough within the notice to improve", clause = "ENG-NTI" },
}
-- Support does not fit an absence that was nothing but a holiday.
local other_than_leave = sessions(param.pn_codes - codes "G N")
                           :within(pn_window, framework):restarting_at("penalty_notice.issued", "sessions_to")
local support_fits     = other_than_leave:at_least(1)

local illness_days    = days(codes "I"):within(school_year)
local this_illness    = run_days(codes "I")
local continuous_days = run_days(param.return_codes)
local irregular       = sessions(param.return_codes):within(month)
local suspended_days  = run_days(codes "E")
local unauthorised_days = run_days "unauthorised"
-- The series a day's R belongs to, also when the pupil is back that afternoon.
local religious_series = longest_run(codes "R"):within(day)

local possible_sessions = sessions "possible":within(school_year)
local part_time_sessions = sessions(codes "C2"):within(half_term)
local unexplained_today = sessions(codes "N"):within(day)
local suspended_sessions = run(codes "E")
local days_not_back     = run_days(codes "absent" - codes "C")
-- A pupil who came back from a leave is away for another reason next time.
local back_since        = sessions "attended":within(all):restarting_at("leave.granted", "to")
local leave_length      = recorded("leave.granted", "school_days")

local unexplained  = unexplained_today:at_least(1)
local has_worker   = attr "social_worker" | current "youth_offending_case"

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
    ["ENG-PN-MOVE"] = { "Sessions missed at the school before may fall within the ten weeks of a pupil who has moved",
      source = "https://services.southwark.gov.uk/childcare-and-parenting/children-s-social-care/family-early-help-feh/education-inclusion-handbook/education-penalty-notice-code-of-conduct?chapter=8&displaypref=default",
      out_of_reach = "no source says whether they count; here they do not, and a policy that builds on this one may count them" },
    ["ENG-PN-SCHOOLS"] = { "The framework is for pupils of state-funded schools and alternative provision",
      source = "https://www.hull.gov.uk/schools-2/local-code-conduct-issuing-penalty-notices-school-absence",
      out_of_reach = "a register does not say who pays for the school; another school disables these rules" },
    ["ENG-PN-PARENT"] = { "The threshold is the pupil's, the notice is per parent and child",
      source = "https://capeprimary.com/accessibility.asp?item=news_story_31&level=off" },
    ["ENG-PN-1"] = { "First notice: 160 pounds within 28 days, 80 within 21 days of its receipt",
      source = "https://westnorthants.gov.uk/attendance-and-behaviour-support-schools/support-schools-help-childs-attendance-issues/code-conduct" },
    ["ENG-PN-2"] = { "Second notice to the same parent for the same child within three years: 160 pounds within 28 days",
      source = "https://standrewsbennprimary.co.uk/page/penalty-notices/152020" },
    ["ENG-PN-3"] = { "No third notice within three years: another way is taken, often prosecution",
      source = "https://www.frodshamce.cheshire.sch.uk/page/taking-holidays-during-term-time/38295" },
    ["ENG-PN-COUNTS"] = { "Paid and unpaid notices count as previous ones, withdrawn ones do not",
      source = "https://manchester.gov.uk/info/500002/council_policies_and_strategies/8788/school_attendance_code_of_conduct/5" },
    ["ENG-PN-UNPAID"] = { "A notice that is not paid leads to prosecution for the offence, or is withdrawn",
      source = "https://bbcnewswire.com/seven-attendance-rule-changes-from-autumn-term-parents-need-to-know" },
    ["ENG-PN-BELOW"] = { "A notice may also be used below the threshold where an offence was committed",
      source = "https://services.southwark.gov.uk/childcare-and-parenting/children-s-social-care/family-early-help-feh/education-inclusion-handbook/education-penalty-notice-code-of-conduct?chapter=3&displaypref=default",
      out_of_reach = "which cases those are is a person's judgement; the source's precondition could not be read" },
    ["ENG-NTI"] = { "Notice to improve: a last chance where support fits and has not helped or was not taken up; an officer may pass it over",
      source = "https://nottinghamshire.gov.uk/schoolsportal/services/school-support/improving-school-attendance-toolkit/notice-to-improve-attendance" },
    ["ENG-NTI-WEEKS"] = { "Its period is between three and six weeks",
      source = "https://rotherham.gov.uk/school-admissions-3/school-attendance-fixed-penalty-notice-code-coduct/7" },
    ["ENG-NTI-SAYS"] = { "It names record, duty, support so far and on offer, warning, period, what is enough, and when a notice may come sooner",
      source = "https://nottinghamshire.gov.uk/schoolsportal/services/school-support/improving-school-attendance-toolkit/notice-to-improve-attendance" },
    ["ENG-S105"] = { "A separate notice for an excluded pupil in a public place in the first five days",
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
    ["ENG-FOLLOW"] = { "An absence nobody has explained is followed up each day, until the reason is known",
      source = "https://assets.publishing.service.gov.uk/media/66bf300da44f1c4c23e5bd1b/Working_together_to_improve_school_attendance_-_August_2024.pdf" },
    ["ENG-SW"] = { "A social worker or youth-offending worker is told of unexplained absence, and of deletion from the roll",
      source = "https://enfield.gov.uk/services/children-and-education/virtual-school/social-workers-and-practitioners-for-all-other-children/attendance" },
    ["ENG-SA-JOINT"] = { "For every severely absent pupil school and local authority agree a joint approach",
      source = "https://assets.publishing.service.gov.uk/media/66bf300da44f1c4c23e5bd1b/Working_together_to_improve_school_attendance_-_August_2024.pdf" },
    ["ENG-C2-PLAN"] = { "A part-time timetable is temporary, agreed with a parent the pupil normally lives with, its times and dates in advance",
      source = "https://crimeline.co.uk/legislationdisplay/?leg=%2Fuksi%2F2024%2F208%2Fregulation%2F11" },
    ["ENG-ATT"] = { "Attendance return: pupils who fail to attend regularly, at an interval agreed with the authority, at least once a month",
      source = "https://schoolsnet.derbyshire.gov.uk/childrens-support-services/attendance-management/statutory-absence-reporting.aspx" },
    ["ENG-NEW"] = { "New pupil return: by the end of the fifth day after the name was entered",
      source = "https://legislation.gov.uk/uksi/2024/208/regulation/13/made" },
    ["ENG-DEL"] = { "Deletion return: when the ground is met, and no later than the deletion",
      source = "https://legislation.gov.uk/uksi/2024/208/regulation/13/made" },
    ["ENG-20D"] = { "Deletion ground: twenty continuous school days without leave, and enquiries of school and authority have failed",
      source = "https://www.millbrookprimary.org.uk/legislation/" },
    ["ENG-LEAVE10"] = { "Deletion ground: not back within ten school days of a leave of more than ten, and enquiries have failed",
      source = "https://www.legislation.gov.uk/uksi/2006/1751/regulation/8/made/data.html" },
    ["ENG-LEAVE"] = { "Leave of absence is given only by an authorised person, on the grounds of the regulations",
      source = "https://crimeline.co.uk/legislationdisplay/?leg=%2Fuksi%2F2024%2F208%2Fregulation%2F11",
      out_of_reach = "whether a ground is met is the authorised person's judgement; a register holds the code only" },
    ["ENG-OPEN"] = { "A register stays open for at most thirty minutes, the same for every session",
      source = "https://nottinghamshire.gov.uk/schoolsportal/services/school-support/improving-school-attendance-toolkit/attendance-register-codes",
      out_of_reach = "marks do not say when a register was closed" },
    ["ENG-B"] = { "B is for approved educational activity off site, under supervision; learning at home is absence",
      source = "https://nottinghamshire.gov.uk/schoolsportal/services/school-support/improving-school-attendance-toolkit/attendance-register-codes",
      out_of_reach = "a mark does not say who was with the pupil" },
    ["ENG-YEAR"] = { "A maintained school meets for at least 380 sessions in a school year",
      source = "https://beta.bailii.org/uk/legis/num_reg/1999/uksi_19993181_en.html",
      out_of_reach = "a fact about the calendar, not about pupils" },
    ["ENG-LEFT"] = { "Sessions of pupils who have left are supplied, too",
      source = "http://www.legislation.gov.uk/uksi/2013/2094/schedule/1/part/3/made/data.xht?view=snippet&wrap=true",
      out_of_reach = "it is about what a census file holds" },
    ["ENG-KEEP"] = { "Registers are electronic and every entry is kept for six years",
      source = "https://www.stoneking.co.uk/literature/e-bulletins/working-together-improve-school-attendance",
      out_of_reach = "a property of the school's system, not of its marks" },
    ["ENG-DAILY"] = { "State-funded schools share their attendance data daily",
      source = "https://www.gov.uk/guidance/share-your-daily-school-attendance-data",
      out_of_reach = "the school's system sends it by itself" },
    ["ENG-U"] = { "A pupil marked N who comes after the register closed has U, or a better code",
      source = "https://assets.publishing.service.gov.uk/media/6a4f9ec6a6586e258d371bd0/Working_together_to_improve_school_attendance_2026.pdf",
      out_of_reach = "a mark does not say whether the pupil came later" },
  },

  params = {
    persistent   = { 10, unit = "percent", clause = "ENG-PA", note = "10 per cent exactly is persistent" },
    severe       = { 50, unit = "percent", clause = "ENG-SA", note = "50 per cent exactly is severe", step = 0.3 }, -- a session of 380 is 0.26
    min_possible = { 20, unit = "sessions",
      note = "no source gives a least number of sessions; policies that must not speak too early in a year use this one" },
    decide_within = { 5, unit = "school_days",
      note = "to consider, decide or agree; no source gives a number of days" },
    pn_sessions  = { 10, unit = "sessions", clause = "ENG-PN",
      note = "no source says whether sessions that a notice was given for count again for the next; read as not" },
    pn_weeks     = { 10, unit = "school_weeks", clause = "ENG-PN",
      note = "any week with at least one session is a school week, so holidays use up none" },
    pn_codes     = { "G N O U", unit = "codes", clause = "ENG-PN-CODES" },
    pn_most      = { 2, unit = "events", clause = "ENG-PN-3", note = "notices to one parent for one child" },
    pn_years     = { 3, unit = "years", clause = { "ENG-PN-2", "ENG-PN-3" },
      note = "those that end on the day the next is proposed" },
    pn_charge    = { 160, clause = { "ENG-PN-1", "ENG-PN-2" }, note = "pounds" },
    pn_early_charge = { 80, clause = "ENG-PN-1", note = "pounds, of a first notice paid early" },
    pn_early_days = { 21, unit = "calendar_days", clause = "ENG-PN-1", note = "from the day the notice is received" },
    pn_pay_days  = { 28, unit = "calendar_days", clause = { "ENG-PN-1", "ENG-PN-2" },
      note = "counted from the day of issue that is recorded" },
    nti_period   = { 6, unit = "school_weeks", clause = "ENG-NTI-WEEKS",
      note = "between three and six; most local codes that were read say six" },
    pn_counts_from = { "2024-08-19", unit = "text", clause = "ENG-PN-FROM",
      note = "no source says whether older sessions count; read as not, which is the safer letter" },
    n_days       = { 5, unit = "school_days", clause = "ENG-N5",
      note = "the guidance says working days in one place; the regulation says school days" },
    return_codes = { "G N O U", unit = "codes", clause = "ENG-10D" },
    return_days  = { 10, unit = "school_days", clause = "ENG-10D" },
    irregular_sessions = { 10, unit = "sessions", clause = "ENG-ATT",
      note = "in a calendar month; no source says what failing to attend regularly is: agree it with the authority" },
    return_within = { 5, unit = "school_days", clause = { "ENG-10D", "ENG-15D", "ENG-ATT" },
      note = "the interval is agreed with the authority; no source gives a number of days" },
    illness_days = { 15, unit = "days", clause = "ENG-15D",
      note = "fifteen days are thirty sessions; local authorities read them as school days with code I" },
    suspension_days = { 5, unit = "school_days", clause = "ENG-E" },
    deletion_days = { 20, unit = "school_days", clause = "ENG-20D",
      note = "of the 2006 regulations; carried over, as is widely assumed" },
    leave_days    = { 10, unit = "school_days", clause = "ENG-LEAVE10", note = "of the 2006 regulations, as above" },
    back_within   = { 10, unit = "school_days", clause = "ENG-LEAVE10", note = "of the 2006 regulations, as above" },
    entry_days    = { 5, unit = "school_days", clause = "ENG-NEW", note = "the regulation says the fifth day" },
    junior_return = { "no", unit = "text", clause = "ENG-NEW",
      note = "yes where the authority asks for pupils of the most junior class who start with the school year, too" },
    religious_sessions = { 2, unit = "sessions", clause = "ENG-R", note = "one day" },
    study_year   = { 11, unit = "years", clause = "ENG-S", note = "a year group" },
  },

  roles = {
    attendance_officer = "Attendance officer",
    attendance_lead    = "Senior attendance champion",
    head_teacher       = "Head teacher",
    class_teacher      = "Class teacher",
    local_authority    = "Local authority",
  },

  facts = {
    -- penalty notices, each with its parent; `withdrawn` takes one back
    ["penalty_notice.considered"] = { "outcome" },     -- notice, or what else
    ["penalty_notice.issued"]     = { "sessions_to" }, -- the last day it was given for; else its own date
    ["notice_to_improve.judged"]  = { "sufficient" },
    ["notice_to_improve.passed_over"] = { "because" },
    ["support.offered"]     = { "what", "taken_up" },
    seen_while_excluded     = {},
    -- absence
    ["absence.followed_up"] = { "outcome" },
    ["illness.expected"]    = {}, -- the school believes that illness will come to the days of a return
    ["leave.granted"]       = { "to", "school_days" },
    ["youth_offending_case"] = { "to" }, -- from its date to `to`, a youth-offending worker has the case
    -- agreed things
    ["part_time.agreed"]    = { "to", "review", "parent_agreed", "times_agreed", "authority_told" },
    -- the roll
    ["admission"]           = { "start_of_year" }, -- yes: most junior class, on the first day of the school year
    ["deletion"]            = { "ground" },        -- final_year needs no return
    ["enquiry.school"]      = { "outcome" },
    ["enquiry.authority"]   = { "outcome" },
  },

  measures = {
    attendance      = rate "attended":within(school_year),
    absence         = absence,
    authorised      = rate "authorised":within(school_year),
    unauthorised    = rate "unauthorised":within(school_year),
    unexcused       = unexcused,
    established     = established,
    illness_days    = illness_days,
    this_illness    = this_illness,
    continuous_days = continuous_days,
    irregular       = irregular,
    unauthorised_days = unauthorised_days,
    suspended_days  = suspended_days,
    religious_series = religious_series,
    notices_to_parent = notices,
    other_than_leave = other_than_leave,
    possible_sessions = possible_sessions,
    part_time_sessions = part_time_sessions,
    unexplained_today = unexplained_today,
    suspended_sessions = suspended_sessions,
    days_not_back   = days_not_back,
    back_since_leave = back_since,
    leave_length    = leave_length,
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
    -- --- absence from day to day ------------------------------------------------

    { id = "follow_up_absence", clause = { "ENG-FOLLOW", "ENG-N5" }, duty = "must",
      when   = unexplained, once = "day", supersedes = { "follow_up_absence" },
      action = "find out why the pupil is away, and that all is well",
      owner  = role.attendance_officer, due = school_days(0), done = "absence.followed_up" },

    { id = "tell_social_worker", clause = "ENG-SW", duty = "should",
      when   = unexplained & has_worker, once = "day", supersedes = { "tell_social_worker" },
      action = "tell the social worker or youth-offending worker of the unexplained absence",
      owner  = role.attendance_officer, due = school_days(0) },

    { id = "provision_after_suspension", clause = "ENG-E", duty = "must",
      when   = suspended_days:above(param.suspension_days),
      action = "see that other provision is arranged, and code it",
      owner  = role.attendance_lead, due = school_days(0) },

    -- --- part-time timetables, severe absence -----------------------------------

    { id = "agree_part_time", clause = { "ENG-C2", "ENG-C2-PLAN" }, duty = "must",
      when   = part_time_sessions:at_least(1), once = "half_term",
      unless = { { current "part_time.agreed", because = "an agreement is in force" } },
      action = "agree the part-time timetable with the parent: for how long, at which times, when it is looked at again",
      owner  = role.attendance_lead, due = school_days(0), done = "part_time.agreed" },

    { id = "end_part_time", clause = "ENG-C2-PLAN", duty = "must",
      when   = event "part_time.agreed", supersedes = { "end_part_time" },
      needs  = {
        { latest("part_time.agreed", { parent_agreed = "yes" }), "the parent's agreement", clause = "ENG-C2-PLAN" },
        { latest("part_time.agreed", { times_agreed = "yes" }), "times and dates, in advance", clause = "ENG-C2-PLAN" },
      },
      action = "bring the pupil back to full time", owner = role.attendance_lead,
      due    = recorded("part_time.agreed", "to"), done = "part_time.ended" },

    { id = "agree_joint_approach", clause = { "ENG-SA", "ENG-SA-JOINT" }, duty = "should",
      when   = absence:at_least(param.severe) & possible_sessions:at_least(param.min_possible),
      once   = "school_year",
      action = "agree a joint approach with the local authority",
      owner  = role.attendance_lead, due = school_days(param.decide_within), done = "joint_approach.agreed" },

    -- --- penalty notices --------------------------------------------------------

    -- Considering a notice is a duty; giving one is not.
    { id = "consider_penalty_notice", clause = { "ENG-PN", "ENG-PN-CODES", "ENG-CSA" }, duty = "must",
      when   = pn_met_without & compulsory_school_age, supersedes = { "consider_penalty_notice" },
      action = "consider a penalty notice", owner = role.head_teacher, due = school_days(param.decide_within),
      done   = { "penalty_notice.considered", "penalty_notice.issued" } },

    -- An N may yet become anything, so it never leads to a notice by itself.
    { id = "settle_n_before_penalty", clause = { "ENG-PN", "ENG-N5" }, duty = "must",
      when   = pn_met & ~pn_met_without & compulsory_school_age,
      lapse  = true,
      action = "find the reasons for the N marks that alone meet the penalty-notice threshold",
      owner  = role.attendance_officer, due = school_days(param.n_days) },

    { id = "offer_notice_to_improve", clause = { "ENG-NTI", "ENG-NTI-SAYS" }, duty = "may", per = "parent",
      when   = pn_ready & support_fits & notices:below(param.pn_most),
      unless = {
        { on_record "notice_to_improve":within(pn_window), because = "one was given in these weeks", clause = "ENG-NTI" },
        { on_record "notice_to_improve.passed_over":within(pn_window),
          because = "an authorised officer passes it over", clause = "ENG-NTI" },
      },
      needs  = { { "support.offered", clause = { "ENG-NTI", "ENG-NTI-SAYS" } } },
      supersedes = { "offer_notice_to_improve" },
      action = "offer a last chance: send a notice to improve", owner = role.head_teacher,
      due    = school_days(param.decide_within), letter = "improvement_notice", done = "notice_to_improve" },

    { id = "judge_notice_to_improve", clause = { "ENG-NTI", "ENG-NTI-WEEKS" }, duty = "should", per = "parent",
      when   = event "notice_to_improve",
      action = "judge whether attendance has improved enough; sooner, where the notice says that it may be",
      owner  = role.head_teacher, due = school_weeks(param.nti_period), done = "notice_to_improve.judged" },

    { id = "propose_first_notice", clause = { "ENG-PN-1", "ENG-PN-PARENT" }, duty = "may", per = "parent",
      when   = pn_ready & notices:is(0), unless = not_yet,
      needs  = { { decided, "a decision for a notice", clause = "ENG-PN" } },
      supersedes = { "propose_first_notice" },
      action = "ask for a first penalty notice to this parent, with the lower charge for whoever pays early",
      owner  = role.head_teacher, due = school_days(param.decide_within), done = "penalty_notice.issued" },

    { id = "propose_second_notice", clause = { "ENG-PN-2", "ENG-PN-PARENT", "ENG-PN-COUNTS" }, duty = "may", per = "parent",
      when   = pn_ready & notices:at_least(1) & notices:below(param.pn_most), unless = not_yet,
      needs  = { { decided, "a decision for a notice", clause = "ENG-PN" } },
      supersedes = { "propose_second_notice" },
      action = "ask for a second penalty notice to this parent, without a lower charge",
      owner  = role.head_teacher, due = school_days(param.decide_within), done = "penalty_notice.issued" },

    { id = "no_third_notice", clause = { "ENG-PN-3", "ENG-PN-PARENT", "ENG-PN-COUNTS" }, duty = "must", per = "parent",
      when   = pn_ready & notices:at_least(param.pn_most),
      supersedes = { "no_third_notice" },
      action = "give no penalty notice; consider another way with the authority, often prosecution",
      owner  = role.head_teacher, due = school_days(param.decide_within), done = "penalty_notice.alternative" },

    { id = "settle_penalty_notice", clause = { "ENG-PN-1", "ENG-PN-2", "ENG-PN-UNPAID" }, duty = "must", per = "parent",
      when   = event "penalty_notice.issued" & on_or_after(param.pn_counts_from),
      unless = { { notices:is(0), because = "the notice was withdrawn", clause = "ENG-PN-COUNTS" } },
      action = "see whether the notice is paid; if not, prosecute for the offence or withdraw the notice",
      owner  = role.local_authority, due = calendar_days(param.pn_pay_days),
      done   = { "penalty_notice.paid", "penalty_notice.prosecuted" } },

    { id = "notice_for_excluded_pupil", clause = "ENG-S105", duty = "may", per = "parent",
      when   = event "seen_while_excluded" & suspended_sessions:at_least(1) & suspended_days:at_most(param.suspension_days),
      action = "consider the separate notice for an excluded pupil in a public place", owner = role.head_teacher,
      due    = school_days(param.decide_within), done = "excluded_notice.considered" },

    -- --- returns to the local authority -----------------------------------------

    { id = "attendance_return", clause = { "ENG-10D", "ENG-CSA" }, duty = "must",
      when   = continuous_days:at_least(param.return_days) & compulsory_school_age,
      action = "report the continuous absence to the local authority",
      owner  = role.attendance_officer, due = school_days(param.return_within) },

    { id = "irregular_attendance_return", clause = { "ENG-ATT", "ENG-CSA" }, duty = "must",
      when   = irregular:at_least(param.irregular_sessions) & compulsory_school_age,
      checked = last_day_of(month), once = "month",
      unless = { { continuous_days:at_least(param.return_days):within(month),
        because = "reported already, for continuous absence" } },
      action = "list the pupil in this month's attendance return to the local authority",
      owner  = role.attendance_officer, due = school_days(param.return_within) },

    { id = "sickness_return", clause = { "ENG-15D", "ENG-CSA" }, duty = "must",
      when   = (illness_days:at_least(param.illness_days) | on_record "illness.expected":within(school_year))
             & compulsory_school_age,
      once   = "school_year",
      action = "send the sickness return to the local authority",
      owner  = role.attendance_officer, due = school_days(param.return_within) },

    -- One return for each continuous illness: the one before it does not stand for it.
    { id = "further_sickness_return", clause = { "ENG-15D", "ENG-CSA" }, duty = "must",
      when   = this_illness:at_least(param.illness_days) & compulsory_school_age
             & on_record "sickness_return":within(school_year)
             & days_since "sickness_return":at_least(this_illness),
      action = "send a sickness return for this illness, too",
      owner  = role.attendance_officer, due = school_days(param.return_within), done = "sickness_return" },

    { id = "new_pupil_return", clause = "ENG-NEW", duty = "must",
      when   = event "admission",
      unless = { { ~param.junior_return:is "yes" & latest("admission", { start_of_year = "yes" }),
        because = "most junior class, on the first day of the school year: the authority has not asked" } },
      action = "tell the local authority that the pupil has joined, with all that the register says",
      owner  = role.attendance_officer, due = school_days(param.entry_days) },

    { id = "deletion_after_absence", clause = "ENG-20D", duty = "may",
      when   = unauthorised_days:at_least(param.deletion_days), lapse = true,
      needs  = { { "enquiry.school", clause = "ENG-20D" }, { "enquiry.authority", clause = "ENG-20D" } },
      action = "decide whether the name is to be deleted: where the pupil is has not been found out, and no illness is known of",
      owner  = role.head_teacher, due = school_days(param.decide_within), done = "deletion" },

    { id = "deletion_after_leave", clause = "ENG-LEAVE10", duty = "may",
      when   = on_record "leave.granted" & leave_length:above(param.leave_days)
             & reached(recorded("leave.granted", "to"))
             & days_not_back:at_least(param.back_within) & back_since:is(0), lapse = true,
      needs  = { { "enquiry.school", clause = "ENG-LEAVE10" }, { "enquiry.authority", clause = "ENG-LEAVE10" } },
      action = "decide whether the name is to be deleted: the pupil has not come back from leave, and no illness is known of",
      owner  = role.head_teacher, due = school_days(param.decide_within), done = "deletion" },

    { id = "deletion_return", clause = "ENG-DEL", duty = "must",
      when   = event "deletion",
      unless = { { latest("deletion", { ground = "final_year" }), because = "the pupil has finished the final year" } },
      action = "tell the local authority of the deletion and its ground",
      owner  = role.attendance_officer, due = school_days(0) },

    { id = "tell_social_worker_of_deletion", clause = "ENG-SW", duty = "should",
      when   = event "deletion" & has_worker,
      action = "tell the social worker or youth-offending worker that the pupil is leaving the roll",
      owner  = role.attendance_officer, due = school_days(0) },
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

  letters = {
    { id = "improvement_notice", title = "Notice to improve attendance", clause = { "ENG-NTI", "ENG-NTI-SAYS" },
      text = [[
Dear {parent.name},

We are writing because {pupil.name} has missed much school, and because we would
like this to be put right without anything further.

The record. By {day} {pupil.name} had been in school for {attendance} per cent of
the school year so far. In the last {param.pn_weeks} school weeks there were {established}
sessions (half days) of absence without leave; {param.pn_sessions} are the point from which
a penalty notice has to be considered. The days are listed on the enclosed sheet.

Why it matters. Children who are in school every day learn more and keep their
friends. The law asks parents to see that a child of school age who is registered
at a school attends it regularly; not doing so is an offence.

Support. What we have offered so far, and what more there is, stands on the
enclosed sheet. If something else would help, please tell us.

What comes next. Over the next {param.nti_period} school weeks we look for attendance to
improve. What would be enough is agreed with you and written on the enclosed
sheet; it need not mean that there is no absence at all. If {pupil.name} is away
without leave again while this time runs, it may end early.

If attendance does not improve enough, a penalty notice may follow. It is given to
each parent for each child. A first notice is {param.pn_charge} pounds, to be paid within
{param.pn_pay_days} days, or {param.pn_early_charge} pounds if paid within {param.pn_early_days} days. A second one within
{param.pn_years} years is {param.pn_charge} pounds. After {param.pn_most} notices in that time another way is
taken, which may be prosecution.

Please talk to us.

{school.name}
]] },
  },
}
