-- load too-many 4
local w = term
for _ = 1, 100000 do
  w = last_year(w)
end
