-- load unknown-name 2
collectgarbage("stop")
