-- call over its budget:3
local function f(pupil, case, day)
  while true do local _ = day:add(school_days(100)) end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
