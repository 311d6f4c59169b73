// as: agent/hcw/x.c
// expect: left behind: TODO
/* TODO */
