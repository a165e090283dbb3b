-- call over its budget:5
local function f(pupil, case, day)
  local t = {}
  for i = 1, 3000 do t["k" .. i] = i end
  while true do for _ in pairs(t) do break end end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
