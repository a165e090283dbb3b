-- Bedford's page on penalty notices before 19 August 2024.
--
-- The calendar is that of a village primary in the borough, 2023/24. School week
-- 1 begins on 4 September, week 12 on 27 November, week 13 on 4 December. After a
-- week's holiday week 8 has four days, from Tuesday 31 October.

local pupil   = { date_of_birth = "2012-03-01", name = "Pupil One" }
local parents = { { id = "PA1", name = "Parent One" }, { id = "PA2", name = "Parent Two" } }
local one     = { { id = "PA1", name = "Parent One" } }

local ten_g = all_present:week("2023-11-13", "GG GG GG GG GG")
local ten_o = all_present:week("2023-11-13", "OO OO OO OO OO")

local function on(day, name, marks, actions, more)
  local fixture = { name, calendar = "bedford 2023/24", on = day, marks = marks, pupil = pupil, parents = one,
    expect = { actions = actions } }
  for key, value in pairs(more or {}) do fixture[key] = value end
  return fixture
end

return {
  -- Five school days after Friday 17 November: 20 to 24 November.
  on("2023-11-17", "ten sessions of a holiday without leave are a formal warning to each parent", ten_g, {
    { rule = "warn_formally", parent = "PA1", status = "due", fired = "2023-11-17", due = "2023-11-24",
      owner = "attendance_officer", duty = "should" },
    { rule = "warn_formally", parent = "PA2", status = "due" } }, { parents = parents }),

  on("2023-11-17", "nine are none", ten_g:but { ["2023-11-15"] = "G." }, {}),

  -- Five in week 1 and five in week 12; ten weeks, as now, would be too few.
  on("2023-11-29", "twelve school weeks are looked back",
    all_present:week("2023-09-04", "GG GG G."):week("2023-11-27", "GG GG G."), { "warn_formally" }),
  on("2023-12-06", "not thirteen",
    all_present:week("2023-09-04", "GG GG G."):week("2023-12-04", "GG GG G."), {}),

  on("2023-11-17", "a pupil beyond compulsory age is none of it", ten_g, {},
    { pupil = { date_of_birth = "2006-05-01" } }),

  -- --- grounds ----------------------------------------------------------------------

  on("2023-11-17", "ten sessions of another kind need a ground", ten_o, {}),
  on("2023-11-17", "a truancy patrol is one", ten_o, { "warn_formally" },
    { events = { { date = "2023-11-14", kind = "truancy_patrol" } } }),
  on("2023-11-17", "so are five late arrivals after the register closed", -- 5 U and 5 O
    all_present:week("2023-11-13", "UO UO UO UO UO"), { "warn_formally" }),
  on("2023-11-17", "four are not", all_present:week("2023-11-13", "UO UO UO UO OO"), {}),
  on("2023-11-17", "so are parents who did not come to the meeting", ten_o, { "warn_formally" },
    { events = { { date = "2023-11-16", kind = "pre_referral_meeting", attended = "no" } } }),
  on("2023-11-17", "or came and did not work with the school", ten_o, { "warn_formally" },
    { events = { { date = "2023-11-16", kind = "pre_referral_meeting", attended = "yes", cooperated = "no" } } }),
  -- On 8 December, in week 13, the window begins with week 2, on 11 September.
  on("2023-12-08", "a meeting of more than twelve school weeks ago is none",
    all_present:week("2023-12-04", "OO OO OO OO OO"), {},
    { events = { { date = "2023-09-08", kind = "pre_referral_meeting", attended = "no" } } }),
  on("2023-12-08", "one of the first of the twelve is",
    all_present:week("2023-12-04", "OO OO OO OO OO"), { "warn_formally" },
    { events = { { date = "2023-09-11", kind = "pre_referral_meeting", attended = "no" } } }),
  on("2023-11-17", "parents who do are no ground", ten_o, {},
    { events = { { date = "2023-11-16", kind = "pre_referral_meeting", attended = "yes", cooperated = "yes" } } }),

  -- --- time to improve --------------------------------------------------------------

  -- Fifteen school days after Monday 20 November: 21 to 24, 27 to 1 December, 4 to
  -- 8 and 11 December. Five more: 12 to 15 and 18 December.
  on("2023-12-11", "fifteen school days after the warning, with absence in them, a notice may be asked for",
    ten_g:but { ["2023-12-05"] = "O." }, {
      { rule = "warn_formally", status = "done", done_on = "2023-11-20" },
      { rule = "ask_for_notice", parent = "PA1", status = "due", fired = "2023-12-11", due = "2023-12-18",
        owner = "head_teacher", duty = "may" } },
    { events = { { date = "2023-11-20", kind = "formal_warning", parent_id = "PA1" } } }),
  on("2023-12-08", "not after fourteen", ten_g:but { ["2023-12-05"] = "O." }, { "warn_formally" },
    { events = { { date = "2023-11-20", kind = "formal_warning", parent_id = "PA1" } } }),
  on("2023-12-11", "not where there was no absence since", ten_g, { "warn_formally" },
    { events = { { date = "2023-11-20", kind = "formal_warning", parent_id = "PA1" } } }),
  on("2023-12-11", "nor of a parent who was not warned", ten_g:but { ["2023-12-05"] = "O." }, {
      { rule = "warn_formally", parent = "PA1", status = "done" }, { rule = "warn_formally", parent = "PA2", status = "overdue" },
      { rule = "ask_for_notice", parent = "PA1" } },
    { parents = parents, events = { { date = "2023-11-20", kind = "formal_warning", parent_id = "PA1" } } }),

  on("2023-11-17", "the other reading: without a warning it may be asked for at once", ten_g, {
      { rule = "ask_for_notice", parent = "PA1", fired = "2023-11-17", status = "due" } },
    { parameters = { warning_first = "no" } }),

  on("2023-11-20", "Education Welfare decides", ten_g, { "warn_formally",
      { rule = "decide_on_notice", parent = "PA1", status = "due", fired = "2023-11-20", due = "2023-11-27", duty = "must",
        owner = "ews" } },
    { events = { { date = "2023-11-20", kind = "penalty_notice.requested", parent_id = "PA1" } } }),

  -- --- families and letters ---------------------------------------------------------

  on("2023-11-17", "two children of a family are two warnings", ten_g, { "warn_formally",
      { rule = "warn_formally", pupil = "P2", parent = "PA1" } },
    { others = { { id = "P2", date_of_birth = "2013-04-01", marks = ten_g, parents = one } } }),

  -- 35 days to 20 October, 4 in the week of 31 October, 5 and 5 more are 49. 88 of
  -- 98 sessions are 89.80 per cent.
  { "the warning says what is asked and what may follow, with the figures of the day",
    calendar = "bedford 2023/24", on = "2023-11-17", marks = ten_g, pupil = pupil, parents = one,
    school = { name = "Example School" },
    expect = { letters = { { id = "formal_warning", parent = "PA1", gaps = none, contains = {
      "Dear Parent One", "By 17 November 2023 Pupil One", "for 89.80 per cent", "In the last 12 school weeks 10 sessions",
      "up to 15", "60 pounds", "21 days, 120 pounds within 28", "Example School" } } } } },
}
