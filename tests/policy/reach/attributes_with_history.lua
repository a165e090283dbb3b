return {
  api = 1, id = "attributes_with_history", title = "What a pupil is, and was",
  flags = {
    { id = "has_plan", label = "Has a plan",     when = attr("send"):is "E" },
    { id = "had_plan", label = "Has or had one", when = attr("send"):is "E":within(school_year) },
    { id = "any_need", label = "Ever had needs", when = attr("send"):ever() },
  },
}
