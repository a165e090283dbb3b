-- load over-work 3
::again::
goto again
