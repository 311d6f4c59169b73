// as: agent/verdict/x.c
// expect: default: in a switch hides new words
static int
choose(int a)
{
	switch (a) {
	default:
		return 0;
	}
}
