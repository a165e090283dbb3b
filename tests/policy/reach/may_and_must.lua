return {
  api = 1, id = "may_and_must", title = "What must be done, and what may",
  roles = { office = "The office" },
  rules = {
    { id = "call", duty = "must", when = sessions "O":within(day):at_least(1), once = "day",
      action = "call home", owner = role.office, due = school_days(0) },
    { id = "visit", duty = "may", when = sessions "O":within(day):at_least(2), once = "day",
      action = "visit", owner = role.office, due = school_days(0) },
  },
}
