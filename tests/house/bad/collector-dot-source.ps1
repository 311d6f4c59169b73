# expect: a source is taken in
. $other
