return {
  api = 1, id = "window_calendar_weeks", title = "A day without leave in three calendar weeks",
  flags = {
    { id = "raised", label = "A day without leave in three calendar weeks",
      when = sessions "O":within(calendar_weeks(3)):at_least(2) },
  },
}
