return {
  api = 1, id = "window_school_days", title = "Four sessions away in five school days",
  flags = {
    { id = "raised", label = "Four sessions away in five school days",
      when = sessions "absent":within(school_days(5)):at_least(4) },
  },
}
