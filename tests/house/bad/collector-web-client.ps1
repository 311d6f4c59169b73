# expect: New-Object System.Net.WebClient is not on the list
$client = New-Object System.Net.WebClient
