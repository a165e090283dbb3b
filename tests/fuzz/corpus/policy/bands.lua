local attendance = rate "attended":within(school_year)
local enough = sessions "possible":within(school_year):at_least(param.min_possible)
return {
  api = 1, id = "la/x", title = "x", effective = { from = "2024-08-19", to = "2025-07-31" },
  clauses = { ["X-1"] = { "what it says", source = "https://example.org" } },
  params = { min_possible = { 20 }, refer = { 85, unit = "percent", clause = "X-1" },
    steps = { { 1, 2, 3, 4, 5, 6 } }, old = { dated = { ["2013-09-01"] = 12, ["2024-08-19"] = 10 } } },
  measures = { attendance = attendance },
  bands = { attendance = { only = enough, otherwise = "too few",
    { id = "low", label = "Low", when = attendance:at_most(param.refer), clause = "X-1" },
    { id = "ok", label = "OK", when = attendance:above(param.refer) } } },
}
