return {
  api = 1, id = "rolling_years", title = "Two notices in any twelve months",
  facts = { notice = {} },
  flags = {
    { id = "raised", label = "Two notices in any twelve months", when = events "notice":within(years(1)):at_least(2) },
  },
}
