# expect: writes, sets or runs what is not known
Set-Content -LiteralPath C:\other -Value 1
