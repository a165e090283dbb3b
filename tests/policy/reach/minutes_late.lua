return {
  api = 1, id = "minutes_late", title = "Half an hour late in a week",
  flags = {
    { id = "raised", label = "Half an hour late in a week", when = minutes "L":within(week):at_least(30) },
  },
}
