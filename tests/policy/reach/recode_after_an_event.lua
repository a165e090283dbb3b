return {
  api = 1, id = "recode_after_an_event", title = "Illness that evidence did not bear out",
  roles = { office = "The office" },
  facts = { evidence_refused = { "from", "to" } },
  coding = {
    { id = "not_ill", codes = codes "I", propose = "O",
      unless = ~on_record "evidence_refused",
      owner = role.office, due = school_days(2) },
  },
}
