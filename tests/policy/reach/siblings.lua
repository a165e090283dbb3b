return {
  api = 1, id = "siblings", title = "A brother or sister is away, too",
  flags = {
    { id = "raised", label = "A brother or sister is away, too",
      when = run "absent":at_least(2) & count_of(siblings, run "absent":at_least(2)):at_least(1) },
  },
}
