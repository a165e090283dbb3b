local flags = {}
for k, v in pairs { b = "mon", a = "fri" } do
  flags[#flags + 1] = { id = k, label = v:upper(), when = weekday(v) }
end
table.sort(flags, function(a, b) return a.id < b.id end)
return { api = 1, id = "la/x", title = table.concat({ "x", 1, 2.5 }, "-"), flags = flags }
