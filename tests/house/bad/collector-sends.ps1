# expect: Invoke-RestMethod is not on the list
$answer = Invoke-RestMethod -Uri https://collector.example/
