# expect: writes, sets or runs what is not known
Set-ADServerSettings -PreferredServer dc1
