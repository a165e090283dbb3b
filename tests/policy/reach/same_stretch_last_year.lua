local absent = sessions "absent"

return {
  api = 1, id = "same_stretch_last_year", title = "More absence than by this day last year",
  flags = {
    { id = "raised", label = "More absence than by this day last year",
      when = absent:within(school_year):above(absent:within(last_year(school_year))) },
  },
}
