return {
  api = 1, id = "visit", title = "A visit, and another where the child was not seen",
  roles = { office = "The office" },
  facts = { home_visit = { "child_seen" } },
  rules = {
    { id = "home_visit", when = run_days "N":at_least(3),
      action = "visit the home", owner = role.office, due = school_days(0) },
    { id = "second_visit", when = event("home_visit", { child_seen = "no" }),
      action = "visit again", owner = role.office, due = school_days(1), done = "second_visit" },
  },
}
