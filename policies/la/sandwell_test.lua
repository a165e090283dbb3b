-- What leads from a school in Sandwell to the authority.
--
-- Calendar: 190 days (Sandwell's of 2024/25). Day 10, the first with twenty
-- sessions, is Wednesday 18 September 2024, day 37 Monday 4 November, day 72 Monday
-- 6 January 2025.

-- What the code of conduct would say is the school's to fill in: here these.
local own = { referral_days = 10, persisting_sessions = 12, nti_period = 6, legal_evidence = "letters, meetings, the plan" }
local child = { date_of_birth = "2015-05-01" } -- nine years old: of compulsory age
local infant = { date_of_birth = "2020-06-01" } -- five from June 2025: not of compulsory age in 2024/25

local function with(parameters)
  local all = {}
  for name, value in pairs(own) do all[name] = value end
  for name, value in pairs(parameters) do all[name] = value end
  return all
end

local function asked(name, day, marks, expect, more)
  local fixture = { name, calendar = "190 days", on = day, marks = marks, expect = expect,
    pupil = child, parameters = own }
  for key, value in pairs(more or {}) do fixture[key] = value end
  return fixture
end

-- What stands beside the referral of twelve sessions: ten are the threshold.
local function and_notices(actions)
  actions.propose_first_notice = "blocked"
  actions.offer_notice_to_improve = "blocked"
  return actions
end
local two_parents = { { id = "PA1" }, { id = "PA2" } }

local function ill(sessions)
  return all_present:sessions(sessions, "I", "2025-01-06")
end

-- A year in which 6 January has a morning only.
local short_day = {
  half_terms = {
    { term = "autumn", number = 1, from = "2024-09-05", to = "2024-10-25" },
    { term = "autumn", number = 2, from = "2024-11-04", to = "2024-12-20" },
    { term = "spring", number = 3, from = "2025-01-06", to = "2025-02-14" },
  },
  single_sessions = { { date = "2025-01-06", session = "AM", reason = "half day" } },
}

local three_autumns = { half_terms = {
  { term = "autumn", number = 1, from = "2024-09-05", to = "2024-10-25" },
  { term = "autumn", number = 1, from = "2026-09-07", to = "2026-10-23" },
  { term = "autumn", number = 1, from = "2027-09-06", to = "2027-10-22" },
} }

-- Twelve sessions are six days from Monday 4 to Monday 11 November.
local twelve = all_present:sessions(12, "O", "2024-11-04")
local ten    = all_present:sessions(10, "O", "2024-11-04")
local week_away = all_present:sessions(10, "G", "2024-11-04")
local two_weeks_away = week_away:sessions(10, "G", "2024-12-09")
local function of(parent_id, day, kind, fields)
  local event = { parent_id = parent_id, date = day, kind = kind }
  for key, value in pairs(fields or {}) do event[key] = value end
  return event
end
local function considered(day)
  return { date = day, kind = "penalty_notice.considered", outcome = "notice" }
end
local eleven = all_present:sessions(11, "O", "2024-11-04")

return {
  -- --- the sickness return --------------------------------------------------------

  -- Fifteen days from 6 to 24 January are thirty sessions.
  asked("thirty sessions of illness are a sickness return", "2025-01-24", ill(30),
    { actions = { sickness_return = { fired = "2025-01-24" } } }),
  asked("twenty-nine are not", "2025-01-24", ill(29), { actions = { sickness_return = none } }),
  asked("they need not be on end", "2025-02-10",
    ill(28):but { ["2025-02-10"] = "II" }, { actions = { sickness_return = { fired = "2025-02-10" } } }),

  -- Monday 6 January has one session: fifteen whole days are 29 sessions.
  asked("fifteen days gone altogether are one, though they are 29 sessions", "2025-01-24", ill(29),
    { attendance = { authorised = 29 }, actions = { sickness_return = { fired = "2025-01-24" } } },
    { calendar = short_day }),
  asked("fourteen days and a half of another are not", "2025-01-24", ill(28),
    { attendance = { authorised = 28 }, actions = { sickness_return = none } }, { calendar = short_day }),

  asked("appointments are not illness", "2025-01-24", ill(28):but { ["2025-01-24"] = "MM" },
    { actions = { sickness_return = none } }),
  asked("unless the school reads medical reasons so", "2025-01-24", ill(28):but { ["2025-01-24"] = "MM" },
    { actions = { sickness_return = { fired = "2025-01-24" } } },
    { parameters = with { illness_return_codes = "I M" } }),

  asked("a pupil who is likely to miss fifteen days is one, too", "2025-01-07", ill(4),
    { actions = { sickness_return = { fired = "2025-01-07" } } },
    { events = { { date = "2025-01-07", kind = "illness.expected" } } }),
  asked("a child below compulsory age is not", "2025-01-24", ill(30),
    { actions = { sickness_return = none } }, { pupil = infant }),

  -- --- severe absence ---------------------------------------------------------------

  -- Twenty sessions by Wednesday 18 September: ten are half of them. Five school
  -- days later: 19, 20, 23, 24 and 25 September.
  asked("a joint approach is agreed for whoever misses half", "2024-09-18", all_present:week("2024-09-09", "TT TT TT TT TT"),
    { actions = { agree_joint_approach = { fired = "2024-09-18", due = "2024-09-25" } } }),
  asked("and for nobody who misses less", "2024-09-18", all_present:week("2024-09-09", "TT TT TT TT T."),
    { actions = { agree_joint_approach = none } }),

  -- --- leave ------------------------------------------------------------------------

  -- Five days from 9 to 13 September; ten school days later is Friday 27.
  asked("leave of ten sessions is referred", "2024-09-13", all_present:sessions(10, "G", "2024-09-09"),
    { flags = { "long_leave", "threshold_as_printed" },
      actions = { refer_long_leave = { status = "due", fired = "2024-09-13", due = "2024-09-27" }, propose_first_notice = "blocked" } }),
  asked("leave of nine is not", "2024-09-13", all_present:sessions(9, "G", "2024-09-09"),
    { flags = {}, actions = {} }),
  asked("nor when the child is back in the afternoon of a fifth day", "2024-09-16",
    all_present:week("2024-09-09", ".G GG GG GG GG"), -- nine sessions
    { flags = {}, actions = {} }),
  asked("ten are, back or not", "2024-09-16", all_present:week("2024-09-09", ".G GG GG GG GG"):week("2024-09-16", "G."),
    { flags = { "long_leave", "threshold_as_printed" }, actions = { refer_long_leave = { fired = "2024-09-16" }, propose_first_notice = "blocked" } }),
  asked("a day that was not possible is no new leave", "2024-09-18",
    all_present:week("2024-09-09", ".. GG GG GG GG"):week("2024-09-16", "GG Y1Y1 G."),
    { flags = { "long_leave", "threshold_as_printed" }, actions = { refer_long_leave = { fired = "2024-09-16" }, propose_first_notice = "blocked" } }),
  asked("nor are two leaves of five days together", "2024-11-15",
    all_present:week("2024-11-04", "GG GG G."):week("2024-11-11", "GG GG G."), { flags = { "threshold_as_printed" }, actions = { propose_first_notice = "blocked" } }),
  asked("a leave goes on over the half-term holiday", "2024-11-05",
    all_present:sessions(6, "G", "2024-10-23"):but { ["2024-11-04"] = "GG", ["2024-11-05"] = "GG" },
    { flags = { "long_leave", "threshold_as_printed" }, actions = { refer_long_leave = { fired = "2024-11-05" }, propose_first_notice = "blocked" } }),
  asked("a child below compulsory age is not referred", "2024-09-13", all_present:sessions(10, "G", "2024-09-09"),
    { flags = {}, actions = {} }, { pupil = infant }),

  -- --- absence without permission that goes on -------------------------------------------

  -- Ten school days after Monday 11 November: Monday 25.
  asked("twelve sessions ask for support first, and the referral waits", "2024-11-11", twelve,
    { actions = and_notices {
      request_support = { status = "due", fired = "2024-11-11", due = "2024-11-25" },
      legal_referral = { status = "blocked", missing = { "a request for support (SAND-55)", "the evidence, gone through (SAND-54)" }, duty = "may" } } }),
  asked("eleven are below what this school reads as persisting", "2024-11-11", eleven, { actions = and_notices {} }),
  asked("a support request alone is not enough", "2024-11-13", twelve,
    { actions = and_notices { request_support = "done", legal_referral = { status = "blocked", missing = { "the evidence, gone through (SAND-54)" } } } },
    { events = { { date = "2024-11-13", kind = "attendance_support.requested" } } }),
  -- Ten school days after Friday 15 November: Friday 29.
  asked("with the evidence gone through the referral is due", "2024-11-15", twelve,
    { actions = and_notices { request_support = "done", legal_referral = { status = "due", due = "2024-11-29" } } },
    { events = { { date = "2024-11-13", kind = "attendance_support.requested" },
                 { date = "2024-11-15", kind = "evidence_checked", by = "head teacher" } } }),
  asked("a support request of this year counts also when it came before", "2024-11-11", twelve,
    { actions = and_notices { request_support = "done", legal_referral = "blocked" } },
    { events = { { date = "2024-09-06", kind = "attendance_support.requested" } } }),
  asked("a child below compulsory age is nobody's referral", "2024-11-11", twelve, { actions = {} }, { pupil = infant }),

  asked("nobody knows where the child is: support is asked for the same day", "2024-11-05", all_present,
    { actions = { find_the_child = { status = "due", fired = "2024-11-05", due = "2024-11-05", duty = "must" } } },
    { events = { { date = "2024-11-05", kind = "whereabouts_unknown" } } }),

  -- --- the threshold, as printed and as the nation has it -----------------------------------

  asked("ten sessions of G, O and U meet it", "2024-09-13", all_present:week("2024-09-09", "GG OO UU OO GG"),
    { flags = { "threshold_as_printed", "penalty_threshold" } }),
  asked("with an N among them only the nation's is met", "2024-09-13", all_present:week("2024-09-09", "GG OO UU OO GN"),
    { flags = { threshold_as_printed = none, "penalty_threshold", "penalty_threshold_through_n" } }),
  asked("an N that makes the ten is settled, and nothing is asked of the authority", "2024-09-13", all_present:week("2024-09-09", "GG OO UU OO GN"),
    { actions = { settle_n_before_penalty = "due", consider_penalty_notice = none } }, { parents = two_parents }),
  asked("nine meet neither", "2024-09-13", all_present:week("2024-09-09", "GG OO UU OO G."),
    { flags = { threshold_as_printed = none, penalty_threshold = none } }),
  asked("a school that counts N as well has one threshold", "2024-09-13",
    all_present:week("2024-09-09", "GG OO UU OO GN"),
    { flags = { "threshold_as_printed", "penalty_threshold" } }, { parameters = with { code_of_conduct_codes = "G N O U" } }),

  -- --- notices, for each parent -------------------------------------------------------------

  -- Ten sessions from 4 to 8 November; ten school days later is Friday 22. What
  -- holds a notice up is the nation's: england_test.lua.
  asked("ten sessions: a notice to improve may come first, and a penalty notice waits for a decision", "2024-11-08", ten, { actions = {
      { rule = "offer_notice_to_improve", parent = "PA1", status = "blocked" }, { rule = "offer_notice_to_improve", parent = "PA2", status = "blocked" },
      { rule = "propose_first_notice", parent = "PA1", status = "blocked", duty = "may" },
      { rule = "propose_first_notice", parent = "PA2", status = "blocked" } } },
    { parents = two_parents }),
  asked("decided on, it is asked of the authority by this school's deadline", "2024-11-08", ten, { actions = {
      offer_notice_to_improve = "blocked", propose_first_notice = { status = "due", fired = "2024-11-08", due = "2024-11-22" } } },
    { parents = { { id = "PA1" } }, events = { considered "2024-11-08" } }),
  -- The notice runs six school weeks from Tuesday 12 November: those of 18 November
  -- to 16 December and of 6 January, to Tuesday 7 January.
  asked("a notice to improve is judged after as many weeks as the code has", "2024-11-12", ten, { actions = {
      offer_notice_to_improve = "done", propose_first_notice = { status = "suppressed", reason = "a notice to improve runs, or has not been judged yet" },
      judge_notice_to_improve = { status = "due", due = "2025-01-07" } } },
    { parents = { { id = "PA1" } }, events = { considered "2024-11-08", of("PA1", "2024-11-12", "notice_to_improve") } }),
  asked("nine sessions are no notice", "2024-11-08", all_present:sessions(9, "O", "2024-11-04"), { actions = {} }, { parents = two_parents }),
  asked("nor is any absence below compulsory age", "2024-11-08", ten, { actions = {} }, { parents = two_parents, pupil = infant }),

  asked("where the school issues notices, the attendance officer advises and the head issues", "2024-11-08", week_away, { actions = {
      refer_long_leave = "due", advise_on_notice = { status = "due", owner = "attendance_officer", due = "2024-11-15" },
      issue_first_notice = { status = "due", owner = "head_teacher", due = "2024-11-22" } } },
    { parents = { { id = "PA1" } }, parameters = with { notices_by = "school" }, events = { considered "2024-11-08" } }),
  asked("not without a decision", "2024-11-08", week_away, { actions = { refer_long_leave = "due", advise_on_notice = "due",
      issue_first_notice = { status = "blocked", missing = { "a decision for a notice (SAND-56)" } } } },
    { parents = { { id = "PA1" } }, parameters = with { notices_by = "school" } }),
  asked("nor while a notice to improve is running", "2024-11-12", ten, { actions = { offer_notice_to_improve = "done", advise_on_notice = "due",
      issue_first_notice = { status = "suppressed", reason = "a notice to improve runs, or has not been judged yet" } } },
    { parents = { { id = "PA1" } }, parameters = with { notices_by = "school" },
      events = { considered "2024-11-08", of("PA1", "2024-11-12", "notice_to_improve") } }),
  asked("nor when attendance improved enough", "2024-11-28", ten, { actions = { offer_notice_to_improve = "done", advise_on_notice = "overdue",
      issue_first_notice = { status = "suppressed", reason = "attendance improved enough within the notice to improve" } } },
    { parents = { { id = "PA1" } }, parameters = with { notices_by = "school" },
      events = { considered "2024-11-08", of("PA1", "2024-11-12", "notice_to_improve"), of("PA1", "2024-11-28", "notice_to_improve.judged", { sufficient = "yes" }) } }),
  asked("a second one, too", "2024-12-13", two_weeks_away, { actions = {
      { rule = "refer_long_leave", fired = "2024-11-08" }, { rule = "refer_long_leave", fired = "2024-12-13" },
      { rule = "advise_on_notice", fired = "2024-11-08" }, { rule = "advise_on_notice", fired = "2024-12-13" },
      issue_first_notice = "done", issue_second_notice = { status = "due", fired = "2024-12-13" } } },
    { parents = { { id = "PA1" } }, parameters = with { notices_by = "school" },
      events = { considered "2024-11-08", of("PA1", "2024-11-29", "penalty_notice.issued"), considered "2024-12-13" } }),

  -- A notice uses up its sessions. Ten more: 9 to 13 December.
  asked("after the first notice comes a second, for the parent who had one", "2024-12-13", two_weeks_away, { actions = {
      { rule = "refer_long_leave", fired = "2024-11-08" }, { rule = "refer_long_leave", fired = "2024-12-13" },
      { rule = "propose_first_notice", parent = "PA1", status = "done" },
      { rule = "propose_first_notice", parent = "PA2", status = "overdue", fired = "2024-11-08" },
      { rule = "propose_second_notice", parent = "PA1", status = "due", fired = "2024-12-13" } } },
    { parents = two_parents, events = { considered "2024-11-08", of("PA1", "2024-11-29", "penalty_notice.issued") } }),
  asked("a notice that was withdrawn counts as none", "2024-12-02", week_away, { actions = { refer_long_leave = "overdue",
      { rule = "propose_first_notice", fired = "2024-11-08", status = "superseded" },
      { rule = "propose_first_notice", fired = "2024-12-02", status = "due" } } },
    { parents = { { id = "PA1" } }, events = { considered "2024-11-08", of("PA1", "2024-11-29", "penalty_notice.issued", { id = "N1" }),
      { date = "2024-12-02", kind = "withdrawn", of = "N1" } } }),
  -- Three years to Friday 1 October 2027 begin on 2 October 2024.
  asked("a notice of three years ago less a day counts", "2027-10-01", all_present:sessions(10, "G", "2027-09-27"),
    { actions = { refer_long_leave = "due", propose_second_notice = "blocked" } },
    { calendar = three_autumns, parents = { { id = "PA1" } }, events = { of("PA1", "2024-10-02", "penalty_notice.issued") } }),
  asked("one of three years ago does not", "2027-10-01", all_present:sessions(10, "G", "2027-09-27"),
    { actions = { refer_long_leave = "due", propose_first_notice = "blocked" } },
    { calendar = three_autumns, parents = { { id = "PA1" } }, events = { of("PA1", "2024-10-01", "penalty_notice.issued") } }),
  asked("two notices in three years leave the authority's way only", "2024-12-13", all_present:sessions(10, "G", "2024-12-09"),
    { actions = { refer_long_leave = "due", no_third_notice = { status = "due", fired = "2024-12-13" } } },
    { parents = { { id = "PA1" } }, events = { of("PA1", "2024-09-13", "penalty_notice.issued"), of("PA1", "2024-11-29", "penalty_notice.issued") } }),

  -- --- an earlier school ------------------------------------------------------------------------

  -- Came on 4 November. The first ten school weeks are the seven to that of 16
  -- December, and those of 6, 13 and 20 January.
  asked("ten weeks may reach into an earlier school", "2025-01-20", all_present:but { ["2025-01-20"] = "O." },
    { actions = { ask_previous_school = { fired = "2025-01-20" } } },
    { pupil = { date_of_birth = "2015-05-01", previous_school = "another school", enrolled_from = "2024-11-04" } }),
  asked("in the eleventh week they no longer do", "2025-01-27", all_present:but { ["2025-01-27"] = "O." },
    { actions = {} },
    { pupil = { date_of_birth = "2015-05-01", previous_school = "another school", enrolled_from = "2024-11-04" } }),
  asked("without absence there is nothing to ask", "2025-01-20", all_present, { actions = {} },
    { pupil = { date_of_birth = "2015-05-01", previous_school = "another school", enrolled_from = "2024-11-04" } }),
  asked("nor of a pupil who came from nowhere else", "2024-09-10", all_present:but { ["2024-09-10"] = "O." },
    { actions = {} }),

  -- --- talks with the authority ---------------------------------------------------------------------

  asked("once a term the school talks with the authority", "2024-09-05", all_present,
    { groups = { talk_with_authority = { status = "due", fired = "2024-09-05", due = "2024-12-20" } } }),
  asked("not before it has pupils", "2024-09-05", all_present, { groups = {} },
    { pupil = { date_of_birth = "2015-05-01", enrolled_from = "2024-09-06" } }),
  asked("and not again once it has", "2024-09-30", all_present, { groups = { talk_with_authority = "done" } },
    { school_events = { { date = "2024-09-26", kind = "authority_meeting.held" } } }),
}
