-- call script error:4
local seen = {}
local function f(pupil)
  seen[pupil.id] = true
  return true
end
return { api = 1, id = "la/x", title = "x", flags = { { id = "f", label = "f", when = f } } }
