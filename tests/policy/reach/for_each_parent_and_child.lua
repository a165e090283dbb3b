return {
  api = 1, id = "for_each_parent_and_child", title = "A notice for each parent of each child, two at most",
  roles = { office = "The office" },
  facts = { notice = {} },
  rules = {
    { id = "ask_for_notice", per = "parent", when = sessions "O":within(week):at_least(2) & events "notice":below(2),
      action = "ask for a notice", owner = role.office, due = school_days(5), done = "notice" },
  },
}
