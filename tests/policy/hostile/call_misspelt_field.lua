-- call script error:3
local function f(pupil, case, day)
  return pupil.attendence == 1
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
