-- call keeps state:2
local function f()
  _ENV = { rate = 1 }
  return true
end
return { api = 1, id = "la/x", title = "x", flags = { { id = "f", label = "f", when = f } } }
