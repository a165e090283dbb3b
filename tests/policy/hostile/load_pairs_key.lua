-- load pairs-key 2
for _ in pairs({ [true] = 1 }) do break end
