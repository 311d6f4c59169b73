# expect: a member whose name is computed
$row.$name = 1
