/* Whether an address takes connections on a port.  Room: collect. */
#include "agent/collect/collect-tcp.h"
#include "agent/collect/dial.h"

#include <unistd.h>

typedef struct {
	HcAsking *asking;
	HcDial *dial;
} Connecting;

static void
on_dialed(int fd, gpointer user)
{
	Connecting *self = user;

	close(fd);
	hc_asking_end(self->asking);
}

static gpointer
begin(HcAsking *asking)
{
	Connecting *self = g_new0(Connecting, 1);

	self->asking = asking;
	self->dial = hc_dial_new(asking, on_dialed, self);
	return self;
}

static void
stop(gpointer state)
{
	Connecting *self = state;

	hc_dial_free(self->dial);
	g_free(self);
}

const HcAsker hc_asker_tcp = { .n_descriptors = 1, .begin = begin, .stop = stop };
