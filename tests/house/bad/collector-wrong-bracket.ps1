# expect: closes nothing
$x = @(1, 2}
