return {
  api = 1, id = "window_terms", title = "A day away in this term or the last",
  flags = {
    { id = "raised", label = "A day away in this term or the last",
      when = sessions "absent":within(terms(2)):at_least(2) },
  },
}
