-- Bedford Borough: the Education Welfare Service's leaflet on attendance, as
-- far as a register decides it.
--
-- The leaflet's table names points (0, 2, 8.5, 19 and 27.5 days off, with a
-- percentage beside each). Here each point is the edge of a band. Percentages
-- decide: a pupil in October has no 27.5 days off to be measured by. Where the
-- two columns disagree, the reading chosen is a parameter with a note.

local source = "https://www.bedford.gov.uk/schools-education-and-childcare/education-welfare/school-attendance"

local attendance = rate "attended":within(school_year)
local off        = days "absent":within(school_year)
local absences   = sessions "absent":within(school_year)

local by_percent = param.mode:is "percent" | param.mode:is "either"
local by_days    = param.mode:is "days" | param.mode:is "either"
local enough     = sessions "possible":within(school_year):at_least(param.min_possible)
-- Nursery to the end of Year 11; a pupil whose year is not known stays in.
local in_range   = ~(attr "year_group" & attr "year_group":above(param.last_year_group))

-- A holiday and a suspension go on over days that are not possible, and are
-- there also when the pupil came back in the afternoon.
local on_holiday = run(codes "G"):at_least(1) | sessions(codes "G"):within(day):at_least(1)
local suspended  = run(codes "E"):at_least(1) | sessions(codes "E"):within(day):at_least(1)

local concerned = in_range & ((by_percent & enough & attendance:at_most(param.concern))
                            | (by_days & off:at_least(param.concern_days)))
local very_low  = in_range & ((by_percent & enough & attendance:at_most(param.refer))
                            | (by_days & off:at_least(param.refer_days)))

local flags = {
  { id = "below_target", label = "Below target (the leaflet has no word for this stretch)", clause = "BED-15",
    when = enough & in_range & attendance:below(param.target) & attendance:above(param.concern) },
  { id = "days_say_refer", label = "The days column would refer, the percentage does not", clause = "BED-17",
    when = enough & in_range & attendance:above(param.refer) & attendance:at_most(param.refer_by_days) },
  { id = "vulnerable_and_low", label = "Vulnerable, with low attendance", clause = "BED-03",
    when = attr "vulnerable" & concerned },
  { id = "absent_beside_closure", label = "Absent next to holidays or closures", clause = "BED-29",
    when = sessions "absent":within(school_year):beside_closure():at_least(param.beside_closure) },
  { id = "missing_marks", label = "Missing marks this year", clause = "BED-30",
    when = sessions "missing":within(school_year):at_least(1) },
  { id = "below_last_year", label = "Lower than at this point of last year", clause = "BED-36",
    when = enough & attendance:below(rate "attended":within(last_year(school_year))) },
}

-- The same day of the week again and again.
for _, day in ipairs { "mon", "tue", "wed", "thu", "fri" } do
  local on_day = sessions "absent":within(school_year):on(day)
  table.insert(flags, { id = "pattern_" .. day, label = "Absence falls on one weekday: " .. day,
    clause = { "BED-20", "BED-29" },
    when = absences:at_least(param.pattern_least)
         & (on_day * 100):at_least(absences * param.pattern_share) })
end

return {
  api       = 1,
  id        = "la/bedford",
  title     = "Bedford Borough: attendance bands and the EWS pathway",
  extends   = "national/england",
  effective = { from = "2024-08-19" },

  clauses = {
    ["BED-03"] = { "Vulnerable pupils with poor attendance are identified and monitored", source = source },
    ["BED-04"] = { "Support is offered, an early help assessment among it", source = source },
    ["BED-05"] = { "Professionals involved know the attendance, daily or weekly", source = source },
    ["BED-07"] = { "The class teacher checks each day that vulnerable pupils are in", source = source },
    ["BED-08"] = { "Absence of a vulnerable pupil is reported to the pastoral team", source = source },
    ["BED-13"] = { "No days off, 100 per cent: perfection", source = source },
    ["BED-14"] = { "2 days off, 99 per cent: excellent", source = source },
    ["BED-15"] = { "8.5 days off, 95 per cent: target for every child", source = source },
    ["BED-16"] = { "19 days off, 90 per cent: concerned, persistent absence", source = source },
    ["BED-17"] = { "27.5 days off, 85 per cent: very concerning, the EWS referral pathway", source = source },
    ["BED-18"] = { "No medical appointments (hospitals excepted) and no holidays in term time", source = source },
    ["BED-20"] = { "A child who has recovered comes back, even on a Friday", source = source },
    ["BED-23"] = { "Suspension or exclusion: the School Inclusion Team is consulted", source = source },
    ["BED-24"] = { "Reduced timetable: the school's EWO is consulted; short, agreed, monitored", source = source },
    ["BED-27"] = { "Poor attendance is looked into with a registration certificate", source = source },
    ["BED-28"] = { "Absences are split into authorised and unauthorised", source = source },
    ["BED-29"] = { "Patterns: next to holidays, the same day of the week", source = source },
    ["BED-30"] = { "Missing marks are looked for", source = source },
    ["BED-35"] = { "The concern runs from nursery to the end of Year 11", source = source },
    ["BED-36"] = { "Attendance problems begin early: earlier years are looked at", source = source },
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
    ewo             = "School EWO",
    inclusion_team  = "School Inclusion Team",
  },

  facts = {
    pre_referral_meeting = {},
    ews_involvement      = { "from", "to" },
  },

  -- attendance is national/england's
  measures = {
    days_off = off,
    absences = absences,
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

  rules = {
    { id = "vulnerable_absent", clause = { "BED-07", "BED-08" }, duty = "should",
      when   = attr "vulnerable" & sessions "absent":within(day):at_least(1),
      -- The newest report stands for those before it.
      once   = "day", supersedes = { "vulnerable_absent" },
      action = "report the absence to the pastoral team", owner = role.class_teacher, due = school_days(0) },

    { id = "tell_professionals", clause = "BED-05", duty = "should",
      when    = attr "social_worker" | attr "early_help",
      checked = last_day_of(week), once = "week", supersedes = { "tell_professionals" },
      action  = "send this week's attendance to the professionals involved",
      owner   = role.attendance_officer, due = school_days(0) },

    { id = "offer_support", clause = { "BED-04", "BED-16" }, duty = "should",
      when   = concerned, once = "school_year",
      action = "offer support, an early help assessment included",
      owner  = role.attendance_officer, due = school_days(10) },

    { id = "registration_certificate", clause = { "BED-27", "BED-28" }, duty = "should",
      when   = concerned, once = "school_year",
      action = "take out the registration certificate and look at reasons, patterns, missing marks and codes",
      owner  = role.attendance_officer, due = school_days(5) },

    { id = "open_ews_pathway", clause = "BED-17", duty = "should",
      when   = very_low, once = "school_year",
      unless = { { current "ews_involvement", because = "EWS already works with the family" } },
      needs  = { "pre_referral_meeting" },
      action = "open the EWS referral pathway: check the evidence",
      owner  = role.attendance_officer, due = school_days(5), done = "ews.pathway_opened" },

    { id = "medical_in_term", clause = "BED-18", duty = "may",
      when   = sessions(codes "M"):within(half_term):at_least(param.medical_sessions), once = "half_term",
      action = "ask for appointments outside school hours, hospitals excepted",
      owner  = role.attendance_officer, due = school_days(10) },

    { id = "holiday_in_term", clause = "BED-18", duty = "should",
      when   = on_holiday,
      action = "talk with the parents about the holiday in term time",
      owner  = role.attendance_officer, due = school_days(5) },

    { id = "consult_inclusion_team", clause = "BED-23", duty = "should",
      when   = suspended,
      action = "consult the School Inclusion Team about the suspension or exclusion",
      owner  = role.head_teacher, due = school_days(1) },

    { id = "consult_ewo_on_timetable", clause = "BED-24", duty = "should",
      when   = sessions(codes "C2"):within(half_term):at_least(1), once = "half_term",
      action = "speak to the school EWO about the reduced timetable: short, agreed, monitored, the authority told",
      owner  = role.attendance_lead, due = school_days(5) },
  },
}
