return {
  api = 1, id = "compulsory_age_on_the_day", title = "Away for a day, and bound to come",
  flags = {
    { id = "raised", label = "Away for a day, and bound to come",
      when = compulsory_school_age & sessions "absent":within(week):at_least(2) },
  },
}
