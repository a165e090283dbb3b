-- call over its budget:4
local function f(pupil, case, day)
  local a, b = ("x"):rep(4000) .. "a", ("x"):rep(4000) .. "a"
  while true do local _ = a == b end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
