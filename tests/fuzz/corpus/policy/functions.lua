local attendance = rate "attended":within(school_year)
local late, steps = codes "L U", { 1, 2, 3 }
return {
  api = 1, id = "la/x", title = "x", facts = { letter = { "outcome" } }, params = { limit = { 90 } },
  roles = { head = "Head" },
  flags = { { id = "f", label = "f", when = function(pupil, case, day)
    local a = pupil:value(attendance)
    for i, v in ipairs(steps) do assert(i == v) end
    return a ~= nil and a:below(param.limit) and #pupil:dates(late, term) > 0 and case:count "letter" == 1 and day:is_last_of(week)
  end } },
  rules = { { id = "r", when = attendance:below(90), action = function(pupil) return ("ask %s"):format(pupil.id) end,
    owner = function() return role.head end, due = function(_, _, day) return day:add(school_days(5)) end } },
  hooks = { classify = function() return { "f", { "r", x = 1.5 } } end },
}
