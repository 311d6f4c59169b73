/* The network, asked: what runs when, and when it must end.  Room: collect. */
#include "agent/collect/collect.h"
#include "agent/base/error.h"
#include "agent/base/scope.h"
#include "agent/collect/asking.h"
#include "agent/collect/collect-addresses.h"
#include "agent/collect/collect-https.h"
#include "agent/collect/collect-smtp.h"
#include "agent/collect/collect-tcp.h"
#include "agent/collect/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/resource.h>

#define LOOK_EVERY_US (100 * 1000) /* how often the caller is asked whether to stop */
#define NOT_OURS 128               /* descriptors left to the rest of the process */

#define BY_USER "by the user"
#define BY_BUDGET "the budget of the run is spent"

/* A question that is being asked. */
typedef struct {
	HcAsking *asking;
	const HcAsker *asker;
	gpointer state;
	char *place; /* key in Collector.busy; NULL if it talks to no address */
} Open;

typedef struct {
	HcCollectRun run;
	HcCollected each;
	gpointer user;
	GPtrArray *open;
	GQueue waiting;   /* HcQuestion, of the caller */
	GHashTable *busy; /* place → GQueue of HcQuestion that wait for it */
	guint n_descriptors;
	guint descriptors_at_most;
} Collector;

static const HcAsker *
asker_of(HcQuestionKind kind)
{
	switch (kind) {
	case HC_QUESTION_ADDRESSES:
		return &hc_asker_addresses;
	case HC_QUESTION_SMTP:
		return &hc_asker_smtp;
	case HC_QUESTION_TCP:
		return &hc_asker_tcp;
	case HC_QUESTION_HTTPS:
		return &hc_asker_https;
	case HC_N_QUESTIONS:
		break;
	}
	return NULL;
}

/* --- answers ---------------------------------------------------------------------------------- */

static void
deliver(Collector *self, HcAsking *asking)
{
	HcQuestion *question = hc_question_copy(hc_asking_question(asking));

	self->each(hc_capture_new_transcript(question, hc_asking_steal_transcript(asking)),
		self->user);
}

/* An answer without having asked. */
static void
answer_with(Collector *self, const HcQuestion *question, const HcRecord *record)
{
	HcAsking *asking = hc_asking_new(&self->run, question);

	hc_asking_record(asking, record);
	deliver(self, asking);
	hc_asking_free(asking);
}

/* --- one connection per address --------------------------------------------------------------- */

static char *
place_of(const HcQuestion *question)
{
	if (question->address == NULL)
		return NULL;
	return g_strdup_printf("[%s]:%u", question->address, question->port);
}

static void
free_queue(gpointer data)
{
	g_queue_free(data);
}

/* TRUE if the place is free and is now taken; else @question is asked when it is left. */
static gboolean
take_place(Collector *self, const char *place, HcQuestion *question)
{
	GQueue *others = place != NULL ? g_hash_table_lookup(self->busy, place) : NULL;

	if (others != NULL) {
		g_queue_push_tail(others, question);
		return FALSE;
	}
	if (place != NULL)
		g_hash_table_insert(self->busy, g_strdup(place), g_queue_new());
	return TRUE;
}

static void
leave_place(Collector *self, const char *place)
{
	GQueue *others = g_hash_table_lookup(self->busy, place);

	for (gpointer next = g_queue_pop_tail(others); next != NULL;
		next = g_queue_pop_tail(others))
		g_queue_push_head(&self->waiting, next);
	g_hash_table_remove(self->busy, place);
}

/* --- beginning and ending --------------------------------------------------------------------- */

static void
open_question(Collector *self, const HcQuestion *question, const HcAsker *asker, char *take_place)
{
	Open *open = g_new0(Open, 1);

	open->asking = hc_asking_new(&self->run, question);
	open->asker = asker;
	open->place = take_place;
	self->n_descriptors += asker->n_descriptors;
	g_ptr_array_add(self->open, open);
	open->state = asker->begin(open->asking);
}

/*
 * What a stranger's certificate names must not make us talk to ourselves or to our own link, where
 * answers are given to whoever asks.  NULL: it is asked.
 */
static char *
why_refused(const HcQuestion *question)
{
	const char *scope = question->roles == HC_ROLE_REVOCATION && question->address != NULL
				    ? hc_scope_why_not(question->address)
				    : NULL;

	if (scope == NULL)
		return NULL;
	return g_strdup_printf("only a certificate names it, and the address is %s", scope);
}

static void
begin_next(Collector *self)
{
	HcQuestion *question = g_queue_pop_head(&self->waiting);
	const HcAsker *asker = asker_of(question->kind);
	g_autofree char *place = place_of(question);
	g_autofree char *refused = why_refused(question);

	if (refused != NULL)
		answer_with(self, question,
			&(HcRecord){ .kind = HC_RECORD_CANCELLED, .text = refused });
	else if (asker == NULL)
		answer_with(self, question,
			&(HcRecord){ .kind = HC_RECORD_ERROR,
				.code = EOPNOTSUPP,
				.text = "EOPNOTSUPP" });
	else if (take_place(self, place, question))
		open_question(self, question, asker, g_steal_pointer(&place));
}

static gboolean
may_begin(Collector *self)
{
	if (g_queue_is_empty(&self->waiting))
		return FALSE;
	return self->open->len == 0 || (self->open->len < self->run.options->concurrency &&
					       self->n_descriptors < self->descriptors_at_most);
}

static void
close_open(Collector *self, Open *open)
{
	open->asker->stop(open->state);
	self->n_descriptors -= open->asker->n_descriptors;
	if (open->place != NULL)
		leave_place(self, open->place);
	deliver(self, open->asking);
	hc_asking_free(open->asking);
	g_free(open->place);
	g_free(open);
}

/* Closing one may let another begin, but never here: the list stays as it is but for the ended. */
static void
close_ended(Collector *self)
{
	guint i = 0;

	while (i < self->open->len) {
		Open *open = g_ptr_array_index(self->open, i);

		if (hc_asking_has_ended(open->asking))
			close_open(self, g_ptr_array_remove_index_fast(self->open, i));
		else
			i++;
	}
}

/* --- clock ------------------------------------------------------------------------------------ */

static gint64
budget_end_us(const Collector *self)
{
	const HcCollectOptions *options = self->run.options;

	if (options->budget_ms == 0)
		return G_MAXINT64;
	return self->run.began_us + (gint64)options->budget_ms * 1000;
}

static gint64
next_due_us(const Collector *self)
{
	gint64 due = budget_end_us(self);

	for (guint i = 0; i < self->open->len; i++) {
		const Open *open = g_ptr_array_index(self->open, i);

		due = MIN(due, hc_asking_due_us(open->asking));
	}
	if (self->run.options->cancelled != NULL)
		due = MIN(due, g_get_monotonic_time() + LOOK_EVERY_US);
	return due;
}

/* Why everything must end now; NULL if it need not. */
static const char *
why_stop(const Collector *self)
{
	if (self->run.options->cancelled != NULL && self->run.options->cancelled())
		return BY_USER;
	return g_get_monotonic_time() >= budget_end_us(self) ? BY_BUDGET : NULL;
}

static void
drop_waiting(Collector *self, const HcRecord *record)
{
	while (!g_queue_is_empty(&self->waiting))
		answer_with(self, g_queue_pop_head(&self->waiting), record);
}

static void
stop_all(Collector *self, const char *why)
{
	const HcRecord record = { .kind = HC_RECORD_CANCELLED, .text = why };

	for (guint i = 0; i < self->open->len; i++) {
		Open *open = g_ptr_array_index(self->open, i);

		hc_asking_record(open->asking, &record);
		hc_asking_end(open->asking);
	}
	close_ended(self);
	drop_waiting(self, &record);
}

static void
turn(Collector *self)
{
	gint64 now = 0;

	hc_loop_turn(self->run.loop, next_due_us(self));
	now = g_get_monotonic_time();
	for (guint i = 0; i < self->open->len; i++) {
		Open *open = g_ptr_array_index(self->open, i);

		hc_asking_mind_clock(open->asking, now);
	}
	close_ended(self);
}

static void
ask_all(Collector *self)
{
	const char *why = why_stop(self);

	while (why == NULL && (self->open->len > 0 || !g_queue_is_empty(&self->waiting))) {
		while (may_begin(self))
			begin_next(self);
		close_ended(self);
		if (self->open->len > 0)
			turn(self);
		why = why_stop(self);
	}
	if (why != NULL)
		stop_all(self, why);
}

/* --- a run ------------------------------------------------------------------------------------ */

static guint
descriptors_at_most(void)
{
	struct rlimit limit = { 0 };

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return NOT_OURS;
	if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > G_MAXINT)
		return G_MAXINT;
	/* With few descriptors in all, half of them must do for the rest. */
	return (guint)limit.rlim_cur - MIN(NOT_OURS, (guint)limit.rlim_cur / 2);
}

static void
begin_run(Collector *self, const HcCollectOptions *options)
{
	self->run.options = options;
	self->run.loop = hc_loop_new();
	self->run.began_us = g_get_monotonic_time();
	self->run.octets = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	self->open = g_ptr_array_new();
	g_queue_init(&self->waiting);
	self->busy = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_queue);
	self->descriptors_at_most = descriptors_at_most();
}

static void
end_run(Collector *self)
{
	g_ptr_array_unref(self->open);
	g_hash_table_unref(self->busy);
	g_hash_table_unref(self->run.octets);
	for (guint i = 0; i < HC_N_QUESTIONS; i++) {
		if (self->run.shared[i].data != NULL)
			self->run.shared[i].free(self->run.shared[i].data);
	}
	hc_loop_free(self->run.loop);
}

static gboolean
check_source(const char *source, int family, const char *what, GError **error)
{
	guint8 address[sizeof(struct in6_addr)];

	if (source == NULL || inet_pton(family, source, address) == 1)
		return TRUE;
	g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "\"%s\" is not an %s address", source, what);
	return FALSE;
}

gboolean
hc_collect_check(const HcCollectOptions *options, GError **error)
{
	g_autoptr(HcTlsClient) client = NULL;

	if (!check_source(options->source4, AF_INET, "IPv4", error) ||
		!check_source(options->source6, AF_INET6, "IPv6", error))
		return FALSE;
	if (options->client_cert_pem == NULL && options->client_key_pem == NULL)
		return TRUE;
	client = hc_tls_client_new(options->client_cert_pem, options->client_key_pem, error);
	return client != NULL;
}

void
hc_collect_run(const GPtrArray *questions, const HcCollectOptions *options, HcCollected each,
	gpointer user)
{
	Collector self = { .each = each, .user = user };

	if (questions->len == 0)
		return;
	begin_run(&self, options);
	for (guint i = 0; i < questions->len; i++)
		g_queue_push_tail(&self.waiting, g_ptr_array_index(questions, i));
	ask_all(&self);
	end_run(&self);
}
