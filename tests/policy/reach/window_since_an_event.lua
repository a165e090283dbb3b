return {
  api = 1, id = "window_since_an_event", title = "A day away since the meeting",
  facts = { meeting = {} },
  flags = {
    { id = "raised", label = "A day away since the meeting",
      when = sessions "absent":within(since "meeting"):at_least(2) },
  },
}
