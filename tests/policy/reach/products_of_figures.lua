local spells = episodes "I":within(school_year)
local ill    = days "I":within(school_year)

return {
  api = 1, id = "products_of_figures", title = "Spells times spells times days come to eight",
  flags = {
    { id = "raised", label = "Spells times spells times days come to eight",
      when = (spells * spells * ill):at_least(8) },
  },
}
