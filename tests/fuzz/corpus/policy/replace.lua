return { api = 1, id = "school/x", title = "x", extends = "la/x",
  replace = { rules = { r = { because = "agreed", due = school_days(3) } }, params = { limit = { 91, because = "b" } },
    bands = { b = { because = "b", { id = "x", label = "x", when = attr "x" } } } },
  disable = { flags = { f = "not here" } } }
