return {
  api = 1, id = "rates_in_a_window", title = "Below 90 per cent over five school days",
  flags = {
    { id = "raised", label = "Below 90 per cent over five school days",
      when = rate "attended":within(school_days(5)):below(90) },
  },
}
