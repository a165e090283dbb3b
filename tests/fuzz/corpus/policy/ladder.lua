return { api = 1, id = "la/x", title = "x", facts = { plan = {} },
  ladders = { support = { { id = "one", label = "One", enter = attr "a", leave = { { to = "none", when = ~attr "a" } }, needs = { "plan" },
    review = school_weeks(6), on_entry = { { id = "m", action = "meet", due = school_days(5) } } } } },
  cohorts = { { id = "c", title = "C", when = attr "send", minimum = 6 } },
  letters = { { id = "l", title = "L", text = "Dear {name}", variants = { send = "..." } } } }
