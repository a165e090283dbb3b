-- load long-string 2
local s = ("x"):rep(1000000000)
