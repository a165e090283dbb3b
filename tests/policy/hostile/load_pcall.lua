-- load unknown-name 2
pcall(function() while true do end end)
