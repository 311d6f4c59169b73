// as: agent/hcw/x.c
// expect: time(): the clock is handed in
/* Compiled into an object that the symbol test must catch: a judgement that asks the clock. */
#include <time.h>

long hc_bad_clock(void);

long
hc_bad_clock(void)
{
	return (long)time(NULL);
}
