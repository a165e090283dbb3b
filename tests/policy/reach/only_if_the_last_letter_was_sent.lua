local away = sessions "absent"

return {
  api = 1, id = "only_if_the_last_letter_was_sent", title = "A second letter, if the first was sent",
  roles = { office = "The office" },
  rules = {
    { id = "letter_1", when = away:within(term):at_least(2), once = "term",
      action = "send the first letter", owner = role.office, due = school_days(5) },
    { id = "letter_2", when = on_record "letter_1" & away:within(since "letter_1"):at_least(2), once = "term",
      action = "send the second letter", owner = role.office, due = school_days(5) },
  },
}
