return {
  api = 1, id = "an_exemption_with_its_reason", title = "A letter, but not while the family is exempt",
  roles = { office = "The office" },
  facts = { exemption = { "to" } },
  rules = {
    { id = "letter", when = sessions "O":within(term):at_least(2), once = "term",
      unless = { { current "exemption", because = "the governors made an exception" },
                 { attr "young_carer", because = "a young carer has another path" } },
      action = "write", owner = role.office, due = school_days(5) },
  },
}
