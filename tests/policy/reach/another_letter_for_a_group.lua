return {
  api = 1, id = "another_letter_for_a_group", title = "Another letter for pupils with needs, or who are ill",
  roles = { office = "The office" },
  measures = { missed = sessions "absent":within(term) },
  cohorts = {
    { id = "ill", title = "Ill for long", when = sessions "I":within(term):at_least(4) },
  },
  rules = {
    { id = "letter", when = sessions "absent":within(term):at_least(2), once = "term",
      action = "write", owner = role.office, due = school_days(5), letter = "missed" },
  },
  letters = {
    { id = "missed", title = "School missed", text = "{pupil.name} missed {missed} sessions.",
      variants = {
        send = "We would like to look at {pupil.name}'s support; {missed} sessions were missed.",
        ill  = "We hope that {pupil.name} is better; {missed} sessions were missed.",
      } },
  },
}
