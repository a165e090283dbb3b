return {
  api = 1, id = "fixed_dates", title = "A day away in September",
  flags = {
    { id = "raised", label = "A day away in September",
      when = sessions "absent":within(between("09-01", "09-30")):at_least(2) },
  },
}
