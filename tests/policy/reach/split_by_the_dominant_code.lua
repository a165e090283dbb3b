local away    = sessions "absent":within(school_year)
local illness = share("I M", "absent"):within(school_year)
local leave   = share("G O U", "absent"):within(school_year)

return {
  api = 1, id = "split_by_the_dominant_code", title = "What most of the absence is",
  bands = {
    cause = {
      only = away:at_least(4), otherwise = "too little absence to say",
      { id = "illness", label = "Mostly illness",       when = illness:above(50) },
      { id = "leave",   label = "Mostly without leave", when = leave:above(50) },
      { id = "mixed",   label = "Neither",              when = illness:at_most(50) },
    },
  },
}
