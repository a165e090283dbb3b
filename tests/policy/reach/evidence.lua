return {
  api = 1, id = "evidence", title = "Illness without a note",
  roles = { office = "The office" },
  facts = { medical_note = { "to" } },
  rules = {
    { id = "ask_for_note", when = run_days "I":at_least(3),
      unless = { { current "medical_note", because = "a note covers the day" } },
      action = "ask for a note", owner = role.office, due = school_days(2) },
  },
}
