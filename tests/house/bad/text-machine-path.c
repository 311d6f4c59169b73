// as: README.md
// expect: a path of somebody's machine
Build it in /home/me/hybridcheck.
