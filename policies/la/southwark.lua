-- London Borough of Southwark: the three-stage approach of the Education
-- Inclusion Handbook, and the code of conduct for penalty notices.
--
-- The handbook gives hardly a number. When stage one begins, what attendance is
-- expected and how soon things are done is the school's; the target and the day
-- of the review are agreed with the family and stand in the case history. All
-- these are required parameters or recorded facts, never defaults of ours.

local handbook = "https://southwark.gov.uk/childcare-and-parenting/children-s-social-care/family-early-help-feh/education-inclusion-handbook/"
local stages   = handbook .. "managing-attendance-the-three-stage-approach"
local legal    = handbook .. "education-legal-planning-guidance"
local code     = "https://services.southwark.gov.uk/childcare-and-parenting/children-s-social-care/family-early-help-feh/"
              .. "education-inclusion-handbook/education-penalty-notice-code-of-conduct"

-- --- who is in the lead ------------------------------------------------------

-- A case officer is in the lead at stages one and two, not the school. Where a
-- child is open to several, the one with statutory duties comes first; the
-- handbook does not say.
local social_care = attr "cin_plan" | attr "cp_plan"
local open_case   = social_care | attr "yos" | attr "feh"

-- --- attendance --------------------------------------------------------------

local attendance = rate "attended":within(school_year)
local enough     = sessions "possible":within(school_year):at_least(param.min_possible)
local persistent = enough & attendance:below(param.persistent_below)

-- What was agreed, and how it went since. A later plan moves the review.
local plan_review     = reached(recorded("attendance_plan", "review"))
local since_plan      = rate "attended":within(since "attendance_plan")
local plan_target     = recorded("attendance_plan", "target")
local contract_review = reached(recorded("attendance_contract", "review"))
local since_contract  = rate "attended":within(since "attendance_contract")
local contract_target = recorded("attendance_contract", "target")
local since_step_down = rate "attended":within(since "step_down")

local improved_by_plan     = plan_review & since_plan:at_least(plan_target)
local improved_by_contract = contract_review & since_contract:at_least(contract_target)
-- A family that met this year's target is left alone, whatever the year's figure
-- says; a new year begins afresh. A plan without target or review is none.
local function agreed_this_year(kind)
  return on_record(kind):within(school_year) & ~latest(kind, { target = "" }) & ~latest(kind, { review = "" })
end
local going_well = agreed_this_year "attendance_plan" & improved_by_plan
                 | agreed_this_year "attendance_contract" & improved_by_contract
-- After a step down the lead professional watches, for the rest of that year, and
-- refers back; the stages do not begin anew meanwhile.
local stepped_down = on_record "step_down":within(school_year)

-- --- what is on record since a stage began -------------------------------------

local function in_one(kind, fields) return on_record(kind, fields):within(since_stage "stage_one") end
local function in_two(kind, fields) return on_record(kind, fields):within(since_stage "stage_two") end
local function in_three(kind, fields) return on_record(kind, fields):within(since_stage "stage_three") end

-- "Consider" a meeting around the family, and "evidence that one was convened":
-- both are asked for.
local taf = param.taf_evidence:is "convened" & in_one "taf_meeting"
          | param.taf_evidence:is "considered" & (in_one "taf_meeting" | in_one "taf_considered")
-- A day of review is known when it is either reached or not.
local target_and_period = in_one "attendance_plan" & plan_target:at_least(0) & (plan_review | ~plan_review)
local monitoring_known  = contract_target:at_least(0) & (contract_review | ~contract_review)
local declined  = in_two "contract_declined" | in_two("voluntary_agreement", { possible = "no" })
local consulted = in_two "eit_consultation"
-- All evidence: what was done, what came of it, what parent and child wish and feel.
local evidence_reviewed = in_three("sewo_review",
  { interventions = "yes", outcomes = "yes", parent_views = "yes", child_views = "yes" })
local evidence_missing  = "a review of all evidence: what was done and came of it, what parent and child wish"
local contacts  = events("parent_contact"):within(since_stage "stage_one")

-- --- penalty notices -----------------------------------------------------------

-- The window is the nation's; the code of conduct has one way for a holiday (G)
-- and one for other absence (O and U), and none for a mixture.
local framework = between(param.pn_counts_from, "2999-07-31")
local function counted(set)
  return sessions(set):within(school_weeks(param.pn_weeks), framework)
                      :restarting_at("penalty_notice.issued", "sessions_to")
end
local leave_taken  = counted(codes "G")
local other_absent = counted(codes "O U")
local all_absent   = counted(codes "G O U")

local other_met    = other_absent:at_least(param.pn_sessions)
local leave_met    = leave_taken:at_least(param.pn_sessions) & ~other_met
local mixed_met    = all_absent:at_least(param.pn_sessions) & ~leave_taken:at_least(param.pn_sessions) & ~other_met
local leave_route  = compulsory_school_age & leave_met
local other_route  = compulsory_school_age & (other_met | mixed_met & param.mixed_route:is "absence")
local no_route     = compulsory_school_age & mixed_met & param.mixed_route:is "none"
-- Back from leave: in school that day, and not away again by its end.
local back = sessions "attended":within(day):at_least(1) & run(codes "G"):is(0)

local away_again = sessions(codes "G"):within(day):at_least(1)

-- Notices count by parent and child, by the day they were issued; withdrawn ones
-- do not, unpaid ones do.
local two_notices = events("penalty_notice.issued"):within(years(param.pn_years), framework):at_least(param.pn_most)
local instead     = { two_notices, because = "two notices in three years: a third may not be given",
                      clause = { "SWKPN-02", "SWKPN-03" } }

-- What an earlier case left on record says nothing of this one.
local function lately(kind, fields) return on_record(kind, fields):within(years(1)) end
local not_engaged    = lately "support_outcome" & latest("support_outcome", { result = "not_engaged" })
local no_effect      = lately "support_outcome" & latest("support_outcome", { result = "no_effect" })
local support_failed = in_stage "stage_two" | in_stage "stage_three" | not_engaged | no_effect

-- A notice to improve runs for so many school weeks, and never for more than so
-- many school days.
local nti_weeks, nti_days = school_weeks(param.nti_period), school_days(param.nti_days)
local function last_day(from)
  local by_weeks, by_days = from:add(nti_weeks), from:add(nti_days)
  return by_weeks < by_days and by_weeks or by_days
end
local function nti_is_over(_, case, day)
  local notice = case:last "notice_to_improve"
  return notice ~= nil and last_day(notice.date) < day
end
local in_nti, in_nti_days = after("notice_to_improve", nti_weeks), after("notice_to_improve", nti_days)
local further    = sessions(param.pn_codes - codes "N"):within(in_nti, in_nti_days)
local during_nti = rate "attended":within(in_nti, in_nti_days)
local before_nti = rate "attended":within(before("notice_to_improve", nti_weeks))
local nti_failed = further:at_least(param.nti_sessions)
                 | on_record("support_outcome", { result = "not_engaged" }):within(since "notice_to_improve")
                 | on_record("notice_to_improve.judged", { sufficient = "no" }):within(since "notice_to_improve")
                 | nti_is_over & (during_nti - before_nti):below(param.significant)

-- --- parents -------------------------------------------------------------------

local english        = parent("language"):is "English" | parent("language"):is "english" | parent("language"):is "en"
local other_language = parent "language" & ~english
local accessible     = parent "accessible_format"

local reminders = {
  { other_language, "have this translated before it goes out", clause = "SWK-08" },
  { accessible, "give this in a form the parent can take in, and think of an advocate", clause = "SWK-09" },
}

return {
  api       = 1,
  id        = "la/southwark",
  title     = "Southwark: three stages, and penalty notices",
  extends   = "national/england",
  effective = { from = "2024-08-19" },

  clauses = {
    ["SWK-01"] = { "Stage one begins when non-attendance is persistent by the school's own policy", source = stages .. "?chapter=2" },
    ["SWK-02"] = { "The lead professional meets the parent and says what the concern is", source = stages .. "?chapter=2" },
    ["SWK-03"] = { "The meeting tells the likely impact, the attendance expected and what may follow, enforcement included", source = stages .. "?chapter=2" },
    ["SWK-04"] = { "What the authority must do, and what may follow, is given in writing", source = stages .. "?chapter=2" },
    ["SWK-05"] = { "The information leaflet for parents (appendix 4) is recommended", source = stages .. "?chapter=2" },
    ["SWK-06"] = { "Where support does not help, a senior education welfare officer is consulted, who may begin enforcement", source = stages .. "?chapter=2" },
    ["SWK-07"] = { "The work done with the family is shared for that", source = stages .. "?chapter=2" },
    ["SWK-08"] = { "Letters and agreements are translated where the parent's first language is not English", source = stages .. "?chapter=2" },
    ["SWK-09"] = { "Parents with literacy or learning needs are told in a form they can take in; an advocate is recommended", source = stages .. "?chapter=2" },
    ["SWK-10"] = { "A school that is not in the lead takes part in every decision on enforcement", source = stages .. "?chapter=2" },
    ["SWK-11"] = { "Reasons are sought together with the family, best by mapping (appendix 11)", source = stages .. "?chapter=2" },
    ["SWK-12"] = { "Help may be SEN assessment or support, family early help, a parenting programme, early help CAMHS", source = stages .. "?chapter=2" },
    ["SWK-13"] = { "With family early help, youth offending service or a social worker, their officer is in the lead at stages one and two", source = stages .. "?chapter=2" },
    ["SWK-14"] = { "An assessment and plan holds the reasons, a clear target and the actions", source = stages .. "?chapter=2" },
    ["SWK-15"] = { "Without such a plan the school considers a team around the family meeting", source = stages .. "?chapter=2" },
    ["SWK-16"] = { "Stage one, 1: evidence that a team around the family was convened", source = stages .. "?chapter=2" },
    ["SWK-17"] = { "Stage one, 2: a record that concerns were raised with the parent", source = stages .. "?chapter=2" },
    ["SWK-18"] = { "Stage one, 3: the likely reasons", source = stages .. "?chapter=2" },
    ["SWK-19"] = { "Stage one, 4: actions of family, school and professionals, referrals and unmet needs", source = stages .. "?chapter=2" },
    ["SWK-20"] = { "Stage one, 5: the target and the period until the review", source = stages .. "?chapter=2" },
    ["SWK-21"] = { "Stage one, 6: the consequences, prosecution among them where a parent is to blame", source = stages .. "?chapter=2" },

    ["SWK2-01"] = { "Attendance that did not improve moves to formal action, as agreed at stage one", source = stages .. "?chapter=3" },
    ["SWK2-02"] = { "Stage two is usually where a senior education welfare officer is consulted", source = stages .. "?chapter=3" },
    ["SWK2-03"] = { "The parent is invited to an attendance and inclusion meeting, best at school", source = stages .. "?chapter=3" },
    ["SWK2-04"] = { "Stage two is for parents who are willing to work with school or authority", source = stages .. "?chapter=3" },
    ["SWK2-05"] = { "Its aim is a parenting contract, now called attendance contract, which is voluntary", source = stages .. "?chapter=3" },
    ["SWK2-06"] = { "Contract, 1: why the first plan did not work", source = stages .. "?chapter=3" },
    ["SWK2-07"] = { "Contract, 2: patterns of absence, whether support is enough, who does what by when", source = stages .. "?chapter=3" },
    ["SWK2-08"] = { "Contract, 3: how progress is watched and the parent kept in touch", source = stages .. "?chapter=3" },
    ["SWK2-09"] = { "The same officer is in the lead as at stage one", source = stages .. "?chapter=3" },

    ["SWK3-00"] = { "Stage three only after stages one and two are complete", source = stages },
    ["SWK3-01"] = { "Without improvement the lead professional reviews whether the statutory threshold is met", source = stages .. "?chapter=4" },
    ["SWK3-02"] = { "Without a consultation so far, it is held at the earliest opportunity", source = stages .. "?chapter=4" },
    ["SWK3-03"] = { "Evidence of at least six contacts with the parent about attendance", source = stages .. "?chapter=4" },
    ["SWK3-04"] = { "The senior education welfare officer reviews all evidence", source = stages .. "?chapter=4" },
    ["SWK3-05"] = { "The contract period is extended, or legal planning starts", source = stages .. "?chapter=4" },
    ["SWK3-06"] = { "Whether to prosecute is not for the lead professional, who tells the Education Inclusion Team of cases without progress", source = stages .. "?chapter=4" },
    ["SWK3-07"] = { "The legal planning meeting and its papers", source = legal },
    ["SWK3-08"] = { "It sets days for the interview under caution and for its own review", source = legal },
    ["SWK3-09"] = { "After a step down attendance is watched, and the case referred back when it falls", source = legal },
    ["SWKPN-01"] = { "Penalty notices: ten sessions of G, N, O or U in ten school weeks, of one kind or mixed", source = code .. "?chapter=3" },
    ["SWKPN-02"] = { "At most two notices for a child and parent in three years; then prosecution or a supervision order is considered",
      source = code .. "?chapter=3" },
    ["SWKPN-03"] = { "Unpaid notices count, withdrawn ones do not", source = code .. "?chapter=3" },
    ["SWKPN-04"] = { "A notice is possible below the threshold where an offence was committed", source = code .. "?chapter=3",
      out_of_reach = "whether an offence was committed is a legal judgement, and the page's own conditions could not be read" },
    ["SWKPN-05"] = { "Where support is not fitting, as for a holiday: is a notice the best means, and in the public interest?",
      source = code .. "?chapter=4" },
    ["SWKPN-06"] = { "Where it is, enough support: the three stages, regular contact, concerns in writing to each parent, "
                  .. "letters brought by hand logged", source = code .. "?chapter=4" },
    ["SWKPN-07"] = { "A notice to improve may be sent to a parent; it usually should where support did not work or was not taken up",
      source = code .. "?chapter=5" },
    ["SWKPN-08"] = { "It runs for six school weeks, at most thirty school days, lists what was tried and names a contact",
      source = code .. "?chapter=5" },
    ["SWKPN-09"] = { "A penalty notice may follow without engagement, on further absence, or without a significant improvement",
      source = code .. "?chapter=5" },
    ["SWKPN-10"] = { "Holidays: the authority has the papers within ten school days of the return", source = code .. "?chapter=7" },
    ["SWKPN-11"] = { "O and U: the Education Inclusion Team is consulted first, and a notice to improve considered",
      source = code .. "?chapter=7" },
    ["SWKPN-12"] = { "The authority decides within ten working days", source = code .. "?chapter=7" },
    ["SWKPN-13"] = { "A school that issues notices itself asks the team first; on support the authority's view prevails",
      source = code .. "?chapter=8" },
    ["SWKPN-14"] = { "The authority tells schools each term what was paid, and authorities ask each other", source = code .. "?chapter=8" },
    ["SWKPN-15"] = { "A notice is possible for a pupil in public in the first five days of an exclusion", source = code .. "?chapter=1" },
    ["SWKPN-16"] = { "The page before it: 60 pounds in 21 days, 120 in 28", source = handbook .. "education-penalty-notice-code-of-conduct",
      out_of_reach = "superseded on 19 August 2024, before this policy is in force; no rule here depends on an amount" },

    ["SWK3-10"] = { "Every school is offered a targeting support or team around the school meeting at least once a year",
      source = handbook .. "introduction" },
  },

  params = {
    persistent_below = { required = true, unit = "percent", clause = "SWK-01",
      note = "persistent by the school's own policy; not the national ten per cent" },
    expected   = { required = true, unit = "percent", clause = { "SWK-03", "SWK3-09" },
      note = "the least attendance that the school expects, as parents are told it" },
    time_to_act = { required = true, unit = "school_days",
      note = "time for what the handbook gives no time for" },
    contact    = { required = true, unit = "text",
      note = "whom parents can ask, as letters print it: an office, a telephone number" },
    taf_evidence = { "considered", unit = "text", clause = { "SWK-15", "SWK-16" },
      note = "considered or convened: the handbook asks the school to consider a meeting, and then for evidence that "
          .. "there was one; read so that a note of why there was none completes the stage, too" },
    consult_at = { "stage_two", unit = "text", clause = { "SWK-06", "SWK2-02", "SWK3-02" },
      note = "stage_two or stage_three: a duty once support does not help, usual at stage two, and required by stage three" },
    contacts   = { 6, unit = "events", clause = "SWK3-03" },

    mixed_route = { "absence", unit = "text", clause = { "SWKPN-01", "SWKPN-11" },
      note = "absence or none: G with O or U can meet the threshold, but the code has no way for the two together; "
          .. "the stricter one is taken, or such cases are only listed" },
    issuer       = { "authority", unit = "text", clause = "SWKPN-13", note = "authority or school: who issues notices" },
    regular_contacts = { required = true, unit = "events", clause = "SWKPN-06",
      note = "contacts with a parent in the ten weeks that are regular; the code gives no number" },
    nti_days     = { 30, unit = "school_days", clause = "SWKPN-08" },
    nti_sessions = { 1, unit = "sessions", clause = "SWKPN-09", note = "further absence without leave, of any length" },
    significant  = { required = true, unit = "percent", clause = "SWKPN-09",
      note = "points by which attendance must rise to be a significant improvement; the code gives no number" },
    leave_deadline = { 10, unit = "school_days", clause = "SWKPN-10" },
    decision_days  = { 10, unit = "working_days", clause = "SWKPN-12" },
  },

  roles = {
    social_worker   = "Social worker",
    yos_officer     = "Youth offending service officer",
    feh_practitioner = "Family early help practitioner",
    school_lead     = "Lead professional at school",
    lead_professional = { title = "Lead professional", first_of = first_of {
      { social_care, role.social_worker }, { attr "yos", role.yos_officer }, { attr "feh", role.feh_practitioner },
      role.school_lead } },
    sewo            = "Senior education welfare officer",
    inclusion_team  = "Education Inclusion Team",
  },

  facts = {
    concern_meeting     = { "impact", "expectation", "consequences" },
    taf_meeting         = {},
    taf_considered      = { "because" },
    reasons_identified  = { "how" },
    attendance_plan     = { "actions", "target", "review", "consequences" },
    parent_contact      = { "how" },
    eit_consultation    = {},
    school_included     = {},
    voluntary_agreement = { "possible" },
    attendance_contract = { "target", "review", "why_not", "patterns", "support", "actions", "monitoring" },
    contract_declined   = {},
    contract_broken     = {},
    sewo_review         = { "interventions", "outcomes", "parent_views", "child_views", "recommendation" },
    stage_three_decision = { "outcome" },
    assessment          = {},
    chronology          = {},
    elpm_report         = {},
    inclusion_plan      = {},
    genogram            = {},
    elpm                = { "outcome" },
    elpm_dates          = { "interview", "review" },
    step_down           = {},
    referred_back       = {},
    -- penalty notices; those of a parent name the parent
    written_concern     = { "how", "time", "recipient" },
    support_outcome     = { "result" },
    ["leave.requested"] = { "to" },
    ["leave.refused"]   = { "because" },
    ["leave.told"]      = {}, -- no application: what told the parents that leave is not given
    registration_certificate = {},
    ["penalty_notice.requested"] = {},
    ["penalty_notice.declined"]  = {},
  },

  measures = {
    since_plan      = since_plan,
    since_contract  = since_contract,
    since_step_down = since_step_down,
    contacts        = contacts,
    leave_taken     = leave_taken,
    other_absent    = other_absent,
    during_nti      = during_nti,
    before_nti      = before_nti,
    -- patterns of absence, for the contract
    absent_monday    = sessions "absent":within(school_year):on "mon",
    absent_tuesday   = sessions "absent":within(school_year):on "tue",
    absent_wednesday = sessions "absent":within(school_year):on "wed",
    absent_thursday  = sessions "absent":within(school_year):on "thu",
    absent_friday    = sessions "absent":within(school_year):on "fri",
    absent_beside_closure = sessions "absent":within(school_year):beside_closure(),
  },

  flags = {
    { id = "leave_route", label = "Penalty notice: the way for holidays", clause = { "SWKPN-01", "SWKPN-10" }, when = leave_route },
    { id = "absence_route", label = "Penalty notice: the way for other absence", clause = { "SWKPN-01", "SWKPN-11" }, when = other_route },
    { id = "mixed_absence", label = "Penalty-notice threshold met by holiday and other absence together only",
      clause = { "SWKPN-01", "SWKPN-11" }, when = compulsory_school_age & mixed_met },
    { id = "no_route", label = "Penalty-notice threshold met, and the code has no way for it", clause = "SWKPN-11", when = no_route },
  },

  ladders = { attendance = {
    { id = "stage_one", label = "Stage one: initial attendance action", clause = { "SWK-01", "SWK-13" },
      enter  = persistent & ~going_well & ~stepped_down,
      leave  = { { to = "none", when = in_one "attendance_plan" & improved_by_plan } },
      owner  = role.lead_professional,
      review = recorded("attendance_plan", "review"),
      needs  = {
        { taf, "a team around the family meeting, or why there is none", clause = { "SWK-15", "SWK-16" } },
        { "concern_meeting", clause = "SWK-17" },
        { "reasons_identified", clause = { "SWK-14", "SWK-18" } },
        { in_one("attendance_plan", { actions = "yes" }),
          "actions of family, school and professionals, with referrals", clause = { "SWK-14", "SWK-19" } },
        { target_and_period, "the target and the day of the review", clause = { "SWK-14", "SWK-20" } },
        { in_one("attendance_plan", { consequences = "yes" }), "what may follow, as told", clause = "SWK-21" },
      },
      on_entry = {
        { id = "meet_parents", clause = { "SWK-01", "SWK-02" }, duty = "must",
          action = "meet the parents: why attendance is a concern, what it is likely to mean for the child, "
                .. "what is expected and what may follow",
          due = school_days(param.time_to_act), done = "concern_meeting" },
        { id = "inform_in_writing", clause = "SWK-04", duty = "must", per = "parent", letter = "stage_one",
          action = "write what the authority must do and what may follow",
          due = school_days(param.time_to_act), done = "written_information" },
        { id = "give_leaflet", clause = "SWK-05", duty = "should", per = "parent",
          action = "give the leaflet for parents and carers", due = school_days(param.time_to_act), done = "leaflet_given" },
        { id = "seek_reasons", clause = { "SWK-11", "SWK-18" }, duty = "must",
          action = "look for the reasons together with the family, best by mapping them",
          due = school_days(param.time_to_act), done = "reasons_identified" },
        { id = "consider_support", clause = "SWK-12", duty = "should",
          action = "think through what would help: SEN assessment or support, family early help, a parenting programme, "
                .. "early help CAMHS", due = school_days(param.time_to_act), done = "support_considered" },
        { id = "consider_taf", clause = "SWK-15", duty = "should", owner = role.school_lead,
          unless = { { open_case, because = "another service has a plan with the family" } },
          action = "consider a team around the family meeting; if it is not right, note why",
          due = school_days(param.time_to_act), done = { "taf_meeting", "taf_considered" } },
        { id = "draw_up_plan", clause = { "SWK-14", "SWK-20" }, duty = "must",
          action = "agree a plan with the family: actions, a target, the day of the review",
          due = school_days(param.time_to_act), done = "attendance_plan" },
      },
      on_review = {
        { id = "review_stage_one", clause = { "SWK-20", "SWK2-01" }, duty = "must",
          action = "review attendance against the target with the family", due = school_days(param.time_to_act),
          done = "stage_one_review" },
      },
      on_overdue = {
        { id = "complete_stage_one", clause = { "SWK-16", "SWK-17", "SWK-18", "SWK-19", "SWK-20", "SWK-21" }, duty = "must",
          action = "complete what stage one must hold: without it there is no stage two",
          due = school_days(param.time_to_act), done = "stage_one_completed" },
      } },

    { id = "stage_two", label = "Stage two: formal attendance action", clause = { "SWK2-01", "SWK2-09" },
      enter  = stage_complete "stage_one" & plan_review & since_plan:below(plan_target),
      leave  = { { to = "none", when = in_two "attendance_contract" & improved_by_contract } },
      owner  = role.lead_professional,
      review = recorded("attendance_contract", "review"),
      needs  = {
        { "voluntary_agreement", clause = "SWK2-04" },
        { "meeting_invitation", clause = "SWK2-03" },
        { in_two "attendance_contract" & monitoring_known | declined,
          "the contract with its target and review, or that there will be none", clause = "SWK2-05" },
        { in_two("attendance_contract", { why_not = "yes" }) | declined, "why the first plan did not work", clause = "SWK2-06" },
        { in_two("attendance_contract", { patterns = "yes", support = "yes", actions = "yes" }) | declined,
          "patterns of absence, enough support, who does what by when", clause = "SWK2-07" },
        { in_two("attendance_contract", { monitoring = "yes" }) | declined,
          "how progress is watched and the parent kept in touch", clause = "SWK2-08" },
      },
      on_entry = {
        { id = "consult_sewo", clause = { "SWK-06", "SWK2-02" }, duty = "must",
          unless = { { param.consult_at:is "stage_three", because = "the consultation is held at stage three" } },
          action = "consult a senior education welfare officer", due = school_days(param.time_to_act),
          done = "eit_consultation" },
        { id = "share_work", clause = "SWK-07", duty = "must",
          action = "share with the officer what has been done with the family", due = school_days(param.time_to_act),
          done = "work_shared" },
        { id = "invite_to_meeting", clause = "SWK2-03", duty = "must", per = "parent", letter = "stage_two",
          action = "invite the parent to the attendance and inclusion meeting, best at school",
          due = school_days(param.time_to_act), done = "meeting_invitation" },
        { id = "note_willingness", clause = "SWK2-04", duty = "should",
          action = "note whether the parents will work with the school or the authority",
          due = school_days(param.time_to_act), done = "voluntary_agreement" },
        { id = "offer_contract", clause = { "SWK2-05", "SWK2-06", "SWK2-07", "SWK2-08" }, duty = "should",
          action = "offer an attendance contract: it is voluntary, and is to keep matters from going further",
          due = school_days(param.time_to_act), done = { "attendance_contract", "contract_declined" } },
      },
      on_review = {
        { id = "review_stage_two", clause = { "SWK2-08", "SWK3-01" }, duty = "must",
          action = "review attendance under the contract", due = school_days(param.time_to_act), done = "stage_two_review" },
      },
      on_overdue = {
        { id = "complete_stage_two", clause = { "SWK2-05", "SWK2-06", "SWK2-07", "SWK2-08", "SWK3-00" }, duty = "must",
          action = "complete what stage two must hold: without it there is no stage three",
          due = school_days(param.time_to_act), done = "stage_two_completed" },
      } },

    { id = "stage_three", label = "Stage three: statutory attendance action", clause = { "SWK3-00", "SWK3-01" },
      from   = { "stage_two", "stage_one", "none" },
      enter  = in_stage "stage_two" & stage_complete "stage_one" & stage_complete "stage_two"
                 & (contract_review & since_contract:below(contract_target) | declined)
             | stepped_down & on_record "referred_back":within(since "step_down"),
      leave  = { { to = "none", when = in_three "step_down" } },
      owner  = role.lead_professional,
      review = recorded("attendance_contract", "review"),
      needs  = {
        { consulted | in_three "eit_consultation", "a consultation with the Education Inclusion Team", clause = "SWK3-02" },
        { contacts:at_least(param.contacts), "enough contacts with the parents about attendance", clause = "SWK3-03" },
        { evidence_reviewed, evidence_missing, clause = "SWK3-04" },
        { "stage_three_decision", clause = "SWK3-05" },
      },
      on_entry = {
        { id = "review_threshold", clause = "SWK3-01", duty = "must",
          needs  = { { contacts:at_least(param.contacts), "enough contacts with the parents about attendance", clause = "SWK3-03" } },
          action = "review whether the threshold for statutory action is met", due = school_days(param.time_to_act),
          done = "threshold_reviewed" },
        { id = "consult_now", clause = "SWK3-02", duty = "must",
          unless = { { consulted, because = "the Education Inclusion Team was consulted at stage two" } },
          action = "consult the Education Inclusion Team at the earliest opportunity", due = school_days(param.time_to_act),
          done = "eit_consultation" },
        { id = "inform_inclusion_team", clause = "SWK3-06", duty = "must",
          action = "tell the Education Inclusion Team that stages one and two brought no progress; "
                .. "whether to prosecute is theirs to decide",
          due = school_days(param.time_to_act), done = "inclusion_team_informed" },
        { id = "review_evidence", clause = "SWK3-04", duty = "must", owner = role.sewo,
          action = "review all evidence: what was done and with what result, what parent and child wish and feel, "
                .. "analysis and recommendation", due = school_days(param.time_to_act), done = "sewo_review" },
        { id = "decide_stage_three", clause = "SWK3-05", duty = "must", owner = { role.sewo, role.lead_professional },
          needs  = { { evidence_reviewed, evidence_missing, clause = "SWK3-04" },
            { ~open_case | in_three "school_included", "the school's part in the decision", clause = "SWK-10" } },
          action = "decide: extend the contract, or begin legal planning", due = school_days(param.time_to_act),
          done = "stage_three_decision" },
      },
      on_review = {
        { id = "review_stage_three", clause = "SWK3-05", duty = "must",
          action = "review attendance under the extended contract", due = school_days(param.time_to_act),
          done = "stage_three_review" },
      } },
  } },

  rules = {
    -- --- stage one and two --------------------------------------------------------

    { id = "tell_what_was_left_out", clause = "SWK-03", duty = "must",
      when   = event "concern_meeting"
             & ~latest("concern_meeting", { impact = "yes", expectation = "yes", consequences = "yes" }),
      action = "tell the parents what the meeting left out: the likely impact, what is expected, what may follow",
      owner  = role.lead_professional, due = school_days(param.time_to_act), done = "meeting_completed" },

    { id = "translate_agreement", clause = "SWK-08", duty = "must", per = "parent",
      when   = (event "attendance_plan" | event "attendance_contract") & other_language,
      action = "have what was agreed translated", owner = role.lead_professional,
      due    = school_days(param.time_to_act), done = "agreement_translated" },

    { id = "offer_advocate", clause = "SWK-09", duty = "should", per = "parent",
      when   = (in_stage "stage_one" | in_stage "stage_two" | in_stage "stage_three") & accessible, once = "school_year",
      action = "look for an advocate for the parent", owner = { role.lead_professional, role.sewo },
      due    = school_days(param.time_to_act), done = "advocate_sought" },

    -- --- legal planning -------------------------------------------------------------

    { id = "hold_legal_planning", clause = "SWK3-07", duty = "should",
      when   = event("stage_three_decision", { outcome = "legal_planning" }),
      needs  = { { "assessment", clause = "SWK3-07" }, { "chronology", clause = "SWK3-07" }, { "elpm_report", clause = "SWK3-07" },
                 { "inclusion_plan", clause = "SWK3-07" }, { "genogram", clause = "SWK3-07" },
                 { ~open_case | in_three "school_included", "the school's part in the decision", clause = "SWK-10" } },
      action = "hold the legal planning meeting", owner = role.inclusion_team,
      due    = school_days(param.time_to_act), done = "elpm" },

    { id = "set_legal_dates", clause = "SWK3-08", duty = "should",
      when   = event("elpm", { outcome = "proceed" }),
      action = "set the days of the interview under caution and of the next legal planning meeting",
      owner  = role.inclusion_team, due = school_days(param.time_to_act), done = "elpm_dates" },

    { id = "refer_back", clause = "SWK3-09", duty = "must",
      when   = stepped_down
             & (since_step_down:below(param.expected) | on_record "contract_broken":within(since "step_down")),
      once   = "school_year",
      action = "refer the case back: attendance fell below what is expected, or the contract was broken",
      owner  = role.lead_professional, due = school_days(param.time_to_act), done = "referred_back" },

    -- --- penalty notices: a holiday ---------------------------------------------------

    { id = "weigh_leave_notice", clause = "SWKPN-05", duty = "should",
      when   = leave_route,
      action = "weigh whether a penalty notice is the best means, and in the public interest",
      owner  = role.head_teacher, due = school_days(param.time_to_act), done = "public_interest_weighed" },

    -- The authority's ten days run from the return, whether the papers are
    -- complete or not: so what is missing blocks the papers, not this.
    { id = "request_leave_notice", clause = "SWKPN-10", duty = "may", per = "parent",
      when   = leave_route & back, rearm = away_again, unless = { instead },
      action = "ask the authority for a penalty notice, to be there ten school days after the return",
      owner  = role.head_teacher, due = school_days(param.leave_deadline),
      done   = { "penalty_notice.requested", "penalty_notice.issued" } },

    { id = "gather_leave_papers", clause = "SWKPN-10", duty = "must", per = "parent",
      when   = leave_route & back, rearm = away_again, unless = { instead },
      needs  = {
        { lately "leave.requested" & lately "leave.refused" | lately "leave.told",
          "application and written refusal with reasons, or how parents were told", clause = "SWKPN-10" },
        { on_record "registration_certificate":within(school_weeks(param.pn_weeks)),
          "a registration certificate that shows the threshold and the codes", clause = "SWKPN-10" },
      },
      action = "send the papers with the request", owner = role.attendance_officer,
      due    = school_days(param.time_to_act), done = { "penalty_notice.requested", "penalty_notice.issued" } },

    -- --- other absence -------------------------------------------------------------------

    { id = "consult_before_notice", clause = "SWKPN-11", duty = "must",
      when   = other_route,
      supersedes = { "consult_before_notice" },
      unless = { { lately "eit_consultation", because = "the team was consulted in the last year" } },
      action = "consult the Education Inclusion Team before a notice is asked for",
      owner  = role.head_teacher, due = school_days(param.time_to_act), done = "eit_consultation" },

    { id = "log_hand_delivery", clause = "SWKPN-06", duty = "must",
      when   = event("written_concern", { how = "hand" })
             & (latest("written_concern", { time = "" }) | latest("written_concern", { recipient = "" })),
      action = "log when the letter was brought and who took it", owner = role.attendance_officer,
      due    = school_days(0), done = "delivery_logged" },

    -- Any parent at the threshold may get one (offer_notice_to_improve, below); it
    -- should usually be sent where support was right and did not work.
    { id = "send_notice_to_improve", clause = { "SWKPN-07", "SWKPN-08" }, duty = "should", per = "parent",
      when   = other_route & support_failed & ~two_notices, supersedes = { "offer_notice_to_improve", "send_notice_to_improve" },
      unless = { { lately "notice_to_improve", because = "a notice to improve was sent in the last year" } },
      needs  = { { lately "support.offered", "a list of what was tried and what support was given", clause = "SWKPN-08" } },
      action = "send a notice to improve, with what was tried and what support was given",
      owner  = role.head_teacher, due = school_days(param.time_to_act), letter = "improvement_notice",
      done   = { "notice_to_improve", "notice_to_improve.passed_over" } },

    { id = "request_absence_notice", clause = { "SWKPN-09", "SWKPN-11" }, duty = "may", per = "parent",
      when   = other_route, supersedes = { "request_absence_notice" },
      unless = { instead,
        { on_record("notice_to_improve.judged", { sufficient = "yes" }):within(school_weeks(param.pn_weeks)),
          because = "attendance improved enough while the notice to improve ran", clause = "SWKPN-09" } },
      needs  = {
        { lately "eit_consultation", "a consultation with the Education Inclusion Team", clause = "SWKPN-11" },
        { lately "notice_to_improve.passed_over" | lately "notice_to_improve" & nti_failed,
          "a notice to improve that did not work, or why there was none", clause = { "SWKPN-07", "SWKPN-09" } },
        { lately "written_concern", "concerns in writing to this parent", clause = "SWKPN-06" },
        { stage_complete "stage_one", "a complete stage one", clause = "SWKPN-06" },
        { events("parent_contact"):within(school_weeks(param.pn_weeks)):at_least(param.regular_contacts)
            | not_engaged,
          "regular contact, or proof that the parent does not engage", clause = "SWKPN-06" },
      },
      action = "ask the authority for a penalty notice", owner = role.head_teacher,
      due    = school_days(param.time_to_act), done = { "penalty_notice.requested", "penalty_notice.issued" } },

    -- --- either ----------------------------------------------------------------------------

    { id = "ask_before_issuing", clause = "SWKPN-13", duty = "must",
      when   = (leave_route | other_route) & param.issuer:is "school",
      action = "ask the Education Inclusion Team before a notice is issued; on support its view prevails",
      owner  = role.head_teacher, due = school_days(param.time_to_act), done = "team_asked" },

    { id = "decide_request", clause = { "SWKPN-12", "SWKPN-14" }, duty = "must", per = "parent",
      when   = event "penalty_notice.requested",
      action = "decide on the request; where the family has moved, ask the other authority about earlier notices",
      owner  = role.inclusion_team, due = working_days(param.decision_days),
      done   = { "penalty_notice.issued", "penalty_notice.declined" } },

    { id = "tell_payment", clause = "SWKPN-14", duty = "must", per = "parent",
      when   = on_record "penalty_notice.issued" & ~on_record "penalty_notice.paid":within(since "penalty_notice.issued")
             & ~on_record "penalty_notice.prosecuted":within(since "penalty_notice.issued"),
      checked = last_day_of(term), once = "term", supersedes = { "tell_payment" },
      action = "tell the school whether the notice was paid", owner = role.inclusion_team,
      due    = school_days(param.time_to_act), done = "payment_told" },

    -- --- once a year -------------------------------------------------------------------

    { id = "targeting_meeting", clause = "SWK3-10", duty = "should", group = everyone,
      when   = ~on_record "targeting_meeting":within(school_year), once = "school_year",
      action = "take up the year's targeting support or team around the school meeting",
      owner  = role.inclusion_team, due = last_day_of(school_year), done = "targeting_meeting" },
  },

  letters = {
    { id = "stage_one", title = "Your child's attendance", clause = { "SWK-04", "SWK-03" },
      text = [[
Dear {parent.name},

We are writing about {pupil.name}. Up to {day}, {pupil.name} had been at {school.name} for {attendance} per cent
of this year's sessions. We hope for at least {param.expected} per cent.

We would like to meet you, to hear from you what makes it hard and to agree what would help. School, health
services and the council can offer support, and you may say who else should be at the table.

By law it is for parents to see that a child who is registered at a school attends it regularly. The council has
a duty to follow that up. If attendance does not get better although help has been given, we have to ask a senior
education welfare officer of the council for advice. The officer may then begin enforcement, and where a parent is
found to be at fault that can include prosecution. We tell you this now so that nothing comes as a surprise; our
aim is that it is never needed.

With this letter comes the council's leaflet for parents and carers. To reach us: {param.contact}.
]], reminders = reminders },

    { id = "stage_two", title = "Invitation to a meeting about attendance", clause = "SWK2-03",
      text = [[
Dear {parent.name},

Since we last agreed a plan for {pupil.name}, attendance has not reached what we hoped for together: since then it
was {since_plan} per cent up to {day}.

We invite you to a meeting at {school.name} with those who can help. We want to find out with you why the first plan
did not work, what has changed since, and what else would help. We can then write down in a contract what each of us
will do. The contract is voluntary. It is meant to keep matters from going any further.

To agree a day, or to tell us what you need for the meeting: {param.contact}.
]], reminders = reminders },

  },

  -- --- what the nation says of penalty notices, as Southwark's code has it --------------------

  replace = {
    params = {
      nti_period = { 6, because = "Southwark's code says six school weeks", clause = { "ENG-NTI-WEEKS", "SWKPN-08" } },
    },
    rules = {
      consider_penalty_notice = { because = "asking for a notice shows that one was considered",
        clause = { "ENG-PN", "ENG-PN-CODES", "ENG-CSA", "SWKPN-01" },
        done   = { "penalty_notice.considered", "penalty_notice.requested", "penalty_notice.issued" } },
      offer_notice_to_improve = { because = "not for a holiday, and not where one should be sent",
        clause = { "ENG-NTI", "ENG-NTI-SAYS", "SWKPN-07", "SWKPN-11" },
        when   = other_route & ~support_failed & ~two_notices },
      judge_notice_to_improve = { because = "it runs for thirty school days at most",
        clause = { "ENG-NTI", "ENG-NTI-WEEKS", "SWKPN-08", "SWKPN-09" },
        due    = function(_, _, day) return last_day(day) end },
      no_third_notice = { because = "Southwark's code names what is considered instead",
        clause = { "ENG-PN-3", "ENG-PN-PARENT", "ENG-PN-COUNTS", "SWKPN-02", "SWKPN-03" },
        action = "give no penalty notice; consider prosecution or an education supervision order with the Education Inclusion Team" },
      notice_for_excluded_pupil = { because = "Southwark's code has it, too", clause = { "ENG-S105", "SWKPN-15" } },
    },
    letters = {
      improvement_notice = { because = "Southwark's notice lists what was tried and names a contact",
        clause = { "ENG-NTI", "ENG-NTI-SAYS", "SWKPN-07", "SWKPN-08" },
        text = [[
Dear {parent.name},

This is a notice to improve {pupil.name}'s attendance.

The record. By {day} {pupil.name} had been at {school.name} for {attendance} per cent of this school year. In the last
{param.pn_weeks} school weeks {established} sessions (half days) were missed without leave; from {param.pn_sessions} on a penalty notice
has to be considered.

Why it matters. A child who is at school learns more and keeps friends there. By law it is for parents to see that a
child of school age who is registered at a school attends it regularly.

What we have tried. A list of what we have tried with you and {pupil.name}, and of the support that was given and that
is still there for you, comes with this notice. If something else would help, please tell us.

What comes next. The notice runs for {param.nti_period} school weeks, and for no more than {param.nti_days} school days. What
would be enough is on the list. At the end we look at attendance with you. If there is no contact between us in that
time, if more is missed without leave, or if attendance has not clearly improved, the school may ask the council for a
penalty notice, in the first two cases before the time is over.

Please talk to us: {param.contact}.
]], reminders = reminders },
    },
  },

  disable = { rules = {
    propose_first_notice  = "Southwark has one way to ask for a holiday and one for other absence",
    propose_second_notice = "Southwark has one way to ask for a holiday and one for other absence",
  } },
}
