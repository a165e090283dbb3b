local off = days(codes "absent" - codes "I"):within(term, school_weeks(10))
return {
  api = 1, id = "la/x", title = "x",
  facts = { letter = { "outcome" }, visit = {} }, roles = { head = "Head", lead = first_of { { attr "sw", role.head }, role.head } },
  flags = { { id = "f", label = "f", when = ~attr "a" | weekday "mon" & off:at_least(3) } },
  rules = {
    { id = "r", duty = "must", when = off:at_least(5) & ~on_record("letter", { outcome = "none" }), once = "term",
      unless = { { current "visit", because = "someone has been there" } }, needs = { "visit", { flag "f", "the flag" } },
      action = "write", owner = { role.head, role.lead }, due = working_days(3), done = { "letter", "visit" }, supersedes = "s" },
    { id = "s", when = run "I":at_least(6), each = { run "I", first = 6, every = 2 }, action = "ring", due = clock "11:45", lapse = true },
  },
  coding = { { id = "n", codes = "N", open_for = school_days(5), propose = "O", due = last_day_of(term), beyond = { 4, school_year } } },
}
