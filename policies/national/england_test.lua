-- What the national policy makes of registers. Names such as PN-2 are those of
-- the project's list of test vectors for the penalty-notice framework (PN),
-- persistent absence (PA) and compulsory school age (CSA).
--
-- The calendar is Sandwell's of 2024/25 unless a fixture says otherwise: 190
-- days, 380 sessions, 40 school weeks. Week 21 begins on 10 February, then a
-- week's holiday, week 22 on 24 February, week 28 on 7 April, two weeks' holiday,
-- week 29 on 28 April, week 31 on 12 May. 4 October, 17 March and 5 May are
-- closed. Day 51 is 22 November: from there on ten sessions of absence are less
-- than 10 per cent, so that fixtures after it raise no flag but what they test.

local pupil = { date_of_birth = "2012-03-01", year_group = "8" } -- of compulsory age throughout

-- A pupil who becomes of compulsory age on 31 March 2025, a Monday of term.
local nearly_five = { date_of_birth = "2020-02-10", year_group = "R" }
-- One for whom it ends on 27 June 2025, the last Friday in June.
local older   = { date_of_birth = "2007-05-01", year_group = "12" } -- beyond it all year
-- Two parents of the framework's families.
local parents = { { id = "PA1", name = "Parent One" }, { id = "PA2", name = "Parent Two" } }
local one     = { { id = "PA1", name = "Parent One" } }

-- A few days of September in each year from 2024 to 2028: for what looks back years.
local five_years = { half_terms = {
  { term = "autumn", number = 1, from = "2024-09-02", to = "2024-10-25" },
  { term = "autumn", number = 1, from = "2026-09-01", to = "2026-10-23" },
  { term = "autumn", number = 1, from = "2027-09-01", to = "2027-10-22" },
} }

local sixteen = { date_of_birth = "2009-05-01", year_group = "11" }

local tests = {
  -- --- penalty notices -----------------------------------------------------

  -- Two days of G (4) in week 22 and six mornings of U; the sixth is in week 31,
  -- the tenth week. 4 + 6 = 10. Five school days after Wednesday 14 May are 15,
  -- 16, 19, 20 and 21 May.
  { "PN-1: 4 G and 6 U within ten school weeks meet the threshold",
    calendar = "190 days", pupil = pupil, on = "2025-05-14",
    marks = all_present:but {
      ["2025-02-24"] = "GG", ["2025-02-25"] = "GG",
      ["2025-03-05"] = "U.", ["2025-03-12"] = "U.", ["2025-03-19"] = "U.",
      ["2025-04-02"] = "U.", ["2025-04-30"] = "U.", ["2025-05-14"] = "U.",
    },
    expect = { flags = { "penalty_threshold" },
      actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", status = "due", fired = "2025-05-14",
        due = "2025-05-21", owner = "head_teacher", duty = "must" } } } },

  -- The same without the tenth session.
  { "PN-7: 9 unauthorised sessions in ten school weeks do not",
    calendar = "190 days", pupil = pupil, on = "2025-05-14",
    marks = all_present:but {
      ["2025-02-24"] = "GG", ["2025-02-25"] = "GG",
      ["2025-03-05"] = "U.", ["2025-03-12"] = "U.", ["2025-03-19"] = "U.",
      ["2025-04-02"] = "U.", ["2025-04-30"] = "U.",
    },
    expect = { flags = {}, actions = {} } },

  -- 5 days x 2. The tenth G is that of Friday afternoon.
  { "PN-2: 10 G in one week meet it",
    calendar = "190 days", pupil = pupil, on = "2025-03-07",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    expect = { flags = { "penalty_threshold" },
      actions = { "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-03-07" } } } },

  { "PN-2, a day before: 8 G do not",
    calendar = "190 days", pupil = pupil, on = "2025-03-06",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    expect = { flags = {}, actions = {} } },

  -- 6 + 1 + 1 + 1 + 1 = 10 in weeks 22 to 26.
  { "PN-3: 6 in one week and 1 in each of the next four meet it",
    calendar = "190 days", pupil = pupil, on = "2025-03-25",
    marks = all_present:week("2025-02-24", "OO OO OO")
                       :every("tue", "O.", "2025-03-04", "2025-03-25"),
    expect = { flags = { "penalty_threshold" },
      actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-03-25" } } } },

  -- 2 in the week of 14 July, two school weeks before the autumn's first; 8 in
  -- autumn, the last in its eighth week: 2 + 8 = 10 in ten school weeks. In the
  -- new school year 8 of 72 sessions are 11.11 per cent: persistent as well.
  { "PN-4: 2 in the summer term and 8 in the autumn term meet it",
    calendar = "two years", pupil = pupil, on = "2025-10-21",
    marks = all_present:but {
      ["2025-07-15"] = "OO",
      ["2025-09-09"] = "OO", ["2025-09-23"] = "OO", ["2025-10-07"] = "OO", ["2025-10-21"] = "OO",
    },
    expect = { flags = { "penalty_threshold", "persistent_absence" },
      actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-10-21" } } } },

  -- Wednesdays of weeks 22 to 31, one session each.
  { "PN-8: 9 in school weeks 2 to 10 and 1 in week 11 meet it",
    calendar = "190 days", pupil = pupil, on = "2025-05-14",
    marks = all_present:every("wed", "O.", "2025-02-26", "2025-05-14"),
    expect = { flags = { "penalty_threshold" },
      actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-05-14" } } } },

  -- Weeks 21 to 30 hold 1 + 8 = 9, weeks 22 to 31 hold 8 + 1 = 9.
  { "PN-8b: 1 in school week 1, 8 in weeks 2 to 10 and 1 in week 11 do not",
    calendar = "190 days", pupil = pupil, on = "2025-05-14",
    marks = all_present:but { ["2025-02-12"] = "O." }
                       :every("wed", "O.", "2025-03-05", "2025-05-14"),
    expect = { flags = {}, actions = {} } },

  { "PN-9: 5 in school week 1 and 5 in school week 11 do not",
    calendar = "190 days", pupil = pupil, on = "2025-05-14",
    marks = all_present:week("2025-02-10", "OO OO O.")
                       :week("2025-05-12", "OO OO O."),
    expect = { flags = {}, actions = {} } },

  { "PN-9, a week later: 5 in school week 2 and 5 in school week 11 do",
    calendar = "190 days", pupil = pupil, on = "2025-05-14",
    marks = all_present:week("2025-02-24", "OO OO O.")
                       :week("2025-05-12", "OO OO O."),
    expect = { flags = { "penalty_threshold" }, actions = { "offer_notice_to_improve", "propose_first_notice", "consider_penalty_notice" } } },

  -- Two school weeks, whatever lies between them. Of the new year's 6 sessions
  -- 5 are missed, 83 per cent.
  { "PN-10: 5 in the week before the summer closure and 5 in the first week back meet it",
    calendar = { "bedford 2024/25", "bedford 2025/26" }, pupil = pupil, on = "2025-09-04",
    marks = all_present:week("2025-07-14", ".. .. .O OO OO")
                       :week("2025-09-01", ".. OO OO O."),
    expect = { flags = { "penalty_threshold", "persistent_absence", "severe_absence" },
      actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-09-04" } } } },

  { "PN-11: 10 sessions of I, C, C2 and E do not: they are authorised",
    calendar = "190 days", pupil = pupil, on = "2025-03-07",
    marks = all_present:week("2025-03-03", "II CC C2C2 EE II"),
    expect = { flags = {}, actions = { "agree_part_time" }, findings = {} } },

  -- 10 sessions, 2 of them before 19 August 2024. Without that day 10 would
  -- count: 2 on 16 July, then 8 in the autumn's first weeks.
  { "sessions from before the framework do not count",
    calendar = { "sandwell 2023/24", "sandwell 2024/25" }, pupil = pupil, on = "2024-09-12",
    marks = all_present:but { ["2024-07-16"] = "OO" }
                       :week("2024-09-09", "OO OO OO OO"),
    expect = { actions = {}, flags = { "persistent_absence", "severe_absence" } } }, -- 8 of 12

  -- 4 O and 6 N. Five school days after Friday 14 March: 18, 19, 20, 21 and 24.
  { "a threshold met only through N asks to settle the N first",
    calendar = "190 days", pupil = pupil, on = "2025-03-14",
    marks = all_present:week("2025-03-10", "OO OO NN NN NN"),
    expect = { flags = { "penalty_threshold", "penalty_threshold_through_n" }, proposals = {},
      actions = { "follow_up_absence", { rule = "settle_n_before_penalty", status = "due", fired = "2025-03-14",
        due = "2025-03-24", owner = "attendance_officer" } } } },

  -- 4 O and 5 N are 9.
  { "one N fewer, and nothing is met",
    calendar = "190 days", pupil = pupil, on = "2025-03-14",
    marks = all_present:week("2025-03-10", "OO OO NN NN N."),
    expect = { flags = {}, actions = { "follow_up_absence" } } },

  -- Six O more: 4 + 6 = 10 without the N.
  { "once it is met without N, the notice is considered and the search for reasons lapses",
    calendar = "190 days", pupil = pupil, on = "2025-03-20",
    marks = all_present:week("2025-03-10", "OO OO NN NN NN")
                       :week("2025-03-17", ".. OO OO OO .."),
    expect = { flags = { "penalty_threshold" },
      actions = { "offer_notice_to_improve", "propose_first_notice", "follow_up_absence", consider_penalty_notice = "due", settle_n_before_penalty = "lapsed" } } },

  -- Ten G in the week of 3 March, a notice for them on the 14th, seven O since.
  -- Thursday 20 March is the day of the ninth and tenth.
  { "sessions that a notice was given for do not count for the next",
    calendar = "190 days", pupil = pupil, on = "2025-03-19",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"):week("2025-03-17", ".. OO OO"),
    events = { { date = "2025-03-14", kind = "penalty_notice.issued", sessions_to = "2025-03-07" } },
    expect = { flags = {}, actions = { "settle_penalty_notice", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-03-07", status = "done",
      done_on = "2025-03-14" } } } },

  -- O on 10 March (2) and 18 to 21 March (8). Up to the notice itself the first
  -- two would be used as well, and eight left.
  { "those after the last day it was given for do, though they were before the notice",
    calendar = "190 days", pupil = pupil, on = "2025-03-21",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"):week("2025-03-10", "OO"):week("2025-03-17", ".. OO OO OO OO"),
    events = { { date = "2025-03-14", kind = "penalty_notice.issued", sessions_to = "2025-03-07" } },
    expect = { flags = { "penalty_threshold" }, actions = { "propose_second_notice", "settle_penalty_notice", "offer_notice_to_improve", "propose_first_notice",
      { rule = "consider_penalty_notice", fired = "2025-03-07", status = "done" },
      { rule = "consider_penalty_notice", fired = "2025-03-21", status = "due" } } } },

  { "without that day it is those up to the notice that were used",
    calendar = "190 days", pupil = pupil, on = "2025-03-21",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"):week("2025-03-10", "OO"):week("2025-03-17", ".. OO OO OO OO"),
    events = { { date = "2025-03-14", kind = "penalty_notice.issued" } },
    expect = { flags = {}, actions = { "settle_penalty_notice", "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-03-07", status = "done" } } } },

  { "a notice is considered, and that is done",
    calendar = "190 days", pupil = pupil, on = "2025-03-14",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    events = { { date = "2025-03-11", kind = "penalty_notice.considered", outcome = "support first" } },
    expect = { actions = { "propose_first_notice", { rule = "consider_penalty_notice", status = "done", done_on = "2025-03-11" } } } },

  { "met again after it was not, it is considered again, and once",
    calendar = "190 days", pupil = pupil, on = "2025-05-16",
    marks = all_present:week("2024-09-16", "GG GG GG GG GG"):week("2025-05-12", "GG GG GG GG GG"),
    expect = { actions = { "propose_first_notice", "irregular_attendance_return",
      { rule = "consider_penalty_notice", fired = "2024-09-20", status = "superseded" },
      { rule = "consider_penalty_notice", fired = "2025-05-16", status = "due" } } } },

  { "a tenth session on the last day of compulsory age meets the threshold",
    calendar = "190 days", pupil = sixteen, on = "2025-06-27",
    marks = all_present:week("2025-06-23", "OO OO OO OO OO"),
    expect = { flags = { "penalty_threshold" },
      actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-06-27" } } } },

  { "a tenth session on the next school day does not",
    calendar = "190 days", pupil = sixteen, on = "2025-06-30",
    marks = all_present:week("2025-06-23", ".. OO OO OO OO")
                       :week("2025-06-30", "OO"),
    expect = { flags = {}, actions = {} } },

  { "ten sessions before compulsory age meet nothing",
    calendar = "190 days", pupil = nearly_five, on = "2025-03-28",
    marks = all_present:week("2025-03-24", "OO OO OO OO OO"),
    expect = { flags = {}, actions = {} } },

  { "they do on the first day of compulsory age",
    calendar = "190 days", pupil = nearly_five, on = "2025-03-31",
    marks = all_present:week("2025-03-24", "OO OO OO OO OO"),
    expect = { flags = { "penalty_threshold" }, actions = { "offer_notice_to_improve", "propose_first_notice",
      { rule = "consider_penalty_notice", fired = "2025-03-31" }, "irregular_attendance_return" } } },

  { "N before compulsory age are nobody's threshold either",
    calendar = "190 days", pupil = nearly_five, on = "2025-03-28",
    marks = all_present:week("2025-03-24", "OO OO NN NN NN"),
    expect = { flags = {}, actions = { "follow_up_absence" } } },

  { "nobody is told to act on a pupil whose age is not known",
    calendar = "190 days", on = "2025-03-07",
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    expect = { flags = {}, actions = {}, no_data = {
      "consider_penalty_notice", "penalty_threshold", "propose_first_notice" } } },

  -- --- the ladder of penalty notices, per parent and child ----------------------

  -- 3 children x 2 parents = 6.
  { "PN-5: two parents and three children, all over the threshold, are six notices",
    calendar = "190 days", pupil = pupil, on = "2025-03-07", parents = parents,
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    others = {
      { id = "P2", date_of_birth = "2013-05-01", marks = all_present:week("2025-03-03", "GG GG GG GG GG"), parents = parents },
      { id = "P3", date_of_birth = "2014-06-01", marks = all_present:week("2025-03-03", "GG GG GG GG GG"), parents = parents },
    },
    expect = { actions = { "consider_penalty_notice",
      { rule = "propose_first_notice", parent = "PA1", status = "blocked", missing = "a decision for a notice (ENG-PN)" },
      { rule = "propose_first_notice", parent = "PA2" },
      { rule = "propose_first_notice", pupil = "P2", parent = "PA1" },
      { rule = "propose_first_notice", pupil = "P2", parent = "PA2" },
      { rule = "propose_first_notice", pupil = "P3", parent = "PA1" },
      { rule = "propose_first_notice", pupil = "P3", parent = "PA2" } } } },

  -- 2 x 2 = 4.
  { "PN-6: two parents and two children are four",
    calendar = "190 days", pupil = pupil, on = "2025-03-07", parents = parents,
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    others = {
      { id = "P2", date_of_birth = "2013-05-01", marks = all_present:week("2025-03-03", "GG GG GG GG GG"), parents = parents },
    },
    expect = { actions = { "consider_penalty_notice",
      { rule = "propose_first_notice", parent = "PA1" }, { rule = "propose_first_notice", parent = "PA2" },
      { rule = "propose_first_notice", pupil = "P2", parent = "PA1" },
      { rule = "propose_first_notice", pupil = "P2", parent = "PA2" } } } },

  -- Ten G by Friday 20 September. The week of 12 to 16 May is the second ten;
  -- five school days after Friday 16 May: 19 to 23 May.
  { "PN-12: a first notice, paid on day 20, then the threshold again: a second notice",
    calendar = "190 days", pupil = pupil, on = "2025-05-16", parents = one,
    marks = all_present:week("2024-09-16", "GG GG GG GG GG"):week("2025-05-12", "GG GG GG GG GG"),
    events = {
      { date = "2024-09-24", kind = "penalty_notice.considered", outcome = "notice" },
      { date = "2024-10-01", kind = "penalty_notice.issued", parent_id = "PA1", sessions_to = "2024-09-20" },
      { date = "2024-10-21", kind = "penalty_notice.paid", parent_id = "PA1" },
      { date = "2025-05-16", kind = "penalty_notice.considered", outcome = "notice" },
    },
    expect = { actions = { "irregular_attendance_return",
      { rule = "consider_penalty_notice", fired = "2024-09-20", status = "done" },
      { rule = "consider_penalty_notice", fired = "2025-05-16", status = "done" },
      { rule = "propose_first_notice", parent = "PA1", fired = "2024-09-20", status = "done", done_on = "2024-10-01" },
      { rule = "settle_penalty_notice", parent = "PA1", fired = "2024-10-01", status = "done", done_on = "2024-10-21" },
      { rule = "propose_second_notice", parent = "PA1", fired = "2025-05-16", status = "due", due = "2025-05-23",
        owner = "head_teacher", duty = "may",
        action = "ask for a second penalty notice to this parent, without a lower charge" } } } },

  -- Southwark's summer of 2026: ten G in the week from 8 June.
  { "PN-13: after two notices the third time brings none, but another way",
    calendar = "two years", pupil = pupil, on = "2026-06-12", parents = one,
    marks = all_present:week("2024-09-16", "GG GG GG GG GG"):week("2025-05-12", "GG GG GG GG GG")
                       :week("2026-06-08", "GG GG GG GG GG"),
    events = {
      { date = "2024-10-01", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2025-05-19", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2026-06-12", kind = "penalty_notice.considered", outcome = "notice" },
    },
    expect = { actions = { "irregular_attendance_return", "consider_penalty_notice", "settle_penalty_notice",
      { rule = "propose_first_notice", fired = "2024-09-20", status = "done" },
      { rule = "propose_second_notice", fired = "2025-05-16", status = "done" },
      { rule = "no_third_notice", parent = "PA1", fired = "2026-06-12", status = "due", due = "2026-06-19", -- 15 to 19
        owner = "head_teacher", duty = "must" } } } },

  { "PN-14: a first notice that was withdrawn does not count: the next is a first one",
    calendar = "190 days", pupil = pupil, on = "2025-05-16", parents = one,
    marks = all_present:week("2024-09-16", "GG GG GG GG GG"):week("2025-05-12", "GG GG GG GG GG"),
    events = {
      { date = "2024-10-01", kind = "penalty_notice.issued", id = "N1", parent_id = "PA1" },
      { date = "2024-10-15", kind = "withdrawn", of = "N1" },
      { date = "2025-05-16", kind = "penalty_notice.considered", outcome = "notice" },
    },
    expect = { actions = { "irregular_attendance_return", "consider_penalty_notice",
      { rule = "settle_penalty_notice", status = "suppressed", reason = "the notice was withdrawn" },
      -- its own ten sessions are within ten weeks still
      { rule = "propose_first_notice", fired = "2024-09-20", status = "superseded" },
      { rule = "propose_first_notice", fired = "2024-10-15", status = "superseded" },
      { rule = "propose_first_notice", parent = "PA1", fired = "2025-05-16", status = "due" } } } },

  -- The old scheme's notice of 10 July 2024, ten G in the week from 30 September
  -- (Friday 4 October is a training day) and 7 October.
  { "PN-15: a notice under the old scheme counts as none",
    calendar = { "sandwell 2023/24", "sandwell 2024/25" }, pupil = pupil, on = "2024-10-07", parents = one,
    marks = all_present:week("2024-09-30", "GG GG GG GG"):week("2024-10-07", "GG"),
    events = {
      { date = "2024-07-10", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2024-10-07", kind = "penalty_notice.considered", outcome = "notice" },
    },
    expect = { actions = { "consider_penalty_notice",
      { rule = "propose_first_notice", parent = "PA1", fired = "2024-10-07", status = "due", due = "2024-10-14" } } } },

  { "each parent stands on a rung of the ladder of their own",
    calendar = "190 days", pupil = pupil, on = "2025-05-16", parents = parents,
    marks = all_present:week("2025-05-12", "GG GG GG GG GG"),
    events = { { date = "2024-10-01", kind = "penalty_notice.issued", parent_id = "PA2" } },
    expect = { actions = { "consider_penalty_notice", "settle_penalty_notice",
      { rule = "propose_first_notice", parent = "PA1", fired = "2025-05-16" },
      { rule = "propose_second_notice", parent = "PA2", fired = "2025-05-16" } } } },

  -- The three years that end on 1 October 2027 began on 2 October 2024.
  { "a notice three years ago to the day counts no more",
    calendar = five_years, pupil = { year_group = "8" }, on = "2027-10-01", parents = one,
    marks = all_present:week("2027-09-27", "GG GG GG GG GG"),
    events = { { date = "2024-10-01", kind = "penalty_notice.issued", parent_id = "PA1" } },
    expect = { actions = { "consider_penalty_notice", "settle_penalty_notice",
      { rule = "propose_first_notice", parent = "PA1", fired = "2027-10-01" } } } },

  { "one of the day after does",
    calendar = five_years, pupil = { year_group = "8" }, on = "2027-10-01", parents = one,
    marks = all_present:week("2027-09-27", "GG GG GG GG GG"),
    events = { { date = "2024-10-02", kind = "penalty_notice.issued", parent_id = "PA1" } },
    expect = { actions = { "consider_penalty_notice", "settle_penalty_notice",
      { rule = "propose_second_notice", parent = "PA1", fired = "2027-10-01" } } } },

  -- Issued on Friday 7 March: 28 days end on Friday 4 April.
  { "a notice is to be settled within 28 days",
    calendar = "190 days", pupil = older, on = "2025-04-04", parents = one, marks = all_present,
    events = { { date = "2025-03-07", kind = "penalty_notice.issued", parent_id = "PA1" } },
    expect = { actions = { { rule = "settle_penalty_notice", parent = "PA1", status = "due", fired = "2025-03-07",
      due = "2025-04-04", owner = "local_authority", duty = "must" } } } },

  { "one that is not paid goes to court, or is withdrawn",
    calendar = "190 days", pupil = older, on = "2025-04-07", parents = one, marks = all_present,
    events = { { date = "2025-03-07", kind = "penalty_notice.issued", parent_id = "PA1" } },
    expect = { actions = { settle_penalty_notice = "overdue" } } },

  { "prosecution settles it",
    calendar = "190 days", pupil = older, on = "2025-04-07", parents = one, marks = all_present,
    events = { { date = "2025-03-07", kind = "penalty_notice.issued", parent_id = "PA1" },
      { date = "2025-04-07", kind = "penalty_notice.prosecuted", parent_id = "PA1" } },
    expect = { actions = { { rule = "settle_penalty_notice", status = "done", done_on = "2025-04-07" } } } },

  -- --- notice to improve ----------------------------------------------------------

  -- Ten O by Friday 7 March. Of 244 sessions by then (day 112 is 7 March: 224) 10 are
  -- missed. Support is recorded, so it is not blocked; due 10 to 14 March.
  { "where support fits, a notice to improve may be sent to each parent",
    calendar = "190 days", pupil = { date_of_birth = "2012-03-01", name = "Pupil One" }, on = "2025-03-07", parents = parents,
    school = { name = "Example School" },
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    events = { { date = "2025-02-24", kind = "support.offered", what = "mentor", taken_up = "no" } },
    expect = { actions = { "consider_penalty_notice", "propose_first_notice",
        { rule = "offer_notice_to_improve", parent = "PA1", status = "due", fired = "2025-03-07", due = "2025-03-14",
          owner = "head_teacher", duty = "may" },
        { rule = "offer_notice_to_improve", parent = "PA2", status = "due" } },
      letters = {
        { id = "improvement_notice", parent = "PA1", gaps = none, contains = { "Dear Parent One", "Pupil One",
          "By 7 March 2025", "In the last 10 school weeks there were 10", "10 are the point",
          "Over the next 6 school weeks", "A first notice is 160 pounds", "28 days, or 80 pounds if paid within 21 days",
          "3 years is 160 pounds", "After 2 notices", "Example School" } },
        { id = "improvement_notice", parent = "PA2" } } } },

  { "not before support was offered",
    calendar = "190 days", pupil = pupil, on = "2025-03-07", parents = one,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    expect = { actions = { "consider_penalty_notice", "propose_first_notice",
      { rule = "offer_notice_to_improve", status = "blocked", missing = "support.offered (ENG-NTI, ENG-NTI-SAYS)" } } } },

  { "for an absence that was nothing but a holiday there is none", -- ten G
    calendar = "190 days", pupil = pupil, on = "2025-03-07", parents = one,
    marks = all_present:week("2025-03-03", "GG GG GG GG GG"),
    expect = { actions = { "consider_penalty_notice", "propose_first_notice" } } },

  { "an officer may pass it over",
    calendar = "190 days", pupil = pupil, on = "2025-03-07", parents = one,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    events = { { date = "2025-03-07", kind = "notice_to_improve.passed_over", because = "one last term had no effect" } },
    expect = { actions = { "consider_penalty_notice", "propose_first_notice",
      { rule = "offer_notice_to_improve", status = "suppressed", reason = "an authorised officer passes it over" } } } },

  -- Six school weeks after Monday 10 March: weeks of 17, 24, 31 March, 7 April,
  -- 28 April and, its Monday being closed, up to Friday 2 May.
  { "while it runs no penalty notice is asked for",
    calendar = "190 days", pupil = pupil, on = "2025-03-14", parents = one,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    events = { { date = "2025-03-10", kind = "notice_to_improve", parent_id = "PA1" },
      { date = "2025-03-11", kind = "penalty_notice.considered", outcome = "notice" } },
    expect = { actions = { "consider_penalty_notice",
      { rule = "offer_notice_to_improve", status = "done", done_on = "2025-03-10" },
      { rule = "judge_notice_to_improve", parent = "PA1", status = "due", fired = "2025-03-10", due = "2025-05-02",
        owner = "head_teacher", duty = "should" },
      { rule = "propose_first_notice", status = "suppressed", reason = "a notice to improve runs, or has not been judged yet" } } } },

  { "nor on the day it is sent",
    calendar = "190 days", pupil = pupil, on = "2025-03-10", parents = one,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    events = { { date = "2025-03-07", kind = "penalty_notice.considered", outcome = "notice" },
      { date = "2025-03-10", kind = "notice_to_improve", parent_id = "PA1" } },
    expect = { actions = { "consider_penalty_notice", "offer_notice_to_improve", "judge_notice_to_improve",
      { rule = "propose_first_notice", status = "suppressed", reason = "a notice to improve runs, or has not been judged yet" } } } },

  -- Five school days after Friday 28 March: 31 March to 4 April.
  { "once it is judged not to have been enough, one is",
    calendar = "190 days", pupil = pupil, on = "2025-03-28", parents = one,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"):week("2025-03-24", "OO"),
    events = { { date = "2025-03-10", kind = "notice_to_improve", parent_id = "PA1" },
      { date = "2025-03-11", kind = "penalty_notice.considered", outcome = "notice" },
      { date = "2025-03-28", kind = "notice_to_improve.judged", parent_id = "PA1", sufficient = "no" } },
    expect = { actions = { "consider_penalty_notice", "offer_notice_to_improve",
      { rule = "judge_notice_to_improve", status = "done", done_on = "2025-03-28" },
      { rule = "propose_first_notice", status = "due", due = "2025-04-04" } } } },

  { "where it was enough, none is",
    calendar = "190 days", pupil = pupil, on = "2025-03-28", parents = one,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    events = { { date = "2025-03-10", kind = "notice_to_improve", parent_id = "PA1" },
      { date = "2025-03-11", kind = "penalty_notice.considered", outcome = "notice" },
      { date = "2025-03-28", kind = "notice_to_improve.judged", parent_id = "PA1", sufficient = "yes" } },
    expect = { actions = { "consider_penalty_notice", "offer_notice_to_improve", "judge_notice_to_improve",
      { rule = "propose_first_notice", status = "suppressed",
        reason = "attendance improved enough within the notice to improve" } } } },

  { "a notice to one parent is no notice to the other",
    calendar = "190 days", pupil = pupil, on = "2025-03-14", parents = parents,
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    events = { { date = "2025-03-10", kind = "notice_to_improve", parent_id = "PA1" },
      { date = "2025-03-11", kind = "penalty_notice.considered", outcome = "notice" } },
    expect = { actions = { "consider_penalty_notice", "judge_notice_to_improve",
      { rule = "offer_notice_to_improve", parent = "PA1", status = "done" },
      { rule = "offer_notice_to_improve", parent = "PA2", status = "blocked" },
      { rule = "propose_first_notice", parent = "PA1", status = "suppressed" },
      { rule = "propose_first_notice", parent = "PA2", status = "due" } } } },

  -- --- a suspended pupil in a public place ------------------------------------------

  { "an excluded pupil in a public place on the fifth day may mean a notice of its own",
    calendar = "190 days", pupil = pupil, on = "2025-03-07", parents = one, marks = all_present:first_days(5, "EE", "2025-03-03"),
    events = { { date = "2025-03-07", kind = "seen_while_excluded" } },
    expect = { actions = { { rule = "notice_for_excluded_pupil", parent = "PA1", status = "due", fired = "2025-03-07",
      due = "2025-03-14", owner = "head_teacher", duty = "may" } } } },

  { "not on the sixth",
    calendar = "190 days", pupil = pupil, on = "2025-03-10", parents = one, marks = all_present:first_days(6, "EE", "2025-03-03"),
    events = { { date = "2025-03-10", kind = "seen_while_excluded" } },
    expect = { actions = { "provision_after_suspension" } } },

  { "nor a pupil who is not excluded",
    calendar = "190 days", pupil = pupil, on = "2025-03-10", parents = one, marks = all_present,
    events = { { date = "2025-03-10", kind = "seen_while_excluded" } },
    expect = { actions = {} } },

  -- --- persistent and severe absence ---------------------------------------

  { "PA-1: 38 of 380 sessions are persistent absence",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:sessions(38, "C", "2024-11-11"),
    expect = { flags = { "persistent_absence" },
      attendance = { possible = 380, attended = 342, authorised = 38, unauthorised = 0, rate = "90.00" } } },

  { "PA-1: 37 of 380 are not",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:sessions(37, "C", "2024-11-11"),
    expect = { flags = {}, attendance = { possible = 380, attended = 343, rate = "90.26" } } },

  { "9.90 per cent is not", -- day 101: 20 of 202
    calendar = "190 days", pupil = pupil, on = "2025-02-14",
    marks = all_present:sessions(20, "C", "2024-11-11"),
    expect = { flags = {}, attendance = { possible = 202, attended = 182, rate = "90.10" } } },

  { "PA-2: 1 of 10 is persistent",
    calendar = "190 days", pupil = pupil, on = "2024-09-11", -- the fifth day
    marks = all_present:but { ["2024-09-10"] = "C." },
    expect = { flags = { "persistent_absence" }, attendance = { possible = 10, attended = 9 } } },

  -- Six days less one session that was not possible.
  { "PA-3: 1 of 11 is not",
    calendar = "190 days", pupil = pupil, on = "2024-09-12",
    marks = all_present:but { ["2024-09-10"] = "C.", ["2024-09-11"] = ".Y7" },
    expect = { flags = {}, attendance = { possible = 11, attended = 10, rate = "90.91" } } },

  -- Two days not possible: 380 - 4 = 376. 37 of 376 are 9.84 per cent.
  { "PA-4: 37 of 376 are not",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:week("2024-09-09", "Y7Y7 Y7Y7"):sessions(37, "C", "2024-11-11"),
    expect = { flags = {}, attendance = { possible = 376, attended = 339 } } },

  { "PA-4: 38 of 376 are", -- 10.11 per cent
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:week("2024-09-09", "Y7Y7 Y7Y7"):sessions(38, "C", "2024-11-11"),
    expect = { flags = { "persistent_absence" }, attendance = { possible = 376, attended = 338 } } },

  { "PA-5: 190 of 380 are severe absence",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:sessions(190, "C", "2024-11-11"),
    expect = { flags = { "persistent_absence", "severe_absence" }, attendance = { rate = "50.00" } } },

  { "PA-5: 189 of 380 are not",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:sessions(189, "C", "2024-11-11"),
    expect = { flags = { "persistent_absence" }, attendance = { attended = 191 } } },

  { "PA-6: no possible session gives no rate and no flag",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:first_days(190, "Y7Y7", "2024-09-05"),
    expect = { flags = {}, no_data = { "persistent_absence", "severe_absence" },
      attendance = { possible = 0, attended = 0, rate = none } } },

  { "persistent absence counts only the pupil's own sessions",
    calendar = "190 days", on = "2025-07-21",
    pupil = { date_of_birth = "2012-03-01", enrolled_from = "2025-07-07" }, -- 11 days, 22 sessions
    marks = all_present:but { ["2025-07-08"] = "CC", ["2025-07-09"] = "C." },
    expect = { flags = { "persistent_absence" }, attendance = { possible = 22, attended = 19 } } },

  -- --- N after five school days ---------------------------------------------

  -- After Monday 3 March: 4, 5, 6, 7 and 10 March.
  { "an N stands for four school days",
    calendar = "190 days", pupil = pupil, on = "2025-03-07",
    marks = all_present:but { ["2025-03-03"] = "N." },
    expect = { proposals = {} } },

  { "after the fifth, O is proposed",
    calendar = "190 days", pupil = pupil, on = "2025-03-10",
    marks = all_present:but { ["2025-03-03"] = "N." },
    expect = { proposals = { { id = "n_unresolved", date = "2025-03-03", session = "AM",
      code = "N", propose = "O", due = "2025-03-10", owner = "attendance_officer" } } } },

  -- After Wednesday 12 February: 13, 14, 24, 25 and 26 February.
  { "a holiday takes none of the five days",
    calendar = "190 days", pupil = pupil, on = "2025-02-25",
    marks = all_present:but { ["2025-02-12"] = ".N" },
    expect = { proposals = {} } },

  { "and the fifth school day is after it",
    calendar = "190 days", pupil = pupil, on = "2025-02-26",
    marks = all_present:but { ["2025-02-12"] = ".N" },
    expect = { proposals = { { id = "n_unresolved", date = "2025-02-12", session = "PM" } } } },

  -- --- returns to the local authority ---------------------------------------

  -- Five days before the half-term holiday and five after it. The penalty
  -- threshold was met by Friday 14 February; five school days later is 28 February.
  { "ten continuous days of O across a holiday are reported",
    calendar = "190 days", pupil = pupil, on = "2025-02-28",
    marks = all_present:first_days(10, "OO", "2025-02-10"),
    expect = { actions = { "offer_notice_to_improve", "propose_first_notice",
      { rule = "attendance_return", status = "due", fired = "2025-02-28", due = "2025-03-07" },
      { rule = "consider_penalty_notice", status = "due", fired = "2025-02-14", due = "2025-02-28" },
      { rule = "irregular_attendance_return", status = "suppressed", fired = "2025-02-28",
        reason = "reported already, for continuous absence" },
    } } },

  { "nine are not",
    calendar = "190 days", pupil = pupil, on = "2025-02-28",
    marks = all_present:first_days(9, "OO", "2025-02-10"),
    expect = { actions = { "offer_notice_to_improve", "propose_first_notice", "consider_penalty_notice", "irregular_attendance_return" } } },

  { "nine and a half are not",
    calendar = "190 days", pupil = pupil, on = "2025-02-28",
    marks = all_present:first_days(9, "OO", "2025-02-10"):but { ["2025-02-28"] = "O." },
    expect = { actions = { "offer_notice_to_improve", "propose_first_notice", "consider_penalty_notice", "irregular_attendance_return" } } },

  -- Eleven days from 10 February, of which 13 February was not possible. The
  -- tenth session is in the first day back; 3 March is the fifth after it.
  { "a day that was not possible neither breaks the ten days nor counts",
    calendar = "190 days", pupil = pupil, on = "2025-03-03",
    marks = all_present:first_days(11, "OO", "2025-02-10"):but { ["2025-02-13"] = "Y2Y2" },
    expect = { actions = { "offer_notice_to_improve", "propose_first_notice",
      consider_penalty_notice = { fired = "2025-02-24", due = "2025-03-03", status = "due" },
      attendance_return = { fired = "2025-03-03" }, irregular_attendance_return = { fired = "2025-02-28" } } } },

  { "ten days before compulsory age are not reported", -- 14, 18 to 21, 24 to 28 March
    calendar = "190 days", pupil = nearly_five, on = "2025-03-28",
    marks = all_present:first_days(10, "OO", "2025-03-14"),
    expect = { actions = {} } },

  -- Mornings of 3, 5, 7, 10, 12, 14, 18, 20, 24 and 26 March are ten; the last
  -- school day of March is Monday 31st. Five school days later: 1, 2, 3, 4, 7 April.
  { "ten sessions without leave in a month are in the month's return",
    calendar = "190 days", pupil = pupil, on = "2025-03-31",
    marks = all_present:week("2025-03-03", "O. .. O. .. O."):week("2025-03-10", "O. .. O. .. O.")
                       :week("2025-03-17", ".. O. .. O. .."):week("2025-03-24", "O. .. O. .. .."),
    expect = { actions = { "offer_notice_to_improve", "propose_first_notice", { rule = "consider_penalty_notice", fired = "2025-03-26" },
      { rule = "irregular_attendance_return", status = "due", fired = "2025-03-31", due = "2025-04-07",
        owner = "attendance_officer", duty = "must" } } } },

  { "not before the month's last school day",
    calendar = "190 days", pupil = pupil, on = "2025-03-28",
    marks = all_present:week("2025-03-03", "OO OO OO OO OO"),
    expect = { actions = { "offer_notice_to_improve", "propose_first_notice", "consider_penalty_notice" } } },

  { "and nine are not",
    calendar = "190 days", pupil = pupil, on = "2025-03-31",
    marks = all_present:week("2025-03-03", "OO OO OO OO O."),
    expect = { actions = {} } },

  { "a pupil beyond compulsory age is in no such return",
    calendar = "190 days", pupil = sixteen, on = "2025-07-21",
    marks = all_present:week("2025-06-30", "OO OO OO OO OO"),
    expect = { actions = {} } },

  -- 15 days: 3 to 7 March, 10 to 14, 18 to 21, 24. Five school days later: 31.
  { "30 sessions of I call for a sickness return",
    calendar = "190 days", pupil = pupil, on = "2025-03-24",
    marks = all_present:sessions(30, "I", "2025-03-03"),
    expect = { actions = { { rule = "sickness_return", status = "due", fired = "2025-03-24",
      due = "2025-03-31", owner = "attendance_officer" } } } },

  { "29 do not",
    calendar = "190 days", pupil = pupil, on = "2025-03-24",
    marks = all_present:sessions(29, "I", "2025-03-03"),
    expect = { actions = {} } },

  { "the fifteen days may come in parts", -- 10 + 10 + 10 sessions
    calendar = "190 days", pupil = pupil, on = "2025-05-16",
    marks = all_present:week("2024-10-07", "II II II II II")
                       :week("2025-01-13", "II II II II II")
                       :week("2025-05-12", "II II II II II"),
    expect = { actions = { { rule = "sickness_return", fired = "2025-05-16" } } } },

  { "illness that is expected to last so long is reported as soon as that is believed",
    calendar = "190 days", pupil = pupil, on = "2025-03-05", marks = all_present:week("2025-03-03", "II II"),
    events = { { date = "2025-03-04", kind = "illness.expected" } },
    expect = { actions = { { rule = "sickness_return", status = "due", fired = "2025-03-04", due = "2025-03-11" } } } },

  { "and once in the school year",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:sessions(30, "I", "2025-03-03"),
    events = { { date = "2025-03-04", kind = "illness.expected" }, { date = "2025-03-05", kind = "sickness_return" } },
    expect = { actions = { { rule = "sickness_return", status = "done", fired = "2025-03-04", done_on = "2025-03-05" } } } },

  -- The first illness was 3 to 24 March. The second is 7 to 11 April, 28 April to 2
  -- May, 6 to 9 May and 12 May: fifteen days. On that day a return of 4 April, the
  -- day before it began, is 15 school days old, one of its first day 14. Five
  -- school days later is 19 May.
  { "a second illness of fifteen days has a return of its own",
    calendar = "190 days", pupil = pupil, on = "2025-05-12",
    marks = all_present:sessions(30, "I", "2025-03-03"):first_days(15, "II", "2025-04-07"),
    events = { { date = "2025-04-04", kind = "sickness_return" } },
    expect = { actions = { { rule = "sickness_return", status = "done", fired = "2025-03-24", done_on = "2025-04-04" },
      { rule = "further_sickness_return", status = "due", fired = "2025-05-12", due = "2025-05-19", duty = "must",
        owner = "attendance_officer" } } } },

  { "sending it is recorded",
    calendar = "190 days", pupil = pupil, on = "2025-05-13",
    marks = all_present:sessions(30, "I", "2025-03-03"):first_days(16, "II", "2025-04-07"),
    events = { { date = "2025-04-04", kind = "sickness_return" }, { date = "2025-05-13", kind = "sickness_return" } },
    expect = { actions = { { rule = "sickness_return", status = "done" },
      { rule = "further_sickness_return", status = "done", done_on = "2025-05-13" } } } },

  { "one of fourteen days has none",
    calendar = "190 days", pupil = pupil, on = "2025-05-09",
    marks = all_present:sessions(30, "I", "2025-03-03"):first_days(14, "II", "2025-04-07"),
    events = { { date = "2025-04-04", kind = "sickness_return" } },
    expect = { actions = { { rule = "sickness_return", status = "done" } } } },

  { "nor one that the return was about already",
    calendar = "190 days", pupil = pupil, on = "2025-05-12",
    marks = all_present:sessions(30, "I", "2025-03-03"):first_days(15, "II", "2025-04-07"),
    events = { { date = "2025-04-07", kind = "sickness_return" } },
    expect = { actions = { { rule = "sickness_return", status = "done", done_on = "2025-04-07" } } } },

  { "nor one of a pupil beyond compulsory age",
    calendar = "190 days", pupil = older, on = "2025-05-12", marks = all_present:first_days(15, "II", "2025-04-07"),
    events = { { date = "2025-04-04", kind = "sickness_return" } }, expect = { actions = {} } },

  -- The new year's first fifteen days, 2 to 22 September 2025.
  { "in a new school year it is the year's first return, and one only",
    calendar = "two years", pupil = pupil, on = "2025-09-22", marks = all_present:first_days(15, "II", "2025-09-02"),
    events = { { date = "2025-07-15", kind = "sickness_return" } },
    expect = { actions = { "agree_joint_approach", sickness_return = { status = "due", fired = "2025-09-22" } } } },

  { "a pupil beyond compulsory age has no sickness return",
    calendar = "190 days", pupil = sixteen, on = "2025-07-21",
    marks = all_present:first_days(15, "II", "2025-06-30"),
    expect = { actions = {} } },

  -- --- joining and leaving ---------------------------------------------------

  -- After Monday 10 March: 11, 12, 13, 14 and 18 March.
  { "a new pupil is reported by the end of the fifth day",
    calendar = "190 days", pupil = { date_of_birth = "2012-03-01", enrolled_from = "2025-03-10" }, on = "2025-03-18",
    marks = all_present, events = { { date = "2025-03-10", kind = "admission" } },
    expect = { actions = { { rule = "new_pupil_return", status = "due", fired = "2025-03-10", due = "2025-03-18",
      owner = "attendance_officer", duty = "must" } } } },

  { "and late on the day after",
    calendar = "190 days", pupil = { date_of_birth = "2012-03-01", enrolled_from = "2025-03-10" }, on = "2025-03-19",
    marks = all_present, events = { { date = "2025-03-10", kind = "admission" } },
    expect = { actions = { new_pupil_return = "overdue" } } },

  { "a starter of the most junior class is not, unless the authority asks",
    calendar = "190 days", pupil = nearly_five, on = "2024-09-05",
    marks = all_present, events = { { date = "2024-09-05", kind = "admission", start_of_year = "yes" } },
    expect = { actions = { { rule = "new_pupil_return", status = "suppressed",
      reason = "most junior class, on the first day of the school year: the authority has not asked" } } } },

  { "and is where it does",
    calendar = "190 days", pupil = nearly_five, parameters = { junior_return = "yes" }, on = "2024-09-05",
    marks = all_present, events = { { date = "2024-09-05", kind = "admission", start_of_year = "yes" } },
    expect = { actions = { { rule = "new_pupil_return", status = "due", due = "2024-09-12" } } } }, -- 6, 9 to 12 September

  -- Twenty days from 24 February: ten to 7 March, 10 to 14, 18 to 21 and 24 March.
  -- Five school days later: 31 March.
  { "twenty days without leave are a ground of deletion, once both have enquired",
    calendar = "190 days", pupil = older, on = "2025-03-24",
    marks = all_present:first_days(20, "OO", "2025-02-24"),
    events = { { date = "2025-03-20", kind = "enquiry.school" }, { date = "2025-03-21", kind = "enquiry.authority" } },
    expect = { actions = { { rule = "deletion_after_absence", status = "due", fired = "2025-03-24", due = "2025-03-31",
        owner = "head_teacher", duty = "may" } } } },

  { "nobody is taken off the roll before both have",
    calendar = "190 days", pupil = older, on = "2025-03-24",
    marks = all_present:first_days(20, "OO", "2025-02-24"),
    events = { { date = "2025-03-20", kind = "enquiry.school" } },
    expect = { actions = { { rule = "deletion_after_absence", status = "blocked", missing = { "enquiry.authority (ENG-20D)" } } } } },

  { "nineteen days are none",
    calendar = "190 days", pupil = older, on = "2025-03-24",
    marks = all_present:first_days(19, "OO", "2025-02-24"),
    expect = { actions = { deletion_after_absence = none } } },

  { "it is no ground any more when the pupil is back",
    calendar = "190 days", pupil = older, on = "2025-03-25",
    marks = all_present:first_days(20, "OO", "2025-02-24"),
    events = { { date = "2025-03-20", kind = "enquiry.school" }, { date = "2025-03-21", kind = "enquiry.authority" } },
    expect = { actions = { deletion_after_absence = "lapsed" } } },

  -- Eleven days of leave from 24 February to 10 March, ten days of O from 11
  -- March: 11 to 14, 18 to 21, 24 and 25 March.
  { "ten days after a long leave are another ground",
    calendar = "190 days", pupil = older, on = "2025-03-25",
    marks = all_present:first_days(11, "CC", "2025-02-24"):first_days(10, "OO", "2025-03-11"),
    events = { { date = "2025-02-20", kind = "leave.granted", to = "2025-03-10", school_days = "11" } },
    expect = { actions = { deletion_after_leave = { status = "blocked", fired = "2025-03-25", duty = "may",
      owner = "head_teacher", missing = { "enquiry.school (ENG-LEAVE10)", "enquiry.authority (ENG-LEAVE10)" } } } } },

  { "both have enquired, and it is decided",
    calendar = "190 days", pupil = older, on = "2025-03-26",
    marks = all_present:first_days(11, "CC", "2025-02-24"):first_days(11, "OO", "2025-03-11"),
    events = { { date = "2025-02-20", kind = "leave.granted", to = "2025-03-10", school_days = "11" },
      { date = "2025-03-24", kind = "enquiry.school" }, { date = "2025-03-26", kind = "enquiry.authority" } },
    expect = { actions = { deletion_after_leave = { status = "due", due = "2025-04-02" } } } }, -- 27, 28, 31, 1, 2

  { "where no leave was given, nothing about it is unknown",
    calendar = "190 days", pupil = older, on = "2025-03-25", marks = all_present:first_days(10, "II", "2025-03-11"),
    expect = { actions = {}, no_data = {} } },

  { "nine days are none",
    calendar = "190 days", pupil = older, on = "2025-03-24",
    marks = all_present:first_days(11, "CC", "2025-02-24"):first_days(9, "OO", "2025-03-11"),
    events = { { date = "2025-02-20", kind = "leave.granted", to = "2025-03-10", school_days = "11" } },
    expect = { actions = { deletion_after_leave = none } } },

  { "nor are ten after a leave of ten days",
    calendar = "190 days", pupil = older, on = "2025-03-24",
    marks = all_present:first_days(10, "CC", "2025-02-24"):first_days(10, "OO", "2025-03-10"),
    events = { { date = "2025-02-20", kind = "leave.granted", to = "2025-03-07", school_days = "10" } },
    expect = { actions = { deletion_after_leave = none } } },

  -- Back on 11 March, then ten days of illness: 12 to 14, 18 to 21, 24 to 26 March.
  { "nor are those of a pupil who came back from leave and fell ill",
    calendar = "190 days", pupil = older, on = "2025-03-26",
    marks = all_present:first_days(11, "CC", "2025-02-24"):first_days(10, "II", "2025-03-12"),
    events = { { date = "2025-02-20", kind = "leave.granted", to = "2025-03-10", school_days = "11" } },
    expect = { actions = { deletion_after_leave = none } } },

  { "nor are the days of a leave that is not over",
    calendar = "190 days", pupil = older, on = "2025-03-25",
    marks = all_present:first_days(11, "CC", "2025-02-24"):first_days(10, "OO", "2025-03-11"),
    events = { { date = "2025-02-20", kind = "leave.granted", to = "2025-03-28", school_days = "24" } },
    expect = { actions = { deletion_after_leave = none } } },

  { "a deletion is reported on the day",
    calendar = "190 days", pupil = pupil, on = "2025-03-10", marks = all_present,
    events = { { date = "2025-03-10", kind = "deletion", ground = "moved" } },
    expect = { actions = { { rule = "deletion_return", status = "due", fired = "2025-03-10", due = "2025-03-10",
      owner = "attendance_officer", duty = "must" } } } },

  { "not one at the end of the final year",
    calendar = "190 days", pupil = sixteen, on = "2025-07-21", marks = all_present,
    events = { { date = "2025-07-21", kind = "deletion", ground = "final_year" } },
    expect = { actions = { { rule = "deletion_return", status = "suppressed",
      reason = "the pupil has finished the final year" } } } },

  { "a social worker hears of it",
    calendar = "190 days", on = "2025-03-10", marks = all_present,
    pupil = { date_of_birth = "2012-03-01", social_worker = "yes" },
    events = { { date = "2025-03-10", kind = "deletion", ground = "moved" } },
    expect = { actions = { "deletion_return", { rule = "tell_social_worker_of_deletion", status = "due",
      fired = "2025-03-10", due = "2025-03-10", owner = "attendance_officer", duty = "should" } } } },

  -- --- absence from day to day ------------------------------------------------

  { "an absence nobody has explained is followed up that day",
    calendar = "190 days", pupil = pupil, on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "N." },
    expect = { actions = { { rule = "follow_up_absence", status = "due", fired = "2025-03-04", due = "2025-03-04",
      owner = "attendance_officer", duty = "must" } } } },

  { "and each further day, in place of the day before",
    calendar = "190 days", pupil = pupil, on = "2025-03-05", marks = all_present:week("2025-03-03", ".. NN NN"),
    expect = { actions = { { rule = "follow_up_absence", fired = "2025-03-04", status = "superseded" },
      { rule = "follow_up_absence", fired = "2025-03-05", status = "due" } } } },

  { "an answer settles it",
    calendar = "190 days", pupil = pupil, on = "2025-03-05", marks = all_present:week("2025-03-03", ".. NN .."),
    events = { { date = "2025-03-04", kind = "absence.followed_up", outcome = "ill" } },
    expect = { actions = { { rule = "follow_up_absence", status = "done", done_on = "2025-03-04" } } } },

  { "without one it is overdue the next day",
    calendar = "190 days", pupil = pupil, on = "2025-03-05", marks = all_present:week("2025-03-03", ".. NN .."),
    expect = { actions = { follow_up_absence = "overdue" } } },

  { "an absence that is explained is not followed up",
    calendar = "190 days", pupil = pupil, on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "IO" },
    expect = { actions = {} } },

  { "a social worker is told of unexplained absence, each day",
    calendar = "190 days", on = "2025-03-05", marks = all_present:week("2025-03-03", ".. N. NN"),
    pupil = { date_of_birth = "2012-03-01", social_worker = "yes" },
    expect = { actions = { "follow_up_absence", { rule = "tell_social_worker", fired = "2025-03-04", status = "superseded" },
      { rule = "tell_social_worker", fired = "2025-03-05", due = "2025-03-05", status = "due",
        owner = "attendance_officer", duty = "should" } } } },

  { "so is a youth-offending worker",
    calendar = "190 days", on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = ".N" },
    pupil = pupil, events = { { date = "2025-01-10", kind = "youth_offending_case", to = "2025-03-04" } },
    expect = { actions = { "follow_up_absence", "tell_social_worker" } } },

  { "but not once the case is over",
    calendar = "190 days", on = "2025-03-05", marks = all_present:but { ["2025-03-05"] = ".N" },
    pupil = pupil, events = { { date = "2025-01-10", kind = "youth_offending_case", to = "2025-03-04" } },
    expect = { actions = { "follow_up_absence" } } },

  { "of other absence not by this rule",
    calendar = "190 days", on = "2025-03-04", marks = all_present:but { ["2025-03-04"] = "I." },
    pupil = { date_of_birth = "2012-03-01", social_worker = "yes" },
    expect = { actions = {} } },

  -- --- severe absence: a joint approach --------------------------------------

  -- The tenth day is 18 September: 20 sessions, 10 of them missed. Five school
  -- days later: 19, 20, 23, 24 and 25 September.
  { "a severely absent pupil has a joint approach with the authority",
    calendar = "190 days", pupil = pupil, on = "2024-09-18", marks = all_present:sessions(10, "C", "2024-09-12"),
    expect = { actions = { { rule = "agree_joint_approach", status = "due", fired = "2024-09-18", due = "2024-09-25",
      owner = "attendance_lead", duty = "should" } } } },

  { "not one at 9 of 20", -- 45 per cent
    calendar = "190 days", pupil = pupil, on = "2024-09-18", marks = all_present:sessions(9, "C", "2024-09-12"),
    expect = { actions = {} } },

  { "nor one that is severely absent in the year's first days", -- 10 of 18, then 10 of 19
    calendar = "190 days", pupil = pupil, on = "2024-09-18",
    marks = all_present:sessions(10, "C", "2024-09-10"):but { ["2024-09-18"] = "Y1." },
    expect = { actions = {}, flags = { "persistent_absence", "severe_absence" }, attendance = { possible = 19 } } },

  { "agreeing it is recorded",
    calendar = "190 days", pupil = pupil, on = "2024-09-24", marks = all_present:sessions(10, "C", "2024-09-12"),
    events = { { date = "2024-09-24", kind = "joint_approach.agreed" } },
    expect = { actions = { { rule = "agree_joint_approach", status = "done", done_on = "2024-09-24" } } } },

  -- --- part-time timetables ---------------------------------------------------

  { "C2 asks for an agreement, once a half term",
    calendar = "190 days", pupil = pupil, on = "2025-03-11", marks = all_present:every("tue", ".C2", "2025-03-04"),
    expect = { actions = { { rule = "agree_part_time", status = "overdue", fired = "2025-03-04", due = "2025-03-04",
      owner = "attendance_lead", duty = "must" } } } },

  { "not while one is in force; it ends on its day",
    calendar = "190 days", pupil = pupil, on = "2025-03-11", marks = all_present:every("tue", ".C2", "2025-03-04"),
    events = { { date = "2025-02-28", kind = "part_time.agreed", to = "2025-04-04", parent_agreed = "yes", times_agreed = "yes" } },
    expect = { actions = { { rule = "agree_part_time", status = "done", done_on = "2025-02-28" },
      { rule = "end_part_time", status = "due", fired = "2025-02-28", due = "2025-04-04", owner = "attendance_lead" } } } },

  { "an agreement of the half term before is in force as well",
    calendar = "190 days", pupil = pupil, on = "2025-03-04", marks = all_present:every("tue", ".C2", "2025-03-04"),
    events = { { date = "2025-02-12", kind = "part_time.agreed", to = "2025-04-04", parent_agreed = "yes", times_agreed = "yes" } },
    expect = { actions = { end_part_time = "due", agree_part_time = { status = "suppressed", reason = "an agreement is in force" } } } },

  { "what an agreement lacks is shown",
    calendar = "190 days", pupil = pupil, on = "2025-02-28", marks = all_present,
    events = { { date = "2025-02-28", kind = "part_time.agreed", to = "2025-04-04", parent_agreed = "no" } },
    expect = { actions = { { rule = "end_part_time", status = "blocked",
      missing = { "the parent's agreement (ENG-C2-PLAN)", "times and dates, in advance (ENG-C2-PLAN)" } } } } },

  { "a new agreement stands for the old, and full time ends it",
    calendar = "190 days", pupil = pupil, on = "2025-04-11", marks = all_present,
    events = { { date = "2025-02-28", kind = "part_time.agreed", to = "2025-03-14", parent_agreed = "yes", times_agreed = "yes" },
      { date = "2025-03-14", kind = "part_time.agreed", to = "2025-04-11", parent_agreed = "yes", times_agreed = "yes" },
      { date = "2025-04-11", kind = "part_time.ended" } },
    expect = { actions = { { rule = "end_part_time", fired = "2025-02-28", status = "superseded" },
      { rule = "end_part_time", fired = "2025-03-14", status = "done", done_on = "2025-04-11" } } } },

  -- --- suspensions -----------------------------------------------------------

  { "five days of suspension need no other provision",
    calendar = "190 days", pupil = pupil, on = "2025-03-07",
    marks = all_present:first_days(5, "EE", "2025-03-03"),
    expect = { actions = {} } },

  { "the sixth day does, that day",
    calendar = "190 days", pupil = pupil, on = "2025-03-10",
    marks = all_present:first_days(6, "EE", "2025-03-03"),
    expect = { actions = { { rule = "provision_after_suspension", status = "due",
      fired = "2025-03-10", due = "2025-03-10", owner = "attendance_lead" } } } },

  -- --- marks that look wrong -------------------------------------------------

  { "a session without a mark is found and counts nowhere",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:but { ["2025-03-04"] = "-." },
    expect = { attendance = { possible = 379, attended = 379, missing = 1, rate = "100.00" },
      findings = { { id = "missing_mark", date = "2025-03-04", session = "AM",
        due = "2025-03-04", owner = "class_teacher" } } } },

  { "a full register has no findings",
    calendar = "190 days", pupil = pupil, on = "2025-07-21", marks = all_present,
    expect = { findings = {}, proposals = {}, flags = {}, actions = {},
      attendance = { possible = 380, attended = 380, missing = 0, late = 0 } } },

  { "sessions after the last register taken are not missing",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:until_day("2024-12-20"), -- 71 days
    expect = { findings = {}, attendance = { possible = 142, attended = 142, missing = 0 } } },

  -- The vectors are of 2024, before this policy; these are the same a year later.
  { "CSA-1: for a fifth birthday on 10 February, X is right before 31 March and wrong from then on",
    calendar = "190 days", pupil = nearly_five, on = "2025-07-21",
    marks = all_present:but { ["2025-03-28"] = "XX", ["2025-03-31"] = ".X" },
    expect = { findings = { { id = "x_at_compulsory_age", date = "2025-03-31", session = "PM",
      code = "X", owner = "attendance_officer" } } } },

  { "CSA-2: for a sixteenth birthday on 23 September, X is wrong up to the last Friday in June",
    calendar = "190 days", pupil = { date_of_birth = "2008-09-23" }, on = "2025-07-21",
    marks = all_present:but { ["2025-06-27"] = "XX", ["2025-06-30"] = "XX" },
    expect = { findings = {
      { id = "x_at_compulsory_age", date = "2025-06-27", session = "AM" },
      { id = "x_at_compulsory_age", date = "2025-06-27", session = "PM" } } } },

  { "a fifth birthday on a prescribed day counts that day",
    calendar = "190 days", pupil = { date_of_birth = "2020-03-31" }, on = "2025-07-21",
    marks = all_present:but { ["2025-03-28"] = "XX", ["2025-03-31"] = ".X" },
    expect = { findings = { { id = "x_at_compulsory_age", date = "2025-03-31" } } } },

  { "a fifth birthday on the day after waits for the next one", -- 31 August 2025
    calendar = "190 days", pupil = { date_of_birth = "2020-04-01" }, on = "2025-07-21",
    marks = all_present:but { ["2025-03-31"] = ".X", ["2025-07-21"] = "XX" },
    expect = { findings = {} } },

  { "C2 is not for a pupil below compulsory age",
    calendar = "190 days", pupil = nearly_five, on = "2025-07-21",
    marks = all_present:but { ["2025-03-28"] = ".C2", ["2025-03-31"] = ".C2" },
    expect = { findings = { { id = "c2_outside_compulsory_age", date = "2025-03-28", session = "PM",
      code = "C2", owner = "attendance_officer" } } } },

  { "study leave in Year 10 is found",
    calendar = "190 days", on = "2025-07-21", pupil = { date_of_birth = "2010-05-01", year_group = "10" },
    marks = all_present:but { ["2025-05-14"] = "SS" },
    expect = { findings = {
      { id = "study_leave_too_young", date = "2025-05-14", session = "AM", owner = "attendance_officer" },
      { id = "study_leave_too_young", date = "2025-05-14", session = "PM" } } } },

  { "study leave in Year 11 is not",
    calendar = "190 days", on = "2025-07-21", pupil = sixteen,
    marks = all_present:but { ["2025-05-14"] = "SS" },
    expect = { findings = {} } },

  { "one day of R is right",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:but { ["2025-03-31"] = "RR" },
    expect = { findings = {} } },

  { "a third session of R is found, also when the pupil is back that afternoon",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:but { ["2025-03-31"] = "RR", ["2025-04-01"] = "R." },
    expect = { findings = { { id = "r_beyond_one_day", date = "2025-04-01", session = "AM",
      owner = "attendance_officer" } } } },

  { "two days of R that do not follow each other are right",
    calendar = "190 days", pupil = pupil, on = "2025-07-21",
    marks = all_present:but { ["2024-10-03"] = "RR", ["2025-03-31"] = "RR" },
    expect = { findings = {} } },
}

-- --- calendars ---------------------------------------------------------------

-- CAL-1: the term dates that were found give 190 days, 380 sessions; a secondary
-- school in Bedford had 189 days, as its Year 7 and 12 began a day before.
for _, year in ipairs {
  { "sandwell 2023/24", "2024-07-22", 380 }, { "sandwell 2024/25", "2025-07-21", 380 },
  { "bedford 2023/24", "2024-07-19", 380 }, { "bedford 2024/25", "2025-07-18", 378 },
  { "bedford 2025/26", "2026-07-17", 380 }, { "southwark 2025/26", "2026-07-16", 380 },
} do
  table.insert(tests, { "CAL-1: the year of " .. year[1] .. " has its sessions", calendar = year[1], on = year[2],
    marks = all_present, expect = { attendance = { possible = year[3], attended = year[3], rate = "100.00" } } })
end

return tests
