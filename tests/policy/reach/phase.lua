return {
  api = 1, id = "phase", title = "Two sessions late, at a primary school",
  flags = {
    { id = "raised", label = "Two sessions late, at a primary school",
      when = school "phase":is "primary" & sessions "L":within(week):at_least(2) },
  },
}
