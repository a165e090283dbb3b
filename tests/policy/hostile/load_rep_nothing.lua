-- load over-work 2
while true do local _ = (""):rep(math.maxinteger) end
