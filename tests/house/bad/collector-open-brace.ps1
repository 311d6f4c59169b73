# expect: { is not closed
if ($true) {
