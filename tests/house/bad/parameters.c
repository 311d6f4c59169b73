// as: agent/hcw/x.c
// expect: parameters 7 > 6
static int
many(int a, int b, int c, int d, int e, int f, int g)
{
	return a + b + c + d + e + f + g;
}
