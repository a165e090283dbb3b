return {
  api = 1, id = "window_before_an_event", title = "A day away in the week before the meeting",
  facts = { meeting = {} },
  flags = {
    { id = "raised", label = "A day away in the week before the meeting",
      when = sessions "absent":within(before("meeting", school_days(5))):at_least(2) },
  },
}
