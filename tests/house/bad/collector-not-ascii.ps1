# expect: not ASCII
Write-Host 'grün'
