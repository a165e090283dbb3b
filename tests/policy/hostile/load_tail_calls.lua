-- load over-work 2
local function down(n) return down(n + 1) end
down(1)
