// as: agent/hcw/x.c
// expect: helper: exported without the prefix hc_
int
helper(void)
{
	return 0;
}
