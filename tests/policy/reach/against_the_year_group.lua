local attendance = rate "attended":within(school_days(5))

return {
  api = 1, id = "against_the_year_group", title = "Ten points behind the year group",
  flags = {
    { id = "raised", label = "Ten points behind the year group",
      when = (pooled(same "year_group", attendance) - attendance):at_least(10) },
  },
}
