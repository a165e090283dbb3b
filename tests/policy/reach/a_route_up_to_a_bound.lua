local missed = sessions "O":within(term)

return {
  api = 1, id = "a_route_up_to_a_bound", title = "A notice from four sessions on, up to eight",
  roles = { office = "The office" },
  rules = {
    { id = "notice", when = missed:at_least(4), once = "term",
      unless = { { missed:above(8), because = "too much for a notice, the authority decides" } },
      action = "ask for a notice", owner = role.office, due = school_days(5) },
    { id = "authority", when = missed:above(8), once = "term",
      action = "ask the authority", owner = role.office, due = school_days(5) },
  },
}
