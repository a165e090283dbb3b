-- call wrong result:2
local function f(pupil, case, day)
  return "true"
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
