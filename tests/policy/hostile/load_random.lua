-- load unknown-field 2
local n = math.random(10)
