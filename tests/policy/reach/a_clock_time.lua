return {
  api = 1, id = "a_clock_time", title = "A call before half past nine",
  roles = { office = "The office" },
  rules = {
    { id = "call", when = sessions "N":within(day):at_least(1), once = "day",
      action = "call home", owner = role.office, due = clock "09:30" },
  },
}
