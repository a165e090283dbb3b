return {
  api = 1, id = "notices_issued", title = "No third notice within three years",
  roles = { office = "The office" },
  facts = { notice = {} },
  rules = {
    { id = "ask_for_notice", when = sessions "O":within(week):at_least(2) & events "notice":within(years(3)):below(2),
      action = "ask for a notice", owner = role.office, due = school_days(5), done = "notice" },
  },
}
