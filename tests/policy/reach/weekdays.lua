return {
  api = 1, id = "weekdays", title = "Two Mondays away",
  flags = {
    { id = "raised", label = "Two Mondays away", when = any_days "absent":within(half_term):on "mon":at_least(2) },
  },
}
