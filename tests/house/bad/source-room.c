// as: agent/hcw/x.c
// expect: the first comment says what this is
/* Says nothing of where it stands. */
