return {
  api = 1, id = "expiry", title = "A warning holds for ten school days, a call as long as the absence",
  roles = { office = "The office" },
  facts = { warning = {} },
  rules = {
    -- what was on record longer ago has expired
    { id = "act_on_warning", when = sessions "O":within(day):at_least(2) & on_record "warning":within(school_days(10)),
      action = "act on the warning", owner = role.office, due = school_days(5) },
    -- an action that lapses when its reason does
    { id = "call", when = run "I":at_least(2), lapse = true,
      action = "ask how it goes", owner = role.office, due = school_days(5) },
  },
}
