-- load unknown-field 2
("a"):gsub("a", "b")
