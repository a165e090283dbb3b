return {
  api = 1, id = "counts_that_restart_after_an_event", title = "Three sessions late since the meeting at the latest",
  facts = { meeting = {} },
  flags = {
    { id = "raised", label = "Three sessions late since the meeting at the latest",
      when = sessions "U":within(school_year):restarting_at "meeting":at_least(3) },
  },
}
