-- load many-arguments 2
local function f(...) return ... end f(table.unpack({}, 1, 100000000))
