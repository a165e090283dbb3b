-- call over its budget:4
local function f(pupil, case, day)
  local kept = ("x"):rep(3000)
  while true do local _ = kept .. day.date end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
