-- Causeway Green Primary School, Oldbury: the attendance policy of September
-- 2024, in its own order. What is the authority's is in la/sandwell.lua, what is
-- law or national guidance in national/england.lua.
--
-- Where the document contradicts itself or gives no number, a parameter holds
-- the reading chosen, its note says why, and the fixtures try the other one.
-- (Its sentence about "up to ten days" of leave tells of a power that was taken
-- away; nothing here grants any.)

local source = "https://www.causewaygreenprimaryschool.co.uk/page/attendance-and-school-admission-register/138076"

-- --- figures ----------------------------------------------------------------

local year_rate = rate "attended":within(school_year)
local term_rate = rate "attended":within(term)

-- "Overall", "across the school year": the year so far. A school may read the
-- letters "each term" as the term so far.
local by_year = param.counted_over:is "year"
local by_term = param.counted_over:is "term"
local function below(limit)
  return (by_year & year_rate:below(limit)) | (by_term & term_rate:below(limit))
end
local year_enough = sessions "possible":within(school_year):at_least(param.min_possible)
local term_enough = sessions "possible":within(term):at_least(param.min_possible)
local enough      = (by_year & year_enough) | (by_term & term_enough)

local low         = below(param.letter_below)
local concern     = low & enough
local targeted    = below(param.targeted_below) & enough & compulsory_school_age
-- What is below the lower line gets the meeting, not the letter as well.
local letter_due  = low & ~below(param.targeted_below) & enough & compulsory_school_age

-- Persistent and severe absence are of the year, whatever letters go by.
local year_absence = rate "absent":within(school_year)
local persistent  = year_absence:at_least(param.persistent) & year_enough & compulsory_school_age
local severe      = year_absence:at_least(param.severe) & year_enough & compulsory_school_age

-- Stages as they stood when the day opened.
local followed_up = { in_stage "targeted" | in_stage "formal" | in_stage "with_authority",
                      because = "the child is followed up already", clause = "SAND-94" }

-- --- a day's absence ----------------------------------------------------------

local absent_today = sessions "absent":within(day):at_least(1)
local unexplained  = sessions(param.unexplained):within(day):at_least(1)
local away         = run(param.unexplained)
-- The series a day's absence belongs to, also when the child came in later on.
local first_day    = longest_run "absent":within(day):at_most(sessions "absent":within(day))
local in_touch     = { on_record "parent_contact":within(day), because = "the parents have been in touch today" }
local reason_given = { on_record "absence_reason":within(day), because = "a reason is on file for today" }
local heard_lately = { on_record "parent_contact":within(school_days(param.silent_days))
                       | on_record "absence_reason":within(school_days(param.silent_days)),
                       because = "the parents have been in touch lately" }
local third_day    = away:at_least(param.visit_sessions)
-- Since the visit that met nobody.
local heard_since  = { on_record "parent_contact" & days_since "parent_contact":at_most(days_since "home_visit"),
                       because = "the parents have been in touch since the visit" }
local met_since    = { latest("home_visit", { contact = "yes" }), because = "a later visit met somebody" }

-- --- illness ------------------------------------------------------------------

-- Also when the child came back that afternoon, and over days that were not possible.
local ill_longer   = run(param.illness):above(param.evidence_sessions)
                   | longest_run(param.illness):within(day):above(param.evidence_sessions)
local ill_periods  = episodes(param.illness):within(school_year)
local evidence     = { on_record "medical_evidence":within(school_days(param.recent_days)), because = "medical evidence came this week" }
local ill_today    = sessions(param.illness):within(day):at_least(1)
local written_to   = on_record "letter.below_92":within(school_year)

-- --- lateness -----------------------------------------------------------------

local lates        = sessions(param.late_codes):within(half_term)
local lates_term   = sessions(param.late_codes):within(term)
local lates_open   = sessions(codes "L"):within(half_term)
local lates_closed = sessions(codes "U"):within(half_term)
local lates_since  = sessions(param.late_codes):within(since "letter.lateness", half_term)

-- --- improvement --------------------------------------------------------------

-- "Improvement" is never measured in the document: here the days after the
-- letter against as many before it, or no further absence without permission. Days
-- at or above the line that the letter is about are an improvement whatever was before.
local weeks_on     = days_since "letter.below_92":at_least(param.improvement_days)
local rate_after   = rate "attended":within(after("letter.below_92", school_days(param.improvement_days)))
local rate_before  = rate "attended":within(before("letter.below_92", school_days(param.improvement_days)))
local unauth_after = sessions "unauthorised":within(after("letter.below_92", school_days(param.improvement_days)))
local no_better    = written_to & weeks_on
                   & ((param.improvement:is "higher" & rate_after:at_most(rate_before) & rate_after:below(param.letter_below))
                    | (param.improvement:is "authorised" & unauth_after:at_least(1)))

-- Better than last time: not asked where the year has no last time yet.
local later_half   = ~half_term_number:is(1)
local later_term   = half_term_number:at_least(3)
local this_half    = rate "attended":within(half_term)
local last_half    = rate "attended":within(previous(half_term))

-- --- leave --------------------------------------------------------------------

local leave_today  = sessions(codes "G"):within(day):at_least(1)
local on_leave     = run(codes "G"):at_least(1) | leave_today
local leave_lately = sessions(codes "G"):within(school_weeks(param.pn_weeks)):at_least(1)
local leave_this_term = sessions(codes "G"):within(term):at_least(1)

-- --- rewards ------------------------------------------------------------------

local term_breaks  = sessions(param.reward_breaks):within(term)
local year_breaks  = sessions(param.reward_breaks):within(school_year)
local was_there    = sessions "attended":within(term):at_least(1)
local september    = sessions "attended":within(between("09-01", "09-30")):at_least(1) -- all year means from its beginning
local last_term    = rate "attended":within(previous(term))

-- --- who ----------------------------------------------------------------------

local extra_needs  = attr "send" | attr "medical"
local cared_for    = attr "looked_after" | attr "previously_looked_after"

-- --- reasons that parents give (page 7 of the policy) ---------------------------

-- The list of what is not a reason, and the code each would have. It is not
-- complete, and the school classifies, not the parent: these are proposals.
local reasons = {
  { "late_night",       "O", "kept at home after going to bed late, or for a small ailment" },
  { "shopping",         "O", "shopping" },
  { "minding_others",   "O", "minding other children, or going along to somebody's appointment" },
  { "relative_ill",     "O", "somebody in the family was ill" },
  { "birthday",         "O", "a birthday" },
  { "day_trip",         "O", "a day trip" },
  { "never_explained",  "O", "never properly explained" },
  { "leave_not_agreed", "O", "leave that was not agreed" },
  { "holiday",          "G", "a holiday that was not agreed, whoever arranged it" },
}
local coding = {
  -- SAND-03, SAND-04: the minutes say on which side of the closing time it was.
  { id = "l_after_close", codes = codes "L", session = "AM", clause = { "SAND-04", "SAND-10" }, propose = "U",
    when = minutes("L"):session "AM":within(day):above(param.register_minutes),
    text = "arrived after the register closed", owner = role.attendance_officer },
  { id = "u_before_close", codes = codes "U", session = "AM", clause = { "SAND-03", "SAND-10" }, propose = "L",
    when = minutes("U"):session "AM":within(day):at_most(param.register_minutes),
    text = "arrived before the register closed", owner = role.attendance_officer },
  { id = "l_after_close_pm", codes = codes "L", session = "PM", clause = { "SAND-04", "SAND-10" }, propose = "U",
    when = minutes("L"):session "PM":within(day):above(param.register_minutes_pm),
    text = "arrived after the afternoon register closed", owner = role.attendance_officer },
  { id = "u_before_close_pm", codes = codes "U", session = "PM", clause = { "SAND-03", "SAND-10" }, propose = "L",
    when = minutes("U"):session "PM":within(day):at_most(param.register_minutes_pm),
    text = "arrived before the afternoon register closed", owner = role.attendance_officer },
  -- SAND-12
  { id = "late_without_reason", codes = codes "L U", clause = { "SAND-12", "SAND-03" },
    when = ~on_record "late_reason":within(day),
    text = "late, and no reason on file", owner = role.attendance_officer },
  -- SAND-09
  { id = "reason_is_illness", codes = codes "N O", clause = "SAND-09", propose = "I",
    when = on_record("absence_reason", { category = "illness" }):within(day),
    text = "the reason on file is illness", owner = role.head_teacher },
  { id = "reason_is_appointment", codes = codes "N O", clause = "SAND-09", propose = "M",
    when = on_record("absence_reason", { category = "appointment" }):within(day),
    text = "the reason on file is an appointment that could not be at another time", owner = role.head_teacher },
  { id = "reason_is_emergency", codes = codes "N O", clause = "SAND-09", propose = "C",
    when = on_record("absence_reason", { category = "emergency" }):within(day),
    text = "the reason on file is an emergency or something else that could not be helped", owner = role.head_teacher },
  -- SAND-50
  { id = "leave_was_refused", codes = codes "C N O", clause = "SAND-50", propose = "G",
    when = current "leave.refused", text = "leave was refused for this day", owner = role.head_teacher },
  { id = "leave_not_on_file", codes = codes "C", clause = { "SAND-49", "SAND-50" },
    when = ~current "leave.granted" & ~current "leave.refused"
         & ~on_record("absence_reason", { category = "emergency" }):within(day), -- SAND-09: that is a C, too
    text = "no leave on file for this day", owner = role.head_teacher },
}
-- SAND-08
for _, row in ipairs(reasons) do
  local marked = row[2] == "G" and codes "N I M O" or codes "N I M"
  table.insert(coding, { id = "reason_is_" .. row[1], codes = marked, clause = "SAND-08", propose = row[2],
    when = on_record("absence_reason", { category = row[1] }):within(day),
    text = "the reason on file is no reason: " .. row[3], owner = role.head_teacher })
end

-- --- groups -------------------------------------------------------------------

local groups = {
  { "send",          "Special educational needs or disability", attr "send" },
  { "medical",       "Long-term medical condition",             attr "medical" },
  { "fsm",           "Free school meals",                       attr "fsm" },
  { "eal",           "English as an additional language",       attr "eal" },
  { "social_worker", "With a social worker",                    attr "social_worker" },
  { "looked_after",  "Looked after or previously looked after", cared_for },
}
local figures_of_groups = {}
local cohorts = {
  { id = "persistent", title = "Persistently absent", when = persistent,
    minimum = param.least_group, clause = { "SAND-73", "SAND-97" } },
  { id = "severe", title = "Severely absent", when = severe,
    minimum = param.least_group, clause = { "SAND-73", "SAND-97" } },
}
local group_rules = {}
for _, row in ipairs(groups) do
  local of_group = pooled(cohort(row[1]), year_rate)
  figures_of_groups["attendance_" .. row[1]] = of_group
  table.insert(cohorts, { id = row[1], title = row[2], when = row[3], minimum = param.least_group,
    clause = { "SAND-70", "SAND-83" } })
  table.insert(group_rules, { id = "lower_than_the_school_" .. row[1], clause = { "SAND-70", "SAND-77", "SAND-83" },
    duty = "should", group = cohort(row[1]), once = "half_term", checked = last_day_of(half_term),
    when   = of_group:below(pooled(everyone, year_rate)),
    action = "say what keeps this group below the school, and what will be done: " .. row[2],
    owner  = role.attendance_lead, due = school_days(param.plan_days), done = "group_strategy" })
end

-- --- rules, in the order of the policy ------------------------------------------

local some_absent = count_of(everyone, absent_today):at_least(1)
local school_runs = size_of(everyone):at_least(1)

-- What is asked for once a week, a half term or a term stands for what was asked
-- for before it (`supersedes` itself): nobody writes last term's letter.

local rules = {
  -- The front page

  { id = "review_policy", clause = { "SAND-76", "SAND-96" }, duty = "should", group = everyone,
    when   = on_or_after(param.review_date), once = "ever",
    action = "review the attendance policy, have the governors approve it, and put it on the website",
    owner  = role.attendance_lead, due = school_days(param.plan_days), done = "policy.reviewed" },

  -- Promoting regular attendance

  { id = "daily_return", clause = "SAND-11", duty = "must", group = everyone,
    when   = school_runs, once = "day", supersedes = { "daily_return" },
    action = "see that today's attendance has gone to the Department for Education",
    owner  = role.attendance_officer, due = school_days(0), done = "daily_return.sent" },

  { id = "newsletter", clause = "SAND-63", duty = "should", group = everyone,
    when   = school_runs, once = "half_term", -- the policy says no more than "in our newsletters"
    supersedes = { "newsletter" },
    action = "put the attendance of school and classes into the newsletter",
    owner  = role.attendance_officer, due = last_day_of(half_term), done = "newsletter.sent" },

  { id = "class_of_the_week", clause = "SAND-64", duty = "should", group = everyone,
    when   = school_runs, checked = last_day_of(week), once = "week", supersedes = { "class_of_the_week" },
    action = "celebrate the attendance of the classes this week",
    owner  = role.attendance_officer, due = school_days(param.soon_days), done = "class_of_the_week.named" },

  { id = "full_term", clause = "SAND-65", duty = "should",
    -- The assembly is over when the next term begins.
    when   = term_breaks:is(0) & term_enough & last_day_of(term), once = "term", lapse = true,
    action = "name the pupil in the assembly that closes the term, and give a certificate",
    owner  = role.attendance_officer, due = school_days(0), letter = "full_attendance" },

  { id = "better_term", clause = "SAND-65", duty = "should",
    when   = later_term & term_rate:above(last_term) & last_day_of(term), once = "term", lapse = true,
    action = "name the pupil for better attendance than last term",
    owner  = role.attendance_officer, due = school_days(0) },

  { id = "prize_draw", clause = "SAND-66", duty = "should",
    when   = year_breaks:is(0) & september, checked = last_day_of(school_year), once = "school_year",
    action = "put the pupil's name into the prize draw of the year",
    owner  = role.attendance_officer, due = school_days(0) },

  { id = "report_to_parents", clause = "SAND-67", duty = "should",
    when   = was_there, checked = last_day_of(term), once = "term", -- "regularly": with each term
    supersedes = { "report_to_parents" },
    action = "tell the parents how the child has attended",
    owner  = role.attendance_officer, due = school_days(0), letter = "attendance_report" },

  { id = "below_target", clause = "SAND-31", duty = "should",
    when   = below(param.target) & enough, checked = last_day_of(week), once = "term",
    supersedes = { "below_target" },
    unless = { followed_up },
    action = "get in touch with the parents: attendance is below the school's target",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = { "parent_contact", "letter.below_92", "attendance_meeting" } },

  -- The attendance champion

  { id = "governors_report", clause = { "SAND-68", "SAND-84", "SAND-87", "SAND-89" }, duty = "should", group = everyone,
    when   = school_runs, once = "term",
    action = "report the school's absence to the governors, groups included, beside schools nearby",
    owner  = role.attendance_lead, due = last_day_of(term), done = "governors_report.made" },

  { id = "strategy_worked", clause = "SAND-69", duty = "should", group = everyone,
    when   = event "strategy_started",
    action = "compare attendance before and since: did the strategy work?",
    owner  = role.attendance_lead, due = recorded("strategy_started", "review"), done = "strategy.judged" },

  -- The attendance officer

  { id = "analyse", clause = { "SAND-70", "SAND-72", "SAND-73", "SAND-77" }, duty = "should", group = everyone,
    when   = school_runs, once = "half_term",
    action = "analyse attendance by pupil, group and weekday, set it beside other schools', and report to staff",
    owner  = role.attendance_officer, due = last_day_of(half_term), done = "analysis.reported" },

  { id = "report_asked_for", clause = "SAND-92", duty = "should", group = everyone,
    when   = event "report_requested",
    action = "make the attendance report that the head asked for",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = "report.made" },

  { id = "see_the_welfare_officer", clause = "SAND-90", duty = "should",
    when   = persistent, once = "half_term", supersedes = { "see_the_welfare_officer" },
    action = "put the pupil on the list for the education welfare officer",
    owner  = role.attendance_officer, due = school_days(param.plan_days), done = "welfare_officer.told" },

  { id = "meeting_missed", clause = "SAND-91", duty = "should",
    when   = event("attendance_meeting", { attended = "no" }),
    unless = { { latest("attendance_meeting", { attended = "yes" }), because = "the parents have been met since" } },
    action = "arrange another call or meeting with the parents",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = "meeting.rearranged" },

  { id = "check_messages", clause = "SAND-16", duty = "must", group = everyone,
    when   = some_absent, once = "day", supersedes = { "check_messages" },
    action = "go through the answerphone, the app and what staff passed on, before anybody is called",
    owner  = role.attendance_officer, due = clock(param.register_closes), done = "messages.checked" },

  { id = "teacher_concern", clause = "SAND-93", duty = "must",
    when   = event "teacher.concern",
    action = "look into what the class teacher raised",
    owner  = role.attendance_officer, due = school_days(param.soon_days), done = "concern.looked_into" },

  { id = "wider_support", clause = "SAND-24", duty = "should",
    when   = sessions "absent":within(half_term):at_least(param.continual_absence)
           | lates:at_least(param.continual_lates),
    once   = "half_term", supersedes = { "wider_support" },
    action = "talk with the safeguarding team about wider support",
    owner  = { role.attendance_officer, role.safeguarding }, due = school_days(param.act_days), done = "safeguarding.consulted" },

  { id = "tell_safeguarding", clause = "SAND-23", duty = "must", group = everyone,
    when   = some_absent, once = "day", supersedes = { "tell_safeguarding" },
    action = "go through today's absences with the safeguarding team",
    owner  = { role.attendance_officer, role.safeguarding }, due = school_days(0), done = "safeguarding.told_today" },

  -- What is asked of parents

  { id = "second_number", clause = "SAND-25", duty = "should",
    when   = attr "contact_numbers":below(param.contact_numbers), once = "term", supersedes = { "second_number" },
    action = "ask the parents for a second number for emergencies",
    owner  = role.attendance_officer, due = school_days(param.plan_days), lapse = true },

  { id = "appointments", clause = "SAND-95", duty = "may",
    when   = sessions(codes "M"):within(term):at_least(param.appointments), once = "term",
    supersedes = { "appointments" },
    action = "ask whether appointments can be outside the school day",
    owner  = role.attendance_officer, due = school_days(param.plan_days) },

  -- Persistent and severe absence

  { id = "intensive_support", clause = "SAND-38", duty = "should",
    when   = severe, once = "school_year",
    action = "work out more intensive support with the family",
    owner  = role.attendance_lead, due = school_days(param.act_days) },

  -- When a child is absent

  { id = "first_response", clause = { "SAND-13", "SAND-17", "SAND-77", "ENG-FOLLOW" }, duty = "must",
    when   = unexplained & first_day, once = "day", supersedes = { "first_response" }, lapse = true,
    unless = { in_touch, reason_given },
    action = "call the parents: why is the child not in school?",
    owner  = role.attendance_officer, due = school_days(0), done = { "parent_contact", "contact_attempt" } },

  { id = "keep_calling", clause = { "SAND-14", "SAND-18", "SAND-77", "ENG-FOLLOW" }, duty = "must",
    when   = unexplained & ~first_day, once = "day", supersedes = { "keep_calling", "first_response" }, lapse = true,
    unless = { in_touch, reason_given },
    action = "go on calling the parents",
    owner  = role.attendance_officer, due = school_days(0), done = { "parent_contact", "contact_attempt" } },

  { id = "call_back", clause = "SAND-26", duty = "may",
    when   = (event("parent_contact", { by = "message" }) | event("parent_contact", { by = "app" })) & absent_today,
    lapse  = true,
    action = "call back before deciding whether the absence can be authorised",
    owner  = role.attendance_officer, due = school_days(0) },

  { id = "repeated_illness", clause = "SAND-27", duty = "may",
    when   = ill_today & ill_periods:at_least(param.illness_periods), once = "half_term", supersedes = { "repeated_illness" },
    unless = { evidence },
    action = "ask for medical evidence: several periods of illness",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = "medical_evidence.asked" },

  { id = "long_illness", clause = "SAND-28", duty = "may",
    when   = ill_longer, lapse = true, supersedes = { "evidence_from_now_on", "repeated_illness" },
    unless = { evidence },
    action = "ask for medical evidence: a long illness",
    owner  = role.attendance_officer, due = school_days(0), done = "medical_evidence.asked" },

  { id = "third_day_visit", clause = "SAND-19", duty = "should",
    when   = third_day, lapse = true, supersedes = { "early_visit" },
    unless = { heard_lately },
    action = "visit the home: still absent, and not a word from the parents",
    owner  = { role.attendance_officer, role.safeguarding }, due = school_days(0), done = "home_visit" },

  { id = "early_visit", clause = { "SAND-20", "SAND-22" }, duty = "may",
    when   = unexplained | (absent_today & on_record "absence_concern":within(school_days(param.recent_days))), lapse = true,
    unless = { in_touch, reason_given },
    action = "think of a home visit: no reason is known, or something about the absence worries",
    owner  = { role.attendance_officer, role.safeguarding }, due = school_days(0), done = "home_visit" },

  { id = "all_attempts_failed", clause = "SAND-21", duty = "must",
    when   = third_day & on_record("home_visit", { contact = "no" }):within(school_days(param.recent_days)),
    unless = { heard_since, met_since },
    action = "refer to the attendance support service: still away without a reason, and nobody can be reached",
    owner  = role.attendance_officer, due = school_days(param.soon_days), done = "attendance_support.requested" },

  { id = "safe_and_well", clause = "SAND-22", duty = "may",
    when   = event("home_visit", { contact = "no", concern = "yes" }),
    unless = { heard_since, met_since },
    action = "consider asking the police to see that the child is safe and well",
    owner  = { role.attendance_officer, role.safeguarding }, due = school_days(0), done = "safe_and_well.asked" },

  -- When attendance becomes a concern

  { id = "letter_below_92", clause = { "SAND-32", "SAND-78" }, duty = "should",
    when    = letter_due, once = "term",
    checked = (param.letter_run:is "weekly" & last_day_of(week)) | (param.letter_run:is "termly" & last_day_of(term)),
    unless  = { followed_up,
                { on_record("attendance_meeting", { attended = "yes" }):within(term), because = "the parents have been met this term" } },
    action  = "write to the parents about low attendance, with the attendance certificate",
    owner   = role.attendance_officer, due = school_days(param.act_days), done = "letter.below_92",
    supersedes = { "letter_below_92", "below_target" }, letter = "below_92" },

  { id = "meeting_no_better", clause = "SAND-33", duty = "should",
    when   = no_better, rearm = ~weeks_on, supersedes = { "meeting_no_better" }, -- once for each letter
    unless = { followed_up,
               { on_record("attendance_meeting", { attended = "yes" }):within(since "letter.below_92"),
                 because = "the parents have been met since the letter" } },
    action = "invite the parents to a meeting with the head and the attendance officer",
    owner  = { role.attendance_officer, role.head_teacher }, due = school_days(param.act_days), done = "attendance_meeting",
    letter = "meeting" },

  { id = "evidence_from_now_on", clause = "SAND-34", duty = "may",
    when   = flag "evidence_may_be_asked" & ill_today, once = "half_term",
    supersedes = { "evidence_from_now_on", "repeated_illness" },
    unless = { evidence },
    action = "ask for medical evidence before this illness is authorised",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = "medical_evidence.asked" },

  { id = "school_nurse", clause = "SAND-29", duty = "should",
    when   = ill_periods:at_least(param.often_ill), once = "school_year",
    unless = { { on_record "nurse_consent", because = "the parents have answered about the nurse" } },
    action = "ask the parents whether the school nurse may be brought in",
    owner  = { role.head_teacher, role.attendance_officer, role.pastoral_team }, due = school_days(param.plan_days),
    done   = "nurse_consent" },

  { id = "head_meeting", clause = "SAND-40", duty = "should", group = everyone,
    when   = school_runs, once = "half_term", -- "regular" is all the policy says
    action = "meet the head: what is better overall, who of the named children is better, what goes on, what is new",
    owner  = { role.attendance_officer, role.head_teacher }, due = last_day_of(half_term), done = "head_meeting.held" },

  -- Lateness

  { id = "punctuality_contact", clause = "SAND-43", duty = "may",
    when   = event "punctuality_concern",
    action = "get in touch with the parents about punctuality",
    owner  = role.attendance_officer, due = school_days(param.soon_days), done = "parent_contact" },

  { id = "lateness_letter", clause = "SAND-44", duty = "should",
    when   = lates:at_least(param.lates), once = "half_term", supersedes = { "lateness_letter" },
    action = "write to the parents about lateness",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = "letter.lateness", letter = "lateness" },

  { id = "lateness_meeting", clause = "SAND-45", duty = "should",
    when   = on_record "letter.lateness":within(school_year) & any_of {
        { lates_since:at_least(param.lates), clause = "SAND-45" },
        { on_record "letter.lateness":within(previous(half_term)) & lates:at_least(param.lates), clause = "SAND-45" },
      },
    once   = "half_term", supersedes = { "lateness_meeting", "lateness_letter" },
    action = "invite the parents to talk about lateness and agree a plan",
    owner  = role.attendance_officer, due = school_days(param.act_days), done = "punctuality_meeting", letter = "lateness_meeting" },

  { id = "persistent_lateness", clause = "SAND-46", duty = "may",
    when   = lates_term:at_least(param.persistent_lates), once = "term", supersedes = { "persistent_lateness" },
    action = "ask the parents to meet the head and the attendance officer about lateness",
    owner  = { role.head_teacher, role.attendance_officer }, due = school_days(param.act_days), done = "punctuality_meeting" },

  { id = "refer_lateness", clause = "SAND-47", duty = "may",
    when   = lates_closed:at_least(param.lates) & compulsory_school_age, once = "half_term",
    supersedes = { "refer_lateness" },
    needs  = { { on_record "letter.lateness":within(school_year), "a letter about lateness", clause = "SAND-44" } },
    action = "consider telling the authority of the arrivals after the register closed",
    owner  = role.head_teacher, due = school_days(param.plan_days), done = "lateness_referral.considered" },

  -- Barriers

  { id = "family_meeting", clause = "SAND-41", duty = "may",
    when   = event "agency_support",
    action = "hold a team around the family meeting with the agencies involved",
    owner  = role.pastoral_team, due = school_days(param.plan_days), done = "family_meeting" },

  { id = "support_plan", clause = "SAND-41", duty = "should",
    when   = event "family_meeting",
    action = "agree an individual support plan, with a day for its review",
    owner  = role.pastoral_team, due = school_days(param.plan_days), done = "support_plan" },

  { id = "support_plan_review", clause = "SAND-41", duty = "should",
    when   = event "support_plan",
    action = "review the individual support plan",
    owner  = role.pastoral_team, due = recorded("support_plan", "review"), done = "support_plan.reviewed" },

  { id = "adjustments", clause = { "SAND-42", "SAND-84", "SAND-99" }, duty = "should",
    when   = extra_needs & concern, once = "school_year",
    action = "talk about adjustments; see that the healthcare plan and what an EHCP grants are in place",
    owner  = role.pastoral_team, due = school_days(param.plan_days), done = "adjustments.discussed" },

  { id = "education_plan", clause = "SAND-87", duty = "should",
    when   = cared_for & concern, once = "term", supersedes = { "education_plan" },
    action = "see that the personal education plan supports attendance",
    owner  = role.designated_teacher, due = school_days(param.plan_days), done = "education_plan.checked" },

  -- Requests for leave

  { id = "decide_leave", clause = { "SAND-48", "SAND-49" }, duty = "must",
    when   = event "leave_request",
    needs  = { { latest("leave_request", { form = "yes" }), "the request on the school's form", clause = "SAND-49" },
               { on_record "leave_appointment" & days_since "leave_appointment":at_most(days_since "leave_request"),
                 "an appointment about it with the head", clause = "SAND-49" } },
    action = "decide about the leave: exceptional is what cannot be helped and cannot be in the holidays; "
          .. "attendance so far does not count, and a holiday is never granted",
    owner  = role.head_teacher, due = school_days(param.act_days), done = { "leave.granted", "leave.refused" } },

  { id = "refer_leave", clause = "SAND-52", duty = "should",
    when   = on_leave & compulsory_school_age,
    action = "tell the authority of the leave without permission; it may lead to a penalty notice",
    owner  = role.attendance_officer, due = school_days(param.referral_days), done = "leave_referral.sent" },

  { id = "leave_by_parent", clause = "SAND-51", duty = "may", per = "parent",
    when   = leave_this_term & compulsory_school_age -- the term's: a leave is asked about once
           & (on_record "leave_request":within(school_year) | on_record "travelled":within(school_year)),
    once   = "term",
    action = "name this parent in the referral: has asked for the leave, or went along",
    owner  = role.head_teacher, due = school_days(param.referral_days), done = "leave_referral.sent" },

  -- Data, and other schools

  { id = "causes", clause = { "SAND-73", "SAND-97" }, duty = "should", group = everyone,
    when   = count_of(everyone, persistent):at_least(1), once = "term",
    action = "say what persistent and severe absence here is made of, code by code, and why",
    owner  = role.attendance_lead, due = last_day_of(term), done = "causes.reported" },

  { id = "track_persistent", clause = { "SAND-73", "SAND-97" }, duty = "should", group = cohort "persistent",
    when   = count_of(everyone, persistent):at_least(param.least_group), once = "half_term",
    action = "go through the persistently absent pupils as a group: what has changed, what helps",
    owner  = role.attendance_lead, due = last_day_of(half_term), done = "persistent_group.reviewed" },

  { id = "track_severe", clause = { "SAND-73", "SAND-97" }, duty = "should", group = cohort "severe",
    when   = count_of(everyone, severe):at_least(param.least_group), once = "half_term",
    action = "go through the severely absent pupils as a group: what has changed, what helps",
    owner  = role.attendance_lead, due = last_day_of(half_term), done = "severe_group.reviewed" },

  { id = "share", clause = { "SAND-75", "SAND-81" }, duty = "should",
    when   = concern & (attr "sibling_school" | attr "previous_school"), once = "school_year",
    action = "talk with the authority and with the schools of brothers and sisters, or the school before, about what helps",
    owner  = role.attendance_lead, due = school_days(param.plan_days), done = "other_school.consulted" },
}
for _, rule in ipairs(group_rules) do table.insert(rules, rule) end

-- --- the set procedure (SAND-94) for children who are followed up -----------------

local function review_says(outcome, stage)
  return on_record("plan_review", { outcome = outcome }):within(since_stage(stage))
end
-- The day of entry is part of a stage, so the review that led into formal support is
-- on record in it. One review never counts for two steps: this one came later.
local review_later = days_since "plan_review":below(days_in_stage "formal")
-- A child is off the list once the line is reached again and a review says so.
local function out_of(stage)
  return { { to = "none", when = ~targeted & review_says("better", stage) } }
end

-- A meeting that nobody came to is none.
local parents_met = { on_record("attendance_meeting", { attended = "yes" }):within(since_stage "targeted"),
                      "a meeting with the parents", clause = "SAND-35" }

local support = {
  { id = "targeted", label = "Targeted child", clause = { "SAND-35", "SAND-94" },
    enter  = targeted,
    leave  = out_of "targeted",
    owner  = role.attendance_officer,
    needs  = { parents_met, { "action_plan", clause = "SAND-35" } },
    review = recorded("action_plan", "review"),
    on_entry = {
      { id = "invite_to_meeting", clause = "SAND-35", duty = "should",
        action = "tell the parents, and ask them in to see the attendance officer and the head",
        owner  = { role.attendance_officer, role.head_teacher }, due = school_days(param.act_days), done = "attendance_meeting",
        letter = "meeting", supersedes = { "letter_below_92", "below_target", "meeting_no_better" } },
      { id = "draw_up_plan", clause = "SAND-35", duty = "should",
        needs  = { parents_met },
        action = "draw up an action plan with the parents, and set the day of its review",
        due    = school_days(param.plan_days), done = "action_plan" },
      { id = "open_file", clause = "SAND-39", duty = "should",
        action = "open an absence file, and keep every record in it",
        due    = school_days(param.act_days), done = "absence_file.opened" },
    },
    on_review = {
      { id = "review_plan", clause = { "SAND-35", "SAND-80" }, duty = "should",
        action = "review the action plan: better, or not?",
        due    = school_days(param.act_days), done = "plan_review" },
    } },

  { id = "formal", label = "More formal support", clause = { "SAND-61", "SAND-80", "SAND-94" },
    enter  = review_says("no better", "targeted") | on_record "not_engaging":within(since_stage "targeted"),
    leave  = out_of "formal",
    owner  = role.attendance_officer,
    needs  = { { "formal_conversation", clause = "SAND-80" }, { "early_help.considered", clause = "SAND-79" } },
    review = school_days(param.review_days),
    on_review = {
      { id = "review_formal_support", clause = { "SAND-61", "SAND-80" }, duty = "should",
        action = "review the formal support: better, or not?",
        due    = school_days(param.act_days), done = "plan_review" },
    },
    on_entry = {
      { id = "formal_conversation", clause = { "SAND-61", "SAND-80" }, duty = "should",
        action = "talk formally with the parents: what support there is, and what may follow if nothing changes",
        owner  = { role.head_teacher, role.attendance_officer }, due = school_days(param.act_days) },
      { id = "consider_early_help", clause = { "SAND-78", "SAND-79" }, duty = "should",
        action = "consider an early help assessment; otherwise lead the support yourself",
        due    = school_days(param.plan_days), done = "early_help.considered" },
      { id = "consider_social_care", clause = "SAND-80", duty = "may",
        action = "where the child may not be safe, refer to social care",
        owner  = role.safeguarding, due = school_days(param.act_days), done = "social_care.considered" },
    } },

  { id = "with_authority", label = "With the authority", clause = { "SAND-61", "SAND-80" },
    enter  = review_says("no better", "formal") & review_later,
    leave  = out_of "with_authority",
    owner  = role.attendance_lead,
    review = school_days(param.review_days),
    on_review = {
      { id = "review_with_authority", clause = { "SAND-61", "SAND-80" }, duty = "should",
        action = "go over the case with the authority: better, or not?",
        due    = school_days(param.act_days), done = "plan_review" },
    },
    on_entry = {
      { id = "work_with_authority", clause = { "SAND-61", "SAND-80" }, duty = "should",
        action = "work out with the authority what comes next: support has not helped, or was not taken up",
        due    = school_days(param.plan_days), done = "authority.consulted" },
    } },
}

-- --- letters ----------------------------------------------------------------------

-- The day, the addresses and the title stand on the sheet (rollbook report letters).

local address = [[
Dear {parent.name},

]]
local closing = [[

If anything makes it hard for {pupil.name} to be in school, please talk to us:
{param.daily_contact}.

Yours sincerely,\
{school.name}
]]
local this_year = [[
From the beginning of the school year to {day} {pupil.name} was in school for
{attendance} per cent of the time.]]
local this_term = [[
From the beginning of the term to {day} {pupil.name} was in school for
{term_attendance} per cent of the time.]]

-- The letter below 92 per cent, in the figure that this school goes by. It may have
-- changed by the day the letter is written.
local fallen_year = [[
By {fired} {pupil.name} had been in school for {fired.attendance} per cent of the
school year so far. On {day} it is {attendance} per cent.]]
local fallen_term = [[
By {fired} {pupil.name} had been in school for {fired.term_attendance} per cent of
the term so far. On {day} it is {term_attendance} per cent.]]
local function below_92(figure, middle)
  return address .. figure .. [[ We write to parents when this falls
below {param.letter_below} per cent. The attendance certificate is enclosed.

]] .. middle .. closing
end
local watching = [[
We will go on looking at {pupil.name}'s attendance. If it does not get better we
will ask you to come in and meet the head teacher and the attendance officer. For
further absence through illness we may ask you for medical evidence, before we can
decide whether to authorise it.
]]
local function more_is_known(of)
  return of .. [[
We hope for the same attendance for every child, so we would like to hear what would
help, and whether something at school should be different.

]] .. watching
end
local send_known    = more_is_known [[
We know that {pupil.name} has additional needs, and that some days are harder than
others. ]]
local medical_known = more_is_known [[
We know that {pupil.name} has a medical condition, and that some absence cannot be
helped. ]]

local function invitation(figure)
  return address .. figure .. [[ We would like to meet you, with the head teacher and
the attendance officer, to understand what is in the way, and to write down together
what the school and you will do about it.

Please tell us in the next few days when you could come.
]] .. closing
end

local function lateness(closed)
  return address .. [[
By {fired} {pupil.name} had been late {fired.lates} times in the half term]] .. closed .. [[


The gates open at {param.gates_open}. We take the register at
{param.register_starts} and close it at {param.register_closes}. Children who come
after {param.register_starts} come in through the office with a parent, who tells
us the reason.
]] .. closing
end

local english = parent("language"):is "English" | parent("language"):is "english" | parent("language"):is "en"
local reminders = {
  { parent "language" & ~english, "this parent reads another language: have the letter put into it" },
}

local letters = {
  { id = "below_92", title = "Low attendance", clause = { "SAND-32", "SAND-99" },
    text = below_92(fallen_year, watching),
    variants = {
      { id = "term_send",    when = by_term & attr "send",    text = below_92(fallen_term, send_known) },
      { id = "term_medical", when = by_term & attr "medical", text = below_92(fallen_term, medical_known) },
      { id = "term",         when = by_term,                  text = below_92(fallen_term, watching) },
      { id = "send",         when = attr "send",              text = below_92(fallen_year, send_known) },
      { id = "medical",      when = attr "medical",           text = below_92(fallen_year, medical_known) },
    },
    reminders = reminders },

  { id = "meeting", title = "Invitation to a meeting about attendance", clause = { "SAND-33", "SAND-35" },
    text = invitation(this_year),
    variants = { { id = "term", when = by_term, text = invitation(this_term) } },
    reminders = reminders },

  { id = "lateness", title = "Arriving late", clause = "SAND-44",
    text = lateness ".",
    variants = { { id = "after_close", when = lates_closed:at_least(1), text = lateness [[, counting
arrivals after the register had closed. Those count as absence without permission.]] } },
    reminders = reminders },

  { id = "lateness_meeting", title = "Invitation to talk about lateness", clause = "SAND-45",
    text = address .. [[
We wrote to you about lateness. {pupil.name} has been late again since then. We would
like to talk with you about the mornings, and to agree a plan.

Please tell us in the next few days when you could come.
]] .. closing,
    reminders = reminders },

  { id = "full_attendance", title = "A certificate", clause = "SAND-65",
    text = [[
On {fired}, when the term ended, {pupil.name} had full attendance for all of it.
Well done!

{school.name}
]] },

  { id = "attendance_report", title = "Attendance this year", clause = "SAND-67",
    text = address .. [[
From the beginning of the school year to {day} {pupil.name} was in school for
{attendance} per cent of the time. In the term that ended on {fired} it was for
{fired.term_attendance} per cent. Every day in school is a day of learning: thank you for each of them.
]] .. closing,
    reminders = reminders },
}

-- --- figures that decisions and letters name -------------------------------------

local measures = {
  term_attendance = term_rate,
  contact_numbers = attr "contact_numbers",
  class_attendance_this_week = pooled(same "class", rate "attended":within(week)),
  minutes_late    = minutes("L"):session "AM":within(day),
  lates           = lates,
  lates_open      = lates_open,
  lates_closed    = lates_closed,
  rate_after_letter  = rate_after,
  rate_before_letter = rate_before,
  this_half_term  = this_half,
  last_half_term  = last_half,
  -- What decisions show by name
  absent_on_the_day      = sessions "absent":within(day),
  absent_in_week         = sessions "absent":within(week),
  absent_in_half_term    = sessions "absent":within(half_term),
  unexplained_on_the_day = sessions(param.unexplained):within(day),
  unexplained_in_a_row   = away,
  absence_of_the_day     = longest_run "absent":within(day),
  attended_in_term       = sessions "attended":within(term),
  attended_in_september  = sessions "attended":within(between("09-01", "09-30")),
  possible_in_term       = sessions "possible":within(term),
  missed_in_term         = term_breaks,
  missed_in_year         = year_breaks,
  ill_on_the_day         = sessions(param.illness):within(day),
  ill_in_a_row           = run(param.illness),
  illness_of_the_day     = longest_run(param.illness):within(day),
  illnesses              = ill_periods,
  lates_in_term          = lates_term,
  lates_since_letter     = lates_since,
  days_since_letter      = days_since "letter.below_92",
  unauthorised_after_letter = unauth_after,
  days_since_review      = days_since "plan_review",
  leave_on_the_day       = sessions(codes "G"):within(day),
  leave_in_ten_weeks     = sessions(codes "G"):within(school_weeks(param.pn_weeks)),
  leave_in_term          = sessions(codes "G"):within(term),
  appointments           = sessions(codes "M"):within(term),
  half_term_of_the_year  = half_term_number,
  pupils_absent          = count_of(everyone, absent_today),
  pupils_persistently_absent = count_of(everyone, persistent),
  pupils_severely_absent = count_of(everyone, severe),
  school_attendance      = pooled(everyone, year_rate),
  class_attendance       = pooled(same "class", term_rate),
}
for name, figure in pairs(figures_of_groups) do measures[name] = figure end

-- --- the policy -------------------------------------------------------------------

local function clause(text, out_of_reach)
  return { text, source = source, out_of_reach = out_of_reach }
end

return {
  api       = 1,
  id        = "school/causeway_green",
  title     = "Causeway Green Primary School: attendance policy, September 2024",
  extends   = "la/sandwell",
  effective = { from = "2024-09-01" },

  -- Numbers missing here are the authority's: la/sandwell.lua.
  clauses = {
    ["SAND-01"] = clause "Each half day of absence is authorised or not, by the school and not by the parent",
    ["SAND-02"] = clause "The gates open at 8.40",
    ["SAND-03"] = clause "Registers are taken at 8.50; later arrivals come through the office, with a parent and a reason",
    ["SAND-04"] = clause "Registers close at 9.20; who comes later is marked U, an absence without permission",
    ["SAND-05"] = clause "School ends at 3.15 for Reception and the infants, at 3.20 for the juniors",
    ["SAND-06"] = clause "Nursery: mornings from 8.30 to 11.30, afternoons from 12.15 to 3.15",
    ["SAND-07"] = clause("A late Reception child is marked at the office and walked to the class by the parent",
      "what happens at the door is in no register"),
    ["SAND-08"] = clause "Reasons that are none: the list of absences without permission, which is not complete",
    ["SAND-09"] = clause "Illness, appointments that cannot be at another time, emergencies: authorised",
    ["SAND-10"] = clause "The attendance officer checks that registers are right",
    ["SAND-11"] = clause "Attendance goes to the Department for Education every day",
    ["SAND-12"] = clause "The reason of every absence and every lateness is recorded",
    ["SAND-13"] = clause "Parents get in touch on the first day, by 9.20 if they can",
    ["SAND-14"] = clause "Parents get in touch on every further day",
    ["SAND-15"] = clause "Who is absent for the first time this week?",
    ["SAND-16"] = clause "Messages are checked before parents are called",
    ["SAND-17"] = clause "No reason on the first day: a call",
    ["SAND-18"] = clause "Nobody reached on the first day: further calls",
    ["SAND-19"] = clause "Away for a third day and not a word: a home visit",
    ["SAND-20"] = clause "No reason, or another concern about the absence: a home visit if possible",
    ["SAND-21"] = clause "Still no reason, and every attempt failed: the attendance support service is told",
    ["SAND-22"] = clause "Nobody can be reached and there is concern: a visit, then perhaps the police",
    ["SAND-23"] = clause "Today's absences are gone through with the safeguarding team every day",
    ["SAND-24"] = clause "Continually absent or late: wider support is talked over with the safeguarding team",
    ["SAND-25"] = clause "At least two numbers for emergencies",
    ["SAND-26"] = clause "After a message the school may call back before it authorises",
    ["SAND-27"] = clause "Several periods of illness: medical evidence may be asked for",
    ["SAND-28"] = clause "Illness of more than three days: medical evidence may be asked for",
    ["SAND-29"] = clause "Often ill: may the school nurse be brought in?",
    ["SAND-31"] = clause "Below the school's target the parents hear from the school",
    ["SAND-32"] = clause "Below 92 per cent: a letter each term, with the percentage and the certificate",
    ["SAND-33"] = clause "No improvement after the letter: a meeting with the head and the attendance officer",
    ["SAND-34"] = clause "From then on medical evidence may be asked for before absence is authorised",
    ["SAND-35"] = clause "Below 90 per cent: a targeted child; the parents are told and met, a plan is drawn up",
    ["SAND-36"] = clause "10 per cent or more missed: persistently absent",
    ["SAND-37"] = clause "90 per cent or below: persistently absent, said the other way round",
    ["SAND-38"] = clause "50 per cent or more missed: severely absent, and more intensive support",
    ["SAND-39"] = clause "All records are kept in an absence file",
    ["SAND-40"] = clause "Meetings of attendance officer and head: what is better, what goes on, what is new",
    ["SAND-41"] = clause "Where agencies help a family: perhaps a meeting around it, a support plan, its review",
    ["SAND-42"] = clause "Illness, special needs, other disadvantages: high hopes, and adjustments",
    ["SAND-43"] = clause "The school may get in touch about punctuality",
    ["SAND-44"] = clause "Late four times or more in a half term: a letter",
    ["SAND-45"] = clause "If it goes on: the parents are invited, and a plan agreed",
    ["SAND-46"] = clause "Persistent lateness: perhaps a meeting with the head",
    ["SAND-47"] = clause "Arrivals after the register closed may be referred to the authority",
    ["SAND-48"] = clause "Leave only in exceptional circumstances: what cannot be helped and cannot be in the holidays",
    ["SAND-49"] = clause "Leave is asked for in writing, beforehand, on the form; then there is an appointment with the head",
    ["SAND-50"] = clause "Leave that was refused or never asked for is not authorised",
    ["SAND-51"] = clause "The parent who asked, and every parent who went, is taken to have allowed the leave",
    ["SAND-52"] = clause "All leave without permission is referred to the authority",
    ["SAND-61"] = clause "Where support does not solve it: more formal support, the authority",
    ["SAND-63"] = clause "Newsletters tell of attendance",
    ["SAND-64"] = clause "The attendance of classes is celebrated every week",
    ["SAND-65"] = clause "When a term ends: 100 per cent, and who and which class got better",
    ["SAND-66"] = clause "At the end of the year: a prize draw among those who never missed",
    ["SAND-67"] = clause "Parents are told regularly how their child attends",
    ["SAND-68"] = clause "Absence is reported to the governors",
    ["SAND-69"] = clause "Does a strategy work?",
    ["SAND-70"] = clause "Where attendance is poor is found in the data",
    ["SAND-71"] = clause "Returns for the authority and the department",
    ["SAND-72"] = clause "Data are analysed, compared, and reported to staff",
    ["SAND-73"] = clause "Who is persistently or severely absent is followed, one by one and as a group",
    ["SAND-74"] = clause("Attendance is set beside progress in learning", "no register holds marks of learning"),
    ["SAND-75"] = clause "When absence may become persistent or severe, schools and authority share what they know",
    ["SAND-76"] = clause "Who leads, whom to ask, which governors; reviewed by September 2027",
    ["SAND-77"] = clause "Absence is followed up every day, patterns are looked for",
    ["SAND-78"] = clause "Pupils at risk are found early; the school leads where attendance is all there is",
    ["SAND-79"] = clause "If it goes on: work with others, early help",
    ["SAND-80"] = clause "Persistent absence: more support, formal talks, the authority, social care",
    ["SAND-81"] = clause "Schools of siblings and earlier schools are asked",
    ["SAND-83"] = clause "Groups below their peers are found, and something is done",
    ["SAND-84"] = clause "Medical conditions and special needs: healthcare plan, EHCP, figures for governors",
    ["SAND-85"] = clause "Social workers hear of unexplained absence, and of a name that comes off the register",
    ["SAND-86"] = clause "The school knows who has, or has had, a social worker",
    ["SAND-87"] = clause "Looked-after children: the education plan supports attendance, governors see the group",
    ["SAND-89"] = clause "Governors look at attendance and compare with schools nearby",
    ["SAND-90"] = clause "Persistent absence is worked on with the education welfare officer",
    ["SAND-91"] = clause "Calls and meetings with parents are arranged",
    ["SAND-92"] = clause "Reports as the head asks for them",
    ["SAND-93"] = clause "What a class teacher raises is looked into",
    ["SAND-94"] = clause "Once there is a concern, a set procedure is followed",
    ["SAND-95"] = clause "Appointments outside the school day where possible",
    ["SAND-96"] = clause "The policy is on the website, a senior leader is named",
    ["SAND-97"] = clause "The school understands the causes of absence, of persistent and severe absence above all",
    ["SAND-99"] = clause "The same hopes for pupils with special needs or conditions: no silent exemption, another letter",
  },

  params = {
    -- What a school has to say of itself
    attendance_champion = { required = true, unit = "text", clause = { "SAND-76", "SAND-96" } },
    daily_contact       = { required = true, unit = "text", clause = "SAND-76",
      note = "whom parents ask, and how; printed in letters" },
    support_contact     = { required = true, unit = "text", clause = "SAND-76",
      note = "whom parents ask for more than a day's absence" },
    link_governors      = { required = true, unit = "text", clause = "SAND-76" },
    policy_page         = { required = true, unit = "text", clause = "SAND-96", note = "where on the website the policy is" },
    approved_on         = { required = true, unit = "text", clause = "SAND-76",
      note = "the day of the governors' approval, blank in the document" },
    review_date         = { "2027-09-01", unit = "text", clause = "SAND-76", note = "printed without a day: September 2027" },

    -- Times
    gates_open          = { "08:40", unit = "text", clause = "SAND-02", note = "also called the start of the school day" },
    register_starts     = { "08:50", unit = "text", clause = "SAND-03", note = "8.50 exactly is in time" },
    register_closes     = { "09:20", unit = "text", clause = "SAND-04", note = "9.20 exactly is late, not U" },
    register_minutes    = { 30, unit = "minutes", clause = "SAND-04", note = "from 8.50 to 9.20" },
    register_minutes_pm = { required = true, unit = "minutes", clause = "SAND-04",
      note = "the policy has no times for afternoons" },
    ends_infants        = { "15:15", unit = "text", clause = "SAND-05" },
    ends_juniors        = { "15:20", unit = "text", clause = "SAND-05" },
    nursery_mornings    = { "08:30 to 11:30", unit = "text", clause = "SAND-06", note = "printed 11.30pm, a slip" },
    nursery_afternoons  = { "12:15 to 15:15", unit = "text", clause = "SAND-06" },

    -- A day's absence
    unexplained         = { "N O", unit = "codes", clause = { "SAND-17", "SAND-19" },
      note = "absence that nobody has explained" },
    visit_sessions      = { 5, unit = "sessions", clause = "SAND-19",
      note = "the fifth session on end is on the third school day, whether absence began in the morning or at midday" },
    contact_numbers     = { 2, unit = "events", clause = "SAND-25" },
    continual_absence   = { 8, unit = "sessions", clause = "SAND-24", note = "in a half term; the policy gives no number" },
    continual_lates     = { 6, unit = "sessions", clause = "SAND-24", note = "in a half term; the policy gives no number" },
    appointments        = { 3, unit = "sessions", clause = "SAND-95", note = "in a term; the policy gives no number" },

    silent_days         = { 3, unit = "school_days", clause = "SAND-19",
      note = "for so long a word from the parents puts a visit off" },
    recent_days         = { 5, unit = "school_days", clause = { "SAND-20", "SAND-21" },
      note = "for so long a concern, a visit that met nobody, or medical evidence counts; the policy gives no time" },
    soon_days           = { 2, unit = "school_days", note = "for what is pressing, where the policy sets no time" },
    act_days            = { 5, unit = "school_days", note = "for a letter, a call or a talk, where the policy sets no time" },
    plan_days           = { 10, unit = "school_days",
      note = "for what several people do together, where the policy sets no time" },

    -- Illness
    illness             = { "I", unit = "codes", clause = { "SAND-27", "SAND-28" } },
    evidence_sessions   = { 6, unit = "sessions", clause = "SAND-28",
      note = "more than three days: the seventh session on end, on the fourth day" },
    illness_periods     = { 3, unit = "episodes", clause = "SAND-27", note = "in a year; the policy says 'multiple'" },
    often_ill           = { 5, unit = "episodes", clause = "SAND-29", note = "in a year; the policy says 'often'" },

    -- Percentages
    counted_over        = { "year", unit = "text", clause = "SAND-32",
      note = "year or term, each so far; the policy says 'overall' and 'across the school year'" },
    letter_run          = { "weekly", unit = "text", clause = "SAND-32",
      note = "weekly: the first Friday on which it holds, once a term; termly: on the last day of each term" },
    target              = { required = true, unit = "percent", clause = "SAND-31",
      note = "the policy does not say its target; the school's website has used 95" },
    letter_below        = { 92, unit = "percent", clause = { "SAND-32", "SAND-78" }, note = "92 exactly is no letter" },
    targeted_below      = { 90, unit = "percent", clause = "SAND-35",
      note = "90 exactly is persistently absent but not below 90: such pupils are flagged for a person to decide" },
    improvement         = { "higher", unit = "text", clause = "SAND-33",
      note = "higher: a better rate after the letter than before it, or one above the letter's line; authorised: no absence without permission since" },
    review_days         = { 30, unit = "school_days", clause = { "SAND-61", "SAND-80" },
      note = "of formal support, and of the work with the authority: six weeks; the policy gives no time" },
    improvement_days    = { 20, unit = "school_days", clause = "SAND-33", note = "four weeks; the policy gives no time" },

    -- Lateness
    late_codes          = { "L U", unit = "codes", clause = "SAND-44",
      note = "both arrive late; a school may count L alone, as a U is an absence already" },
    lates               = { 4, unit = "sessions", clause = { "SAND-44", "SAND-45", "SAND-47" },
      note = "in a half term; how many make a concern go on, or a referral, the policy does not say: read as as many again" },
    persistent_lates    = { 10, unit = "sessions", clause = "SAND-46", note = "in a term; the policy says 'persistent'" },

    -- Rewards and groups
    reward_breaks       = { "absent", unit = "codes", clause = { "SAND-65", "SAND-66" },
      note = "what breaks 100 per cent: any absence, but no L; a school may leave out R and M" },
    least_group         = { 3, unit = "events", clause = { "SAND-73", "SAND-83" },
      note = "pupils; figures of smaller groups are not shown" },
  },

  roles = {
    safeguarding       = "Safeguarding team",
    pastoral_team      = "Pastoral team",
    designated_teacher = "Designated teacher for looked-after children",
  },

  facts = {
    -- A day's absence. An absence's reason is dated the day it is for.
    parent_contact   = { "by", "note" },             -- by: call, message, app, visit
    contact_attempt  = { "by", "outcome" },
    absence_reason   = { "category", "note" },       -- categories: those of `reasons`; illness, appointment, emergency
    late_reason      = { "reason" },
    absence_concern  = { "note" },
    home_visit       = { "contact", "seen", "concern" },
    medical_evidence = { "from", "to" },
    nurse_consent    = { "answer" },
    -- Follow-up
    attendance_meeting = { "attended", "with" },     -- attended: yes, no
    action_plan        = { "target", "review" },
    plan_review        = { "outcome" },              -- better, no better
    not_engaging       = { "note" },
    ["teacher.concern"] = { "note" },
    punctuality_concern = { "note" },
    agency_support     = { "agency", "to" },
    support_plan       = { "review" },
    -- Leave; what is granted is national/england's
    leave_request     = { "form", "first_day", "to" },
    leave_appointment = { "with" },
    ["leave.refused"] = { "to" }, -- from its date, the decision's or the leave's first day, to `to`
    travelled         = { "note" },
    -- The school
    strategy_started  = { "review", "note" },
    report_requested  = { "note" },
  },

  measures = measures,

  bands = {
    absence = {
      only = year_enough & compulsory_school_age, otherwise = "too few sessions yet, or not of compulsory school age",
      { id = "severe",     label = "Severely absent",     when = flag "severe_absence",     clause = "SAND-38" },
      { id = "persistent", label = "Persistently absent", when = flag "persistent_absence", clause = { "SAND-36", "SAND-37" } },
      { id = "at_risk",    label = "At risk of persistent absence", when = year_rate:below(param.letter_below), clause = "SAND-78" },
    },
  },

  flags = {
    { id = "absent_first_this_week", label = "Absent for the first time this week", clause = "SAND-15",
      when = absent_today & sessions "absent":within(week):at_most(sessions "absent":within(day)) },
    { id = "below_target", label = "Below the school's target", clause = "SAND-31", when = below(param.target) & enough },
    { id = "ninety_exactly", label = "Persistently absent, though not below the line of targeted children",
      clause = { "SAND-35", "SAND-37" },
      when = persistent & ~below(param.targeted_below) },
    { id = "too_early", label = "Below the letter's line, but with few sessions yet", clause = "SAND-32",
      when = low & ~enough },
    { id = "evidence_may_be_asked", label = "Medical evidence may be asked for before absence is authorised",
      clause = "SAND-34", when = written_to },
    { id = "four_lates_through_u", label = "Late often enough for a letter only with arrivals after the register closed", clause = "SAND-44",
      when = lates:at_least(param.lates) & lates_open:below(param.lates) },
    { id = "leave_below_threshold", label = "Leave to be referred, though the national threshold is not met",
      clause = { "SAND-52", "SAND-53" },
      when = leave_lately & ~flag "penalty_threshold" & compulsory_school_age },
    -- The four blocks of the meeting with the head
    { id = "better_than_last_half_term", label = "Better than last half term", clause = "SAND-40",
      when = later_half & this_half:above(last_half) },
    { id = "concern_goes_on", label = "A concern that goes on", clause = "SAND-40",
      when = concern & ~half_term_number:is(1) & concern:within(previous(half_term)) },
    { id = "new_concern", label = "A new concern", clause = "SAND-40",
      when = concern & (half_term_number:is(1) | ~concern:within(previous(half_term))) },
    { id = "class_better_than_last_term", label = "In a class that is better than last term", clause = "SAND-65",
      when = later_term & last_day_of(term) & pooled(same "class", term_rate):above(pooled(same "class", last_term)) },
    { id = "has_had_social_worker", label = "Has, or has had, a social worker", clause = "SAND-86",
      when = attr("social_worker"):ever() },
  },

  coding  = coding,
  cohorts = cohorts,
  rules   = rules,
  ladders = { support = support },
  letters = letters,

  replace = {
    flags = {
      persistent_absence = { because = "said of nobody after a few days of the year, nor below compulsory school age: the flag too_early lists them",
        clause = { "ENG-PA", "SAND-36", "SAND-37" }, when = persistent },
      severe_absence     = { because = "said of nobody after a few days of the year, nor below compulsory school age: the flag too_early lists them",
        clause = { "ENG-SA", "SAND-38" }, when = severe },
    },
    coding = {
      missing_mark = { because = "here the attendance officer checks the registers",
        clause = { "ENG-REG", "SAND-10" }, owner = { role.attendance_officer, role.class_teacher } },
      n_unresolved = { because = "the school's policy has it as well",
        clause = { "ENG-N5", "SAND-01", "SAND-12" } },
    },
    rules = {
      attendance_return = { because = "the school's policy has it as well",
        clause = { "ENG-10D", "ENG-CSA", "SAND-71" } },
      talk_with_authority = { because = "what the school knows of pupils at risk is shared there",
        clause = { "SAND-75", "SAND-88" } },
      refer_long_leave = { because = "one referral of a leave is enough: the long one stands for the one begun with its first day",
        supersedes = { "refer_leave" },
        unless = { { on_record "leave_referral.sent":within(school_days(param.plan_days)), because = "this leave has been referred" } } },
      tell_social_worker = { because = "here the safeguarding team tells them",
        clause = { "ENG-SW", "SAND-85" }, owner = role.safeguarding },
      tell_social_worker_of_deletion = { because = "here the safeguarding team tells them",
        clause = { "ENG-SW", "SAND-85" }, owner = role.safeguarding },
    },
  },

  disable = {
    rules = { follow_up_absence = "here first_response and keep_calling say how an absence is followed up" },
  },
}
