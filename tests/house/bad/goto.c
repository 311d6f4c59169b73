// as: agent/parse/x.c
// expect: goto: scope frees
static int
jump(void)
{
	goto out;
out:
	return 0;
}
