-- load unknown-name 2
os.execute("true")
