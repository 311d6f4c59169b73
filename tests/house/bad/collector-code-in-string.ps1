# expect: a string that is computed hides code
Write-Host "$(Remove-Item x)"
