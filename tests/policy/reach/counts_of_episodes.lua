return {
  api = 1, id = "counts_of_episodes", title = "Two spells of illness",
  flags = {
    { id = "raised", label = "Two spells of illness", when = episodes "I":within(half_term):at_least(2) },
  },
}
