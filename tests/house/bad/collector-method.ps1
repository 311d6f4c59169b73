# expect: .Invoke() is not on the list
$block.Invoke()
