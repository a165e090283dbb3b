-- call over its memory:4
local function f(pupil, case, day)
  local s = ("x"):rep(4000)
  for _ = 1, 1000000 do s = s .. "y" end
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
