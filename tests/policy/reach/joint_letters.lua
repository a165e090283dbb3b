return {
  api = 1, id = "joint_letters", title = "One letter for brothers and sisters",
  roles = { office = "The office" },
  rules = {
    { id = "family_letter", per = "family", when = sessions "O":within(term):at_least(4), once = "term",
      action = "write to the family", owner = role.office, due = school_days(5), letter = "family" },
  },
  letters = {
    { id = "family", title = "School missed", text = "Dear {parent.name}, we write about {family}." },
  },
}
