-- load unknown-field 2
table.move({}, 1, math.maxinteger - 1, 2)
