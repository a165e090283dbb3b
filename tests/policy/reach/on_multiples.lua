local lates = sessions "L":within(term)

return {
  api = 1, id = "on_multiples", title = "A letter at three, at six, at nine late marks",
  roles = { office = "The office" },
  rules = {
    { id = "late_letter", when = lates:at_least(3), each = { lates, first = 3, every = 3 },
      action = "write about mornings", owner = role.office, due = school_days(3) },
  },
}
