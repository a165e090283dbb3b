return {
  api = 1, id = "counts_of_days", title = "A day and a half away in a month",
  flags = {
    { id = "raised", label = "A day and a half away in a month", when = days "absent":within(month):at_least(1.5) },
  },
}
