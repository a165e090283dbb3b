return {
  api = 1, id = "window_school_weeks", title = "A day without leave in two school weeks",
  flags = {
    { id = "raised", label = "A day without leave in two school weeks",
      when = sessions "O":within(school_weeks(2)):at_least(2) },
  },
}
