-- load over-memory 5
local kept = {}
for i = 1, 103000 do kept[i] = { } end
for i = 1, 1000000 do
  local _ = { i, i, i, i, i, i, i, i }
end
