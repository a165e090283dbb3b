return {
  api = 1, id = "approvals", title = "Nothing is sent before the head has agreed",
  roles = { office = "The office" },
  facts = { approval = { "by" } },
  rules = {
    { id = "referral", when = sessions "O":within(term):at_least(4), once = "term",
      needs = { { on_record("approval", { by = "head" }):within(term), "the head's approval" } },
      action = "refer to the authority", owner = role.office, due = school_days(3) },
  },
}
