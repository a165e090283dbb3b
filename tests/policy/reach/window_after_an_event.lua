return {
  api = 1, id = "window_after_an_event", title = "A day away in the week after the letter",
  facts = { letter = {} },
  flags = {
    { id = "raised", label = "A day away in the week after the letter",
      when = sessions "absent":within(after("letter", school_days(5))):at_least(2) },
  },
}
