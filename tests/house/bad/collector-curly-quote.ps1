# expect: not ASCII
Write-Host ‘x’
