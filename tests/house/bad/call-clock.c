// as: agent/hcw/x.c
// expect: time(): the clock is handed in
static long
now(void)
{
	return (long)time(NULL);
}
