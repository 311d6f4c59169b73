# expect: [System.IO.File]::WriteAllText is not on the list
[System.IO.File]::WriteAllText('x', 'y')
