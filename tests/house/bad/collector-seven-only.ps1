# expect: is not in Windows PowerShell 5.1
$x = $y ?? 1
