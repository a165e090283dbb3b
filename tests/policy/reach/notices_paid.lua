return {
  api = 1, id = "notices_paid", title = "What was not paid by its day",
  roles = { office = "The office" },
  facts = { notice = { "pay_by" }, ["notice.paid"] = {} },
  rules = {
    { id = "unpaid", when = reached(recorded("notice", "pay_by")) & ~on_record "notice.paid":within(since "notice"),
      action = "say that it was not paid", owner = role.office, due = school_days(1), done = "authority.told" },
  },
}
