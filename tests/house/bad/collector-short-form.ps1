# expect: an alias or a short form
Get-Item -LiteralPath x | % { $_.Name }
