-- load script-error 2
local s = "x"; s.field = 1
