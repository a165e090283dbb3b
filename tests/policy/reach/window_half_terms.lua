return {
  api = 1, id = "window_half_terms", title = "A day away in this half term or the last",
  flags = {
    { id = "raised", label = "A day away in this half term or the last",
      when = sessions "absent":within(half_terms(2)):at_least(2) },
  },
}
