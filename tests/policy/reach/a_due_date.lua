return {
  api = 1, id = "a_due_date", title = "A letter within three school days",
  roles = { office = "The office" },
  rules = {
    { id = "letter", when = sessions "O":within(day):at_least(2), once = "term",
      action = "write", owner = role.office, due = school_days(3) },
  },
}
