local attendance = rate "attended":within(school_year)

return {
  api = 1, id = "figures_as_rounded", title = "Below 96 per cent, as it is and as it is printed",
  flags = {
    { id = "exactly", label = "Below 96",            when = attendance:below(96) },
    { id = "rounded", label = "Below 96, as printed", when = attendance:rounded(0):below(96) },
  },
}
