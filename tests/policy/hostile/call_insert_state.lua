-- call script error:4
local seen = { all = {} }
local function f(pupil)
  table.insert(seen.all, pupil.id)
  return true
end
return { api = 1, id = "la/x", title = "x", flags = { { id = "f", label = "f", when = f } } }
