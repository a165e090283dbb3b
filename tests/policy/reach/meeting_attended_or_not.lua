return {
  api = 1, id = "meeting_attended_or_not", title = "Another meeting where the last one was missed",
  roles = { office = "The office" },
  facts = { meeting = { "attended" } },
  flags = {
    { id = "not_met", label = "The last meeting was missed", when = latest("meeting", { attended = "no" }) },
  },
  rules = {
    { id = "offer_another", when = event("meeting", { attended = "no" }),
      action = "offer another meeting", owner = role.office, due = school_days(5) },
  },
}
