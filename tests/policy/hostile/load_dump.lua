-- load unknown-field 2
string.dump(function() end)
