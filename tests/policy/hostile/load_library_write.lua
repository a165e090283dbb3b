-- load read-only 2
string.upper = string.lower
