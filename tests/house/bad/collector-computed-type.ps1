# expect: a member of a type that is computed
$type::Start('x')
