-- load unknown-name 2
getmetatable("").__index.upper = function() return "x" end
