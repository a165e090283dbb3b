-- call over its memory:4
local function f(pupil, case, day)
  local t = {}
  for i = 1, 300000 do t[i] = { 1, 2, 3, 4 } end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
