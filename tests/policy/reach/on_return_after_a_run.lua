return {
  api = 1, id = "on_return_after_a_run", title = "A talk on the day of return",
  roles = { office = "The office" },
  rules = {
    { id = "talk", when = run_ended("absent", 4),
      action = "talk on return", owner = role.office, due = school_days(0) },
  },
}
