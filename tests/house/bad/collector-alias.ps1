# expect: iex is not on the list
iex 'Get-Date'
