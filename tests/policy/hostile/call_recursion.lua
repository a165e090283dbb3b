-- call over its memory:3
local function f(pupil, case, day)
  local function down(n) return 1 + down(n + 1) end return down(1)
end
return { api = 1, id = "la/x", title = "x", facts = { letter = {} }, flags = { { id = "f", label = "f", when = f } } }
