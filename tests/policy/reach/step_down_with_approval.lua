return {
  api = 1, id = "step_down_with_approval", title = "Up by absence, down when somebody agrees",
  roles = { office = "The office" },
  facts = { step_down_agreed = {} },
  ladders = {
    support = {
      { id = "watched", label = "Watched", enter = sessions "absent":within(week):at_least(2),
        leave = days_in_stage "watched":at_least(10) & sessions "absent":within(school_days(10)):is(0),
        owner = role.office },
      { id = "planned", label = "Plan", enter = sessions "absent":within(week):at_least(4), from = "any",
        leave = days_in_stage "planned":at_least(3) & events "step_down_agreed":within(since_stage "planned"):at_least(1),
        owner = role.office },
    },
  },
}
