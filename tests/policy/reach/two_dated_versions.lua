return {
  api = 1, id = "two_dated_versions", title = "Three sessions, from 2025 on",
  effective = { from = "2025-01-01" },
  flags = {
    { id = "raised", label = "Many sessions", when = sessions "O":within(school_weeks(2)):at_least(3) },
  },
}
