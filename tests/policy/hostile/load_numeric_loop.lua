-- load over-work 2
for i = 1, math.maxinteger do local _ = i end
