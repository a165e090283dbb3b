local att = rate "attended":within(school_year)
return {
  api = 1, id = "la/x", title = "Groups",
  params = { few = { 3 } },
  cohorts = { { id = "send", title = "Needs", when = attr "send", minimum = param.few } },
  flags = { { id = "behind", label = "Behind", when = (median_of(same "year_group", att) - att):at_least(5) },
            { id = "family", label = "Family", when = count_of(siblings, run "absent":at_least(2)):above(0) } },
  rules = { { id = "tell", group = everyone, when = share_of(everyone, att:below(90)):above(10), once = "term", action = "tell" },
            { id = "meet", group = cohort "send", when = pooled(cohort "send", att):below(95), lapse = true, action = "meet" } },
}
