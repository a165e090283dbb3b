-- call keeps state:3
local seen = 0
local function f()
  seen = seen + 1
  return seen > 1
end
return { api = 1, id = "la/x", title = "x", flags = { { id = "f", label = "f", when = f } } }
