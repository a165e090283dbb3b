-- load unknown-name 2
require "io"
