return {
  api = 1, id = "beside_a_holiday", title = "Away twice beside a holiday",
  flags = {
    { id = "raised", label = "Away twice beside a holiday",
      when = any_days "absent":within(school_year):beside_closure():at_least(2) },
  },
}
