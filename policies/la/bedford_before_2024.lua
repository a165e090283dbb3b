-- Bedford Borough before 19 August 2024: what its page on penalty notices said,
-- until the national framework replaced it. The page does not say since when.
--
-- The national policy begins with the framework, so this version stands alone.

local page = "https://www.bedford.gov.uk/schools-education-and-childcare/education-welfare/school-attendance/penalty-notices-non-attendance"

local window      = school_weeks(param.window_weeks)
local unexcused   = sessions(param.counted_codes):within(window)
local on_holiday  = sessions(codes "G"):within(window):at_least(1)
local late_past   = sessions(codes "U"):within(window):at_least(param.late_past_close)
local no_help     = on_record "pre_referral_meeting":within(window) -- an old case is no ground of this one
                  & (latest("pre_referral_meeting", { attended = "no" }) | latest("pre_referral_meeting", { cooperated = "no" }))

local grounds = any_of {
  { on_holiday, clause = "BEDPN-01" },
  { on_record "truancy_patrol":within(window), clause = "BEDPN-02" },
  { late_past, clause = "BEDPN-03" },
  { no_help, clause = "BEDPN-04" },
}
local may_be_asked = unexcused:at_least(param.threshold) & grounds & compulsory_school_age

-- The time to improve is over, and there was absence without leave in it.
local not_improved = days_since "formal_warning":at_least(param.improve_days)
                   & sessions(param.counted_codes):within(since "formal_warning"):at_least(1)

return {
  api       = 1,
  id        = "la/bedford",
  title     = "Bedford Borough before the national framework: penalty notices",
  effective = { to = "2024-08-18" },

  clauses = {
    ["BEDPN-01"] = { "Ground: a holiday in term time without leave", source = page },
    ["BEDPN-02"] = { "Ground: found by a truancy patrol", source = page },
    ["BEDPN-03"] = { "Ground: persistent lateness", source = page },
    ["BEDPN-04"] = { "Ground: poor attendance, and parents who do not come to pre-referral meetings or do not work with them", source = page },
    ["BEDPN-05"] = { "Ten sessions, five days, without leave in the last twelve school weeks", source = page },
    ["BEDPN-06"] = { "Normally a formal warning comes first; there is no limit on warnings", source = page },
    ["BEDPN-07"] = { "Then up to fifteen school days to improve", source = page },
    ["BEDPN-08"] = { "Where more than one pupil of a family is concerned there may be several notices", source = page },
    ["BEDPN-09"] = { "Schools, police and neighbouring councils may ask; Education Welfare decides", source = page },
    ["BEDPN-10"] = { "From September 2013: 60 pounds within 21 days, 120 within 28",
      source = "https://www.msj.bolton.sch.uk/page/?title=Attendance+Regulations&pid=458" },
  },

  params = {
    threshold       = { 10, unit = "sessions", clause = "BEDPN-05" },
    window_weeks    = { 12, unit = "school_weeks", clause = "BEDPN-05" },
    counted_codes   = { "G N O U", unit = "codes", clause = "BEDPN-05", note = "all that is without leave" },
    late_past_close = { 5, unit = "sessions", clause = "BEDPN-03", note = "within the window; the page gives no number" },
    warning_first   = { "yes", unit = "text", clause = "BEDPN-06",
      note = "yes or no: normally a warning comes first; a school may leave it out of a case" },
    improve_days    = { 15, unit = "school_days", clause = "BEDPN-07", note = "the page says up to fifteen" },
    act_days        = { 5, unit = "school_days", clause = { "BEDPN-06", "BEDPN-09" }, note = "the page gives no time" },
    charge          = { 120, clause = "BEDPN-10", note = "pounds" },
    early_charge    = { 60, clause = "BEDPN-10", note = "pounds" },
    early_days      = { 21, unit = "calendar_days", clause = "BEDPN-10" },
    pay_days        = { 28, unit = "calendar_days", clause = "BEDPN-10" },
  },

  roles = {
    attendance_officer = "Attendance officer",
    head_teacher       = "Head teacher",
    ews                = "Bedford Borough Education Welfare Service",
  },

  facts = {
    pre_referral_meeting = { "attended", "cooperated" },
    truancy_patrol       = {},
  },

  measures = {
    attendance = rate "attended":within(school_year),
    unexcused  = unexcused,
  },

  rules = {
    { id = "warn_formally", clause = { "BEDPN-05", "BEDPN-06", "BEDPN-08" }, duty = "should", per = "parent",
      when   = may_be_asked & ~param.warning_first:is "no",
      action = "send the formal warning", owner = role.attendance_officer, due = school_days(param.act_days),
      letter = "formal_warning", done = "formal_warning" },

    { id = "ask_for_notice", clause = { "BEDPN-05", "BEDPN-07", "BEDPN-08", "BEDPN-09" }, duty = "may", per = "parent",
      when   = may_be_asked & (not_improved | param.warning_first:is "no"),
      action = "ask Education Welfare for a penalty notice", owner = role.head_teacher,
      due    = school_days(param.act_days), done = "penalty_notice.requested" },

    { id = "decide_on_notice", clause = "BEDPN-09", duty = "must", per = "parent",
      when   = event "penalty_notice.requested",
      action = "decide on the request", owner = role.ews, due = school_days(param.act_days),
      done   = { "penalty_notice.issued", "penalty_notice.refused" } },
  },

  letters = {
    { id = "formal_warning", title = "Formal warning about attendance", clause = { "BEDPN-06", "BEDPN-07", "BEDPN-10" },
      text = [[
Dear {parent.name},

By {day} {pupil.name} had been in school for {attendance} per cent of the school
year so far. In the last {param.window_weeks} school weeks {unexcused} sessions (half days) were
missed without leave.

Please see that {pupil.name} comes to school every day. There are up to {param.improve_days}
school days for attendance to improve. If it does not, the school may ask the
Education Welfare Service for a penalty notice: {param.early_charge} pounds if paid within
{param.early_days} days, {param.charge} pounds within {param.pay_days}. The service decides.

If something makes it hard to come to school, please talk to us: we would like to
help.

{school.name}
]] },
  },
}
