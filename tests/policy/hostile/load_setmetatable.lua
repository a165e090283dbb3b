-- load unknown-name 2
setmetatable({}, { __gc = function() while true do end end })
