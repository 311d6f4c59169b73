# expect: is not in Windows PowerShell 5.1
Test-Path x && Get-Item x
