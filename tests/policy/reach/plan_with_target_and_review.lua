local since_then = rate "attended":within(since "plan")

return {
  api = 1, id = "plan_with_target_and_review", title = "A plan is looked at on its day, against its target",
  roles = { office = "The office" },
  facts = { plan = { "target", "review" } },
  rules = {
    { id = "review_plan", when = reached(recorded("plan", "review")),
      action = "look at the plan", owner = role.office, due = school_days(2) },
    { id = "target_missed", once = "half_term", when = reached(recorded("plan", "review")) & since_then:below(recorded("plan", "target")),
      action = "agree on what comes next", owner = role.office, due = school_days(5) },
  },
}
