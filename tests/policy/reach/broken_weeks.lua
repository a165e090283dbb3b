return {
  api = 1, id = "broken_weeks", title = "Two weeks with an absence",
  flags = {
    { id = "raised", label = "Two weeks with an absence", when = weeks "absent":within(half_term):at_least(2) },
  },
}
