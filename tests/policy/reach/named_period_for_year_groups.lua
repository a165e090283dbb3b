return {
  api = 1, id = "named_period_for_year_groups", title = "Away in the exams",
  flags = {
    { id = "raised", label = "Away in the exams", when = sessions "absent":within(period "exams"):at_least(1) },
  },
}
