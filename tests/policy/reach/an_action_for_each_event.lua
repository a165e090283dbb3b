return {
  api = 1, id = "an_action_for_each_event", title = "An answer to each request",
  roles = { office = "The office" },
  facts = { leave_request = {} },
  rules = {
    { id = "answer", when = event "leave_request",
      action = "answer the request", owner = role.office, due = school_days(2) },
  },
}
