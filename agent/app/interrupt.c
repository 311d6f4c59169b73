/* SIGINT and SIGTERM end a run early.  Room: app. */
#include "agent/app/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t received;

static void
remember(int number)
{
	received = number;
}

void
hc_interrupt_install(void)
{
	/* A second signal of the same kind ends the program at once: the user means it. */
	struct sigaction action = { .sa_handler = remember, .sa_flags = (int)SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

int
hc_interrupt_signal(void)
{
	return received;
}
