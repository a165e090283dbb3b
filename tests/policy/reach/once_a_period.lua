return {
  api = 1, id = "once_a_period", title = "One call a half term",
  roles = { office = "The office" },
  rules = {
    { id = "call", when = sessions "absent":within(week):at_least(2), once = "half_term",
      action = "call", owner = role.office, due = school_days(1) },
  },
}
