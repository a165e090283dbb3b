return {
  api = 1, id = "counts_of_sessions", title = "Three sessions without leave",
  flags = {
    { id = "raised", label = "Three sessions without leave", when = sessions "O":within(school_year):at_least(3) },
  },
}
