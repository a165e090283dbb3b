-- load unknown-name 2
local co = coroutine.create(function() while true do end end)
