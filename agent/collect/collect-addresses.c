/* The addresses of a name, as this host's resolver gives them.  Room: collect. */
#include "agent/collect/collect-addresses.h"
#include "agent/base/limits.h"
#include "agent/collect/errno-name.h"

#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>

#define N_FAMILIES 2

/*
 * getaddrinfo() cannot be called off: a thread may come back long after everybody has left.  So
 * what it touches is counted, and whether anybody still waits is asked under the lock.
 */
typedef struct {
	gatomicrefcount n_users;
	GMutex lock;
	GMainContext *context; /* NULL: nobody waits any more */
} Desk;

typedef struct {
	Desk *desk;
	GThreadPool *pool;
} Lookups;

typedef struct Resolving Resolving;

typedef struct {
	Desk *desk;
	Resolving *waiting; /* in the loop's thread only; NULL: it has left */
	guint slot;         /* of @waiting's lookups */
	char *host;
	int family;
	int code; /* of getaddrinfo() */
	struct addrinfo *found;
} Lookup;

struct Resolving {
	HcAsking *asking;
	Lookup *lookups[N_FAMILIES]; /* not yet answered */
	guint n_found;
};

/* --- answers ---------------------------------------------------------------------------------- */

static void
record_failure(Resolving *self, const Lookup *lookup)
{
	const char *type = lookup->family == AF_INET ? "A" : "AAAA";
	g_autofree char *name = hc_resolver_error_name(lookup->code);
	g_autofree char *text = g_strdup_printf("%s %s", type, name);

	hc_asking_record(self->asking,
		&(HcRecord){ .kind = HC_RECORD_ERROR, .code = lookup->code, .text = text });
}

static void
record_found(Resolving *self, const struct addrinfo *found)
{
	char text[NI_MAXHOST];

	for (; found != NULL; found = found->ai_next) {
		if (self->n_found == HC_LIMIT_ADDRESSES) {
			hc_asking_record(self->asking, &(HcRecord){ .kind = HC_RECORD_LIMIT,
							       .text = "HC_LIMIT_ADDRESSES" });
			return;
		}
		if (getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0,
			    NI_NUMERICHOST) != 0)
			continue;
		self->n_found++;
		hc_asking_record(
			self->asking, &(HcRecord){ .kind = HC_RECORD_ADDRESS, .text = text });
	}
}

static gboolean
hand_over(gpointer data)
{
	Lookup *lookup = data;
	Resolving *self = lookup->waiting;

	if (self == NULL)
		return G_SOURCE_REMOVE;
	if (lookup->code == 0)
		record_found(self, lookup->found);
	else
		record_failure(self, lookup);
	self->lookups[lookup->slot] = NULL;
	lookup->waiting = NULL;
	if (self->lookups[0] == NULL && self->lookups[1] == NULL)
		hc_asking_end(self->asking);
	return G_SOURCE_REMOVE;
}

/* --- threads ---------------------------------------------------------------------------------- */

static void
leave_desk(Desk *self)
{
	if (!g_atomic_ref_count_dec(&self->n_users))
		return;
	g_mutex_clear(&self->lock);
	g_free(self);
}

static void
free_lookup(gpointer data)
{
	Lookup *self = data;

	if (self->waiting != NULL)
		self->waiting->lookups[self->slot] = NULL;
	if (self->found != NULL)
		freeaddrinfo(self->found);
	leave_desk(self->desk);
	g_free(self->host);
	g_free(self);
}

static gboolean
is_attended(Desk *self)
{
	gboolean attended;

	g_mutex_lock(&self->lock);
	attended = self->context != NULL;
	g_mutex_unlock(&self->lock);
	return attended;
}

static void
look_up(gpointer data, gpointer user)
{
	Lookup *self = data;
	Desk *desk = self->desk;
	const struct addrinfo wanted = { .ai_family = self->family, .ai_socktype = SOCK_STREAM };
	gboolean is_awaited = FALSE;

	(void)user;
	if (is_attended(desk))
		self->code = getaddrinfo(self->host, NULL, &wanted, &self->found);
	g_mutex_lock(&desk->lock);
	is_awaited = desk->context != NULL;
	if (is_awaited) {
		g_autoptr(GSource) source = g_idle_source_new();

		g_source_set_priority(source, G_PRIORITY_DEFAULT);
		g_source_set_callback(source, hand_over, self, free_lookup);
		g_source_attach(source, desk->context);
	}
	g_mutex_unlock(&desk->lock);
	if (!is_awaited) {
		self->waiting = NULL;
		free_lookup(self);
	}
}

static gpointer
open_lookups(const HcCollectRun *run)
{
	Lookups *self = g_new0(Lookups, 1);

	self->desk = g_new0(Desk, 1);
	g_atomic_ref_count_init(&self->desk->n_users);
	g_mutex_init(&self->desk->lock);
	self->desk->context = hc_loop_context(run->loop);
	self->pool = g_thread_pool_new(look_up, NULL, HC_LIMIT_LOOKUPS, FALSE, NULL);
	return self;
}

static void
close_lookups(gpointer data)
{
	Lookups *self = data;

	g_mutex_lock(&self->desk->lock);
	self->desk->context = NULL;
	g_mutex_unlock(&self->desk->lock);
	/* Not at once: what is still queued is looked at, found unattended, and freed.  A pool that
	   frees items itself hands its own wake-up calls to the free function, too (GLib 2.74). */
	g_thread_pool_free(self->pool, FALSE, FALSE);
	leave_desk(self->desk);
	g_free(self);
}

/* --- one name --------------------------------------------------------------------------------- */

static void
push(Resolving *self, const Lookups *lookups, guint slot, int family)
{
	Lookup *lookup = g_new0(Lookup, 1);

	g_atomic_ref_count_inc(&lookups->desk->n_users);
	lookup->desk = lookups->desk;
	lookup->waiting = self;
	lookup->slot = slot;
	lookup->host = g_strdup(hc_asking_question(self->asking)->host);
	lookup->family = family;
	self->lookups[slot] = lookup;
	g_thread_pool_push(lookups->pool, lookup, NULL);
}

static gpointer
begin(HcAsking *asking)
{
	const HcCollectOptions *options = hc_asking_run(asking)->options;
	const Lookups *lookups = hc_asking_shared(asking, open_lookups, close_lookups);
	Resolving *self = g_new0(Resolving, 1);

	self->asking = asking;
	if (options->ipv4)
		push(self, lookups, 0, AF_INET);
	if (options->ipv6)
		push(self, lookups, 1, AF_INET6);
	if (!options->ipv4 && !options->ipv6) {
		hc_asking_record_errno(asking, EAFNOSUPPORT);
		hc_asking_end(asking);
	}
	return self;
}

/* The threads that are still at it find nobody waiting. */
static void
stop(gpointer state)
{
	Resolving *self = state;

	for (guint i = 0; i < N_FAMILIES; i++) {
		if (self->lookups[i] != NULL)
			self->lookups[i]->waiting = NULL;
	}
	g_free(self);
}

const HcAsker hc_asker_addresses = { .n_descriptors = N_FAMILIES, .begin = begin, .stop = stop };
