-- call keeps state:3
local kept
local function f(pupil)
  if kept then return kept.id == "P0001" end
  kept = pupil
  return true
end
return { api = 1, id = "la/x", title = "x", flags = { { id = "f", label = "f", when = f } } }
