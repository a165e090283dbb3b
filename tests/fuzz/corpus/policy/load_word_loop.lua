-- load over-work 3
for _ = 1, 1000000000 do
  local _ = rate "absent"
end
