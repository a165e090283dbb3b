-- Bedford Borough: the Education Welfare Service's leaflet on attendance, in
-- its order. What the borough's page on penalty notices said before the national
-- framework stands in bedford_before_2024.lua.
--
-- The leaflet's table names points (0, 2, 8.5, 19 and 27.5 days off, with a
-- percentage beside each). Here each point is the edge of a band. Percentages
-- decide: a pupil in October has no 27.5 days off to be measured by. Where the
-- two columns disagree, the reading chosen is a parameter with a note.

local missing_page = "https://www.bedford.gov.uk/schools-education-and-childcare/education-welfare/child-missing-educationpossible-missing-children"
local source = "https://www.bedford.gov.uk/schools-education-and-childcare/education-welfare/school-attendance"

local attendance = rate "attended":within(school_year)
local off        = days "absent":within(school_year)
local absences   = sessions "absent":within(school_year)

local by_percent = param.mode:is "percent" | param.mode:is "either"
local by_days    = param.mode:is "days" | param.mode:is "either"
local enough     = sessions "possible":within(school_year):at_least(param.min_possible)
-- Nursery to the end of Year 11; a pupil whose year is not known stays in.
local year_group = attr "year_group"
local in_range   = ~(attr "year_group" & year_group:above(param.last_year_group))

-- A holiday and a suspension go on over days that are not possible, and are
-- there also when the pupil came back in the afternoon.
local holiday_sessions, holiday_today     = run(codes "G"), sessions(codes "G"):within(day)
local suspended_sessions, suspended_today = run(codes "E"), sessions(codes "E"):within(day)
local on_holiday = holiday_sessions:at_least(1) | holiday_today:at_least(1)
local suspended  = suspended_sessions:at_least(1) | suspended_today:at_least(1)

local concerned = in_range & ((by_percent & enough & attendance:at_most(param.concern))
                            | (by_days & off:at_least(param.concern_days)))
local very_low  = in_range & ((by_percent & enough & attendance:at_most(param.refer))
                            | (by_days & off:at_least(param.refer_days)))

-- Professionals outside the school work with the pupil.
local has_professional = attr "social_worker" | attr "early_help"
local told_daily       = param.professionals_hear:is "daily"

-- Afternoons without leave on days whose morning was not.
local half_days = sessions "unauthorised":within(half_term):session "PM" - whole_days "unauthorised":within(half_term)

local late_sessions   = sessions(codes "L U"):within(half_term)
local beside_closures = sessions "absent":within(school_year):beside_closure()
local missing_marks   = sessions "missing":within(school_year)
local missing_today   = sessions "missing":within(day)
local absent_today    = sessions "absent":within(day)
local reduced_weeks   = weeks(codes "C2"):within(school_year)
local reduced         = sessions(codes "C2"):within(half_term)
local meetings_missed = events("meeting.held", { parents_came = "no" }):within(school_year)
local medical         = sessions(codes "M"):within(half_term)
local last_year_then  = rate "attended":within(last_year(school_year))

local flags = {
  { id = "often_late", label = "Often late this half term", clause = "BED-01",
    when = late_sessions:at_least(param.late_sessions) },
  { id = "leaves_at_midday", label = "In school for the morning, then gone", clause = "BED-01",
    when = half_days:at_least(param.half_days) },
  { id = "below_target", label = "Below target (the leaflet has no word for this stretch)", clause = "BED-15",
    when = enough & in_range & attendance:below(param.target) & attendance:above(param.concern) },
  { id = "days_say_refer", label = "The days column would refer, the percentage does not", clause = "BED-17",
    when = enough & in_range & attendance:above(param.refer) & attendance:at_most(param.refer_by_days) },
  { id = "vulnerable_and_low", label = "Vulnerable, with low attendance", clause = "BED-03",
    when = attr "vulnerable" & concerned },
  { id = "absent_beside_closure", label = "Absent next to holidays or closures", clause = "BED-29",
    when = beside_closures:at_least(param.beside_closure) },
  { id = "missing_marks", label = "Missing marks this year", clause = "BED-30",
    when = missing_marks:at_least(1) },
  { id = "long_reduced_timetable", label = "A reduced timetable that is no longer short", clause = "BED-24",
    when = reduced_weeks:above(param.reduced_weeks) },
  { id = "meetings_missed", label = "Parents have missed meetings this year", clause = "BED-34",
    when = meetings_missed:at_least(param.meetings_missed) },
  { id = "below_last_year", label = "Lower than at this point of last year", clause = "BED-36",
    when = enough & attendance:below(last_year_then) },
}

-- The same day of the week again and again.
for _, day in ipairs { "mon", "tue", "wed", "thu", "fri" } do
  local on_day = sessions "absent":within(school_year):on(day)
  table.insert(flags, { id = "pattern_" .. day, label = "Absence falls on one weekday: " .. day,
    clause = { "BED-20", "BED-29" },
    when = absences:at_least(param.pattern_least)
         & (on_day * 100):at_least(absences * param.pattern_share) })
end

local rules = {
    { id = "monitor_vulnerable", clause = "BED-03", duty = "should",
      when    = attr "vulnerable" & concerned,
      checked = last_day_of(week), once = "week", supersedes = { "monitor_vulnerable" },
      action  = "look at this week's attendance, and whether the support helps",
      owner   = role.attendance_officer, due = school_days(0) },

    { id = "offer_support", clause = { "BED-04", "BED-16" }, duty = "should",
      when   = concerned, once = "school_year",
      action = "offer support, an early help assessment included",
      owner  = role.attendance_officer, due = school_days(param.offer_days), letter = "help_with_attendance" },

    { id = "tell_professionals", clause = "BED-05", duty = "should",
      when    = has_professional & ~told_daily,
      checked = last_day_of(week), once = "week", supersedes = { "tell_professionals" },
      action  = "send this week's attendance to the professionals involved",
      owner   = role.attendance_officer, due = school_days(0) },

    { id = "tell_professionals_daily", clause = "BED-05", duty = "should",
      when   = has_professional & told_daily,
      once   = "day", supersedes = { "tell_professionals_daily" },
      action = "send today's attendance to the professionals involved",
      owner  = role.attendance_officer, due = school_days(0) },

    { id = "liaise", clause = "BED-06", duty = "should",
      when   = has_professional & concerned, once = "half_term",
      action = "talk with the staff and the services who work with the pupil",
      owner  = role.attendance_officer, due = school_days(param.reply_days) },

    { id = "vulnerable_absent", clause = { "BED-07", "BED-08" }, duty = "should",
      when   = attr "vulnerable" & absent_today:at_least(1),
      -- The newest report stands for those before it.
      once   = "day", supersedes = { "vulnerable_absent" },
      action = "report the absence to the pastoral team", owner = role.class_teacher, due = school_days(0) },

    { id = "vulnerable_unmarked", clause = "BED-07", duty = "should",
      when   = attr "vulnerable" & missing_today:at_least(1),
      once   = "day", supersedes = { "vulnerable_unmarked" },
      action = "see whether the pupil is in school, and mark it", owner = role.class_teacher, due = school_days(0) },

    { id = "update_key_staff", clause = "BED-09", duty = "should",
      when   = event "support.changed",
      action = "tell key staff: who is vulnerable, and who supports the pupil",
      owner  = role.dsl, due = school_days(param.consult_days) },

    { id = "invite_professionals", clause = "BED-10", duty = "should",
      when   = event "meeting.planned",
      action = "invite all professionals involved", owner = role.dsl,
      due    = recorded("meeting.planned", "on"), done = "meeting.invited" },

    { id = "worker_follows_up", clause = "BED-11", duty = "should",
      when   = has_professional & concerned, once = "half_term",
      action = "follow the absence up with parent and child, and ask Education Welfare for help",
      owner  = role.case_worker, due = school_days(param.offer_days) },

    { id = "review_strategies", clause = "BED-12", duty = "should",
      when   = event "ews.pathway_opened",
      action = "review with the school what has been tried, and what else may help",
      owner  = role.ews, due = school_days(param.ews_review_days) },

    { id = "open_ews_pathway", clause = "BED-17", duty = "should",
      when   = very_low, once = "school_year",
      unless = { { current "ews_involvement", because = "EWS already works with the family" } },
      needs  = { "pre_referral_meeting" },
      action = "open the EWS referral pathway: check the evidence",
      owner  = role.attendance_officer, due = school_days(param.reply_days), done = "ews.pathway_opened" },

    { id = "medical_in_term", clause = "BED-18", duty = "may",
      when   = medical:at_least(param.medical_sessions), once = "half_term",
      unless = { { on_record "appointment.hospital":within(half_term), because = "appointments at a hospital" } },
      action = "ask for appointments outside school hours, hospitals excepted",
      owner  = role.attendance_officer, due = school_days(param.offer_days) },

    { id = "holiday_in_term", clause = "BED-18", duty = "should",
      when   = on_holiday,
      action = "talk with the parents about the holiday in term time",
      owner  = role.attendance_officer, due = school_days(param.reply_days) },

    { id = "attendance_in_plan", clause = "BED-21", duty = "should",
      when   = event "plan.made" & ~latest("plan.made", { attendance = "yes" }),
      action = "take attendance into the plan", owner = role.attendance_officer, due = school_days(param.reply_days),
      done   = "plan.attendance_added" },

    { id = "consult_inclusion_team", clause = "BED-23", duty = "should",
      when   = suspended,
      action = "consult the School Inclusion Team about the suspension or exclusion",
      owner  = role.head_teacher, due = school_days(param.consult_days) },

    { id = "consult_ewo_on_timetable", clause = "BED-24", duty = "should",
      when   = reduced:at_least(1), once = "half_term",
      action = "speak to the school EWO about the reduced timetable: short, agreed, monitored, the authority told",
      owner  = role.attendance_lead, due = school_days(param.reply_days) },

    { id = "review_reduced_timetable", clause = "BED-24", duty = "should",
      when   = event "part_time.agreed", supersedes = { "review_reduced_timetable" },
      needs  = {
        { latest("part_time.agreed", { parent_agreed = "yes" }), "the parent's agreement", clause = "BED-24" },
        { latest("part_time.agreed", { authority_told = "yes" }), "word to the authority", clause = "BED-24" },
        { "consult_ewo_on_timetable", clause = "BED-24" },
      },
      action = "see how the reduced timetable works, and when it ends",
      owner  = role.attendance_lead, due = recorded("part_time.agreed", "review"), done = "part_time.reviewed" },

    { id = "registration_certificate", clause = { "BED-27", "BED-28", "BED-29", "BED-30", "BED-31" }, duty = "should",
      when   = concerned, once = "school_year",
      action = "take out the registration certificate and look at reasons, patterns, missing marks and codes",
      owner  = role.attendance_officer, due = school_days(param.reply_days) },

    { id = "ask_who_can_help", clause = { "BED-32", "BED-33" }, duty = "may",
      when   = concerned, once = "school_year",
      action = "ask who can help: in school pastoral staff, DSL, EWO or SENDCo; at the authority Education Welfare, "
        .. "Early Help, Inclusion, psychologists, CAMHS, School Support, SEND, SENDIAS or the Virtual School",
      owner  = role.year_lead, due = school_days(param.offer_days) },

    { id = "review_engagement", clause = "BED-34", duty = "should",
      when   = concerned, once = "school_year",
      needs  = {
        { latest("engagement_review", { parents_do = "yes" }), "what the parents do to get the child to school", clause = "BED-34" },
        { latest("engagement_review", { challenges = "yes" }), "what stands in the way, and who can help with it", clause = "BED-34" },
        { latest("engagement_review", { meetings = "yes" }), "whether they come to meetings", clause = "BED-34" },
        { latest("engagement_review", { communication = "yes" }), "whether parents and school talk well", clause = "BED-34" },
        { latest("engagement_review", { escalation = "yes" }), "whether the school has said what it will do", clause = "BED-34" },
        { latest("engagement_review", { good = "yes" }), "what good attendance would be for child, parent and school", clause = "BED-34" },
      },
      action = "agree with the family what follows from the six questions",
      owner  = role.attendance_officer, due = school_days(param.offer_days), done = "engagement.agreed" },

    { id = "possibly_missing", clause = "BEDCME-01", duty = "must",
      when   = event "whereabouts_unknown",
      action = "send the authority's form for a child who may be missing, or off the roll",
      owner  = role.attendance_officer, due = school_days(param.missing_form_days) },
}

-- What is considered or mentioned, and who is asked first: the leaflet's list.
for _, row in ipairs {
  { "school_place", "BED-22", "tell the parent to apply to the Admissions Team" },
  { "managed_move", "BED-23", "speak with the School Inclusion Team about the managed move" },
  { "exclusion", "BED-23", "speak with the School Inclusion Team before suspending or excluding" },
  { "home_education", "BED-23", "speak with the School Inclusion Team about home education" },
  { "reduced_timetable", "BED-24", "speak to the school EWO before the timetable is reduced" },
  { "medical_needs", "BED-26", "ask the SENCO and the school EWO about the medical needs" },
} do
  table.insert(rules, { id = "consult_on_" .. row[1], clause = row[2], duty = "should",
    when   = event("considered", { what = row[1] }),
    action = row[3], owner = role.attendance_lead, due = school_days(param.consult_days) })
end

return {
  api       = 1,
  id        = "la/bedford",
  title     = "Bedford Borough: attendance bands and the EWS pathway",
  extends   = "national/england",
  effective = { from = "2024-08-19" },

  clauses = {
    ["BED-01"] = { "The pupil comes to school, on time, registers morning and afternoon, and tells a trusted adult what is wrong", source = source },
    ["BED-02"] = { "Parents see to it that the child goes, keep in touch with the school, and seek advice without delay", source = source },
    ["BED-03"] = { "Vulnerable pupils with poor attendance are identified and monitored", source = source },
    ["BED-04"] = { "Support is offered, an early help assessment among it", source = source },
    ["BED-05"] = { "Professionals involved know the attendance, daily or weekly", source = source },
    ["BED-06"] = { "The attendance officer talks with staff and services who work with the pupil", source = source },
    ["BED-07"] = { "The class teacher checks each day that vulnerable pupils are in", source = source },
    ["BED-08"] = { "Absence of a vulnerable pupil is reported to the pastoral team", source = source },
    ["BED-09"] = { "Key staff hear of changes to the list of vulnerable pupils and to who supports them", source = source },
    ["BED-10"] = { "All professionals involved are invited to meetings", source = source },
    ["BED-11"] = { "The social worker or early help practitioner knows the attendance, follows it up and seeks help", source = source },
    ["BED-12"] = { "Education Welfare supports, reviews strategies and sees to the authority's duties", source = source },
    ["BED-13"] = { "No days off, 100 per cent: perfection", source = source },
    ["BED-14"] = { "2 days off, 99 per cent: excellent", source = source },
    ["BED-15"] = { "8.5 days off, 95 per cent: target for every child", source = source },
    ["BED-16"] = { "19 days off, 90 per cent: concerned, persistent absence", source = source },
    ["BED-17"] = { "27.5 days off, 85 per cent: very concerning, the EWS referral pathway", source = source },
    ["BED-18"] = { "No medical appointments (hospitals excepted) and no holidays in term time", source = source },
    ["BED-19"] = { "Parents know when holidays and training days are", source = source },
    ["BED-20"] = { "A child who has recovered comes back, even on a Friday", source = source },
    ["BED-21"] = { "Attendance is part of all plans and discussions with the family", source = source },
    ["BED-22"] = { "A new school place: the parent applies to the Admissions Team", source = source },
    ["BED-23"] = { "Managed move, suspension, exclusion, home education: the School Inclusion Team is consulted", source = source },
    ["BED-24"] = { "Reduced timetable: the school's EWO is consulted; short, agreed, monitored, the authority told", source = source },
    ["BED-25"] = { "Breakfast and after-school clubs: ask the school", source = source },
    ["BED-26"] = { "Medical needs: the SENCO and the school's EWO are asked", source = source },
    ["BED-27"] = { "Poor attendance is looked into with a registration certificate", source = source },
    ["BED-28"] = { "Absences are split into authorised and unauthorised", source = source },
    ["BED-29"] = { "Patterns: next to holidays, the same day of the week", source = source },
    ["BED-30"] = { "Missing marks are looked for", source = source },
    ["BED-31"] = { "The codes are looked at: are they the right ones", source = source },
    ["BED-32"] = { "Who can help in school; heads of year in secondary schools, deputy or head in primary", source = source },
    ["BED-33"] = { "Who can help at the authority", source = source },
    ["BED-34"] = { "Engagement: what parents do, what is hard, meetings, communication, escalation explained, what good would be", source = source },
    ["BED-35"] = { "The concern runs from nursery to the end of Year 11", source = source },
    ["BED-36"] = { "Attendance problems begin early: earlier years are looked at", source = source },
    ["BEDCME-01"] = { "A child who may be missing, or is off the roll, is reported on the authority's form", source = missing_page },
  },

  params = {
    mode      = { "percent", unit = "text", clause = "BED-16",
      note = "percent, days or either; days off mean something only near the end of a year" },
    perfect   = { 100, unit = "percent", clause = "BED-13", step = 0.3 }, -- a session of 380 is 0.26
    excellent = { 98.9, unit = "percent", clause = "BED-14",
      note = "the leaflet's 2 days of 190 are 98.947 per cent, which a floor of 99 would leave out" },
    target    = { 95, unit = "percent", clause = "BED-15",
      note = "8.5 days of 190 are 95.526 per cent; 95 is a day more generous than the days column" },
    concern   = { 90, unit = "percent", clause = "BED-16", note = "90 exactly is concerned, as persistent absence is" },
    refer     = { 85, unit = "percent", clause = "BED-17",
      note = "printed as '>85%'; the ladder descends, so 85 or less" },
    refer_by_days = { 85.53, unit = "percent", clause = "BED-17",
      note = "27.5 days of 190 are 85.526 per cent: pupils between refer and this are listed for a person to look at" },
    excellent_days = { 2, unit = "days", clause = "BED-14" },
    target_days    = { 8.5, unit = "days", clause = "BED-15" },
    concern_days   = { 19, unit = "days", clause = "BED-16" },
    refer_days     = { 27.5, unit = "days", clause = "BED-17" },
    last_year_group = { 11, unit = "years", clause = "BED-35", note = "a year group" },
    professionals_hear = { "weekly", unit = "text", clause = "BED-05",
      note = "weekly or daily; the leaflet names both" },
    late_sessions   = { 5, unit = "sessions", clause = "BED-01", note = "in a half term; the leaflet gives no number" },
    half_days       = { 3, unit = "sessions", clause = "BED-01", note = "in a half term; the leaflet gives no number" },
    ews_review_days = { 20, unit = "school_days", clause = "BED-12", note = "the leaflet gives no time" },
    reduced_weeks   = { 6, unit = "school_weeks", clause = "BED-24",
      note = "in a year; the leaflet says very short, and gives no number" },
    consult_days    = { 1, unit = "school_days", clause = { "BED-09", "BED-22", "BED-23", "BED-24", "BED-26" },
      note = "the leaflet gives no time" },
    reply_days      = { 5, unit = "school_days", clause = { "BED-06", "BED-17", "BED-18", "BED-21", "BED-24", "BED-27" },
      note = "the leaflet gives no time" },
    offer_days      = { 10, unit = "school_days", clause = { "BED-04", "BED-11", "BED-18", "BED-32", "BED-34" },
      note = "the leaflet gives no time" },
    meetings_missed = { 2, unit = "events", clause = "BED-34", note = "in a year; the leaflet gives no number" },
    missing_form_days = { 1, unit = "school_days", clause = "BEDCME-01", note = "the page gives no time" },
    medical_sessions = { 3, unit = "sessions", clause = "BED-18",
      note = "in a half term; the leaflet gives no number, and a register does not know which were at a hospital" },
    beside_closure = { 4, unit = "sessions", clause = "BED-29", note = "in a year; the leaflet gives no number" },
    pattern_least  = { 10, unit = "sessions", clause = "BED-29",
      note = "absences in the year before a weekday counts as a pattern; the leaflet gives no number" },
    pattern_share  = { 40, unit = "percent", step = 1, clause = "BED-29",
      note = "share of absence on one weekday, twice what chance gives; the leaflet gives no number" },
  },

  roles = {
    pastoral_team   = "Pastoral team",
    dsl             = "Designated safeguarding lead",
    ewo             = "School EWO",
    inclusion_team  = "School Inclusion Team",
    ews             = "Bedford Borough Education Welfare Service",
    head_of_year    = "Head of year",
    year_lead       = first_of { { school "phase":is "primary", role.head_teacher }, role.head_of_year },
    social_worker   = "Social worker",
    early_help      = "Early help practitioner",
    case_worker     = first_of { { attr "social_worker", role.social_worker }, role.early_help },
  },

  facts = {
    pre_referral_meeting  = {},
    ews_involvement       = { "from", "to" },
    ["support.changed"]   = { "what" },            -- the list of vulnerable pupils, or who supports this one
    ["meeting.planned"]   = { "type", "on" },      -- CIN, TAF
    ["meeting.held"]      = { "type", "parents_came" },
    ["plan.made"]         = { "type", "attendance" },
    ["appointment.hospital"] = {},
    -- school_place, managed_move, exclusion, home_education, reduced_timetable, medical_needs
    considered            = { "what" },
    engagement_review     = { "parents_do", "challenges", "meetings", "communication", "escalation", "good" },
    whereabouts_unknown   = { "since" },
  },

  -- attendance and others are national/england's
  measures = {
    days_off = off,
    absences = absences,
    year_group      = year_group,
    holiday_sessions = holiday_sessions,
    holiday_today   = holiday_today,
    suspended_today = suspended_today,
    late_sessions   = late_sessions,
    half_days_missed = half_days,
    beside_closures = beside_closures,
    missing_marks   = missing_marks,
    missing_today   = missing_today,
    absent_today    = absent_today,
    reduced_weeks   = reduced_weeks,
    meetings_missed = meetings_missed,
    medical_sessions = medical,
    last_year_then  = last_year_then,
  },

  bands = {
    attendance = {
      only = enough & in_range & by_percent, otherwise = "too few sessions yet, or outside the leaflet's range",
      { id = "perfection",      label = "Perfection",              when = attendance:at_least(param.perfect),   clause = "BED-13" },
      { id = "excellent",       label = "Excellent",               when = attendance:at_least(param.excellent), clause = "BED-14" },
      { id = "target",          label = "Target for every child",  when = attendance:at_least(param.target),    clause = "BED-15" },
      { id = "very_concerning", label = "Very concerning",         when = attendance:at_most(param.refer),      clause = "BED-17" },
      { id = "concerned",       label = "Concerned (persistent absence)", when = attendance:at_most(param.concern), clause = "BED-16" },
      gap = { { param.concern, param.target, "below target: the leaflet has no word for it" } },
    },
    days_off = {
      only = in_range & by_days, otherwise = "this profile goes by per cent",
      { id = "perfection",      label = "Perfection",              when = off:is(0),                          clause = "BED-13" },
      { id = "excellent",       label = "Excellent",               when = off:at_most(param.excellent_days),  clause = "BED-14" },
      { id = "target",          label = "Target for every child",  when = off:at_most(param.target_days),     clause = "BED-15" },
      { id = "very_concerning", label = "Very concerning",         when = off:at_least(param.refer_days),     clause = "BED-17" },
      { id = "concerned",       label = "Concerned (persistent absence)", when = off:at_least(param.concern_days), clause = "BED-16" },
      gap = { { param.target_days, param.concern_days, "below target: the leaflet has no word for it" } },
    },
  },

  flags = flags,

  rules = rules,

  letters = {
    { id = "help_with_attendance", title = "How we can help with attendance",
      clause = { "BED-02", "BED-04", "BED-18", "BED-19", "BED-20", "BED-25" },
      text = [[
Dear {parent.name},

By {day} {pupil.name} had been in school for {attendance} per cent of the school
year so far, and had missed {days_off} days.

We would like to help. If something makes it hard to come to school, please talk
to us soon: with the class teacher, the attendance officer or any adult here whom
you and your child trust. We can look together at what would help, and whether an
early help assessment would be right for your family. If your child is often
unwell, please ask your doctor for advice, and tell us what you hear.

What helps from day to day:
- Tell us on the same day when your child cannot come, and why.
- Make appointments outside school hours where you can. Hospital appointments are
  an exception.
- Take holidays when school is closed. The dates of holidays and training days
  are enclosed.
- Keep your child at home only if you would stay away from work with the same
  illness; once well again a child is welcome at once, even on a Friday.
- Ask us about breakfast and after-school clubs.

{school.name}
]] },
  },
}
