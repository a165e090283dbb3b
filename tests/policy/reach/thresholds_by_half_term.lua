return {
  api = 1, id = "thresholds_by_half_term", title = "More absence than the half term allows",
  params = { allowed = { { 2, 4, 6, 8, 10, 12 }, unit = "sessions" } },
  flags = {
    { id = "raised", label = "More absence than the half term allows",
      when = sessions "absent":within(school_year):above(by(half_term_number, param.allowed)) },
  },
}
