return {
  api = 1, id = "contact", title = "A call, unless somebody has been reached",
  roles = { office = "The office" },
  facts = { contact = { "outcome" } },
  rules = {
    { id = "call", when = sessions "N":within(day):at_least(1), once = "day",
      unless = { { on_record("contact", { outcome = "reached" }):within(day), because = "somebody has been reached" } },
      action = "call home", owner = role.office, due = school_days(0), done = "call.made" },
  },
}
