# expect: begins nothing that PowerShell knows
Write-Host 'it is not closed
