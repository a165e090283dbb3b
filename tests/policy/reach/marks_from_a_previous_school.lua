return {
  api = 1, id = "marks_from_a_previous_school", title = "Ten sessions without leave, wherever",
  flags = {
    { id = "raised", label = "Ten sessions without leave, wherever",
      when = sessions "O":within(school_year):any_school():at_least(10) },
  },
}
