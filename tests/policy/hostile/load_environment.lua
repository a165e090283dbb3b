-- load global-assigned 2
_ENV.rate = 1
