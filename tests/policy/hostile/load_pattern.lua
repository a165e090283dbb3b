-- load unknown-field 2
string.find(("a"):rep(4000), ".-.-.-.-b")
