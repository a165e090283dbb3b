-- load global-assigned 2
counter = 1
