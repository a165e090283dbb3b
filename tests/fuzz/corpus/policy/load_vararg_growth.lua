-- load many-arguments 2
local function f(...) return f(1, ...) end
f()
