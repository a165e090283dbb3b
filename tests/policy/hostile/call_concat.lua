-- call over its memory:5
local function f(pupil, case, day)
  local t = {}
  for i = 1, 5000 do t[i] = "x" end
  return table.concat(t)
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
