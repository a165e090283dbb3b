-- load too-many 3
local c = compulsory_school_age
for _ = 1, 64 do c = c & c end
return { api = 1, id = "la/x", title = "x", flags = { { id = "f", label = "f", when = c } } }
