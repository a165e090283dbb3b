-- load script-error 2
error({ "not a text" })
