# expect: Set-SendConnector is not on the list
$null = Get-Command -Name x
Set-SendConnector -Identity a -Enabled $true
