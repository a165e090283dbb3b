return {
  api = 1, id = "two_dated_versions", title = "Five sessions, until the end of 2024",
  effective = { from = "2023-09-01", to = "2024-12-31" },
  flags = {
    { id = "raised", label = "Many sessions", when = sessions "O":within(school_weeks(2)):at_least(5) },
  },
}
