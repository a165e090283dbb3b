-- call over its budget:5
local function f(pupil, case, day)
  local t = {}
  for i = 1, 20000 do t[i] = i end
  while true do table.insert(t, 1, 0); t[#t] = nil end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
