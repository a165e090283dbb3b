-- load unknown-name 2
load("while true do end")()
