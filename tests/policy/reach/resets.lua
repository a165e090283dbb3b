local recent = sessions "I":within(school_days(5))

return {
  api = 1, id = "resets", title = "A call, and none again until five days without illness",
  roles = { office = "The office" },
  rules = {
    { id = "call", when = recent:at_least(2), rearm = recent:is(0),
      action = "ask how it goes", owner = role.office, due = school_days(1) },
  },
}
