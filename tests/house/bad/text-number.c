// as: agent/hcw/x.c
// expect: a number in somebody's list
/* See issue #12.  Room: hcw. */
