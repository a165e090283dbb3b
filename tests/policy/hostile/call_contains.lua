-- call over its budget:4
local function f(pupil, case, day)
  local s, part = ("a"):rep(4000), ("a"):rep(2000) .. "b"
  while true do local _ = s:contains(part) end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
