return {
  api = 1, id = "runs", title = "Three whole days away on end",
  flags = {
    { id = "raised", label = "Three whole days away on end", when = run_days "absent":at_least(3) },
  },
}
