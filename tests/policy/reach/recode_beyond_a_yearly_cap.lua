return {
  api = 1, id = "recode_beyond_a_yearly_cap", title = "Four sessions of illness a year on trust",
  roles = { office = "The office" },
  coding = {
    { id = "beyond_trust", codes = codes "I", beyond = { 4, school_year }, propose = "O",
      owner = role.office, due = school_days(2) },
  },
}
