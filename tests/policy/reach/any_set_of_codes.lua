return {
  api = 1, id = "any_set_of_codes", title = "A day away that was neither ill nor agreed",
  code_sets = { unsupported = codes "absent" - codes "I M C" },
  flags = {
    { id = "raised", label = "A day away that was neither ill nor agreed",
      when = sessions "unsupported":within(week):at_least(2) },
  },
}
