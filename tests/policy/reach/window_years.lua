return {
  api = 1, id = "window_years", title = "A day away in two years",
  flags = {
    { id = "raised", label = "A day away in two years", when = sessions "absent":within(years(2)):at_least(2) },
  },
}
