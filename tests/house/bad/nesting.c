// as: agent/hcw/x.c
// expect: nesting 4 > 3
static int
deep(int a)
{
	if (a) {
		for (;;) {
			while (a) {
				if (a > 1) {
					a--;
				}
			}
		}
	}
	return a;
}
