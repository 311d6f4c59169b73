# expect: writes, sets or runs what is not known
& $Command -Force
