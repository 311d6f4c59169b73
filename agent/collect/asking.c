/* One question under way.  Room: collect. */
#include "agent/collect/asking.h"
#include "agent/collect/errno-name.h"

struct HcAsking {
	HcCollectRun *run;
	const HcQuestion *question;
	HcTranscript *transcript;
	gint64 began_us;
	gint64 due_us;
	gboolean is_leaving; /* nobody minds when it is due */
	gboolean has_ended;
};

HcAsking *
hc_asking_new(HcCollectRun *run, const HcQuestion *question)
{
	HcAsking *self = g_new0(HcAsking, 1);
	HcTime now = run->options->now;

	self->run = run;
	self->question = question;
	self->began_us = g_get_monotonic_time();
	self->due_us = self->began_us + (gint64)run->options->timeout_ms * 1000;
	if (now != HC_TIME_NONE)
		now += self->began_us - run->began_us;
	self->transcript = hc_transcript_new(now);
	return self;
}

void
hc_asking_free(HcAsking *self)
{
	if (self == NULL)
		return;
	hc_transcript_free(self->transcript);
	g_free(self);
}

HcTranscript *
hc_asking_steal_transcript(HcAsking *self)
{
	return g_steal_pointer(&self->transcript);
}

HcCollectRun *
hc_asking_run(HcAsking *self)
{
	return self->run;
}

const HcQuestion *
hc_asking_question(const HcAsking *self)
{
	return self->question;
}

gpointer
hc_asking_shared(HcAsking *self, gpointer (*make)(const HcCollectRun *run), GDestroyNotify free)
{
	HcShared *shared = &self->run->shared[self->question->kind];

	if (shared->data == NULL) {
		shared->data = make(self->run);
		shared->free = free;
	}
	return shared->data;
}

gboolean
hc_asking_record(HcAsking *self, const HcRecord *record)
{
	HcRecord timed = *record;

	if (self->has_ended)
		return FALSE;
	timed.at_us = g_get_monotonic_time() - self->began_us;
	if (hc_transcript_add(self->transcript, &timed))
		return TRUE;
	self->has_ended = TRUE;
	return FALSE;
}

void
hc_asking_record_errno(HcAsking *self, gint code)
{
	g_autofree char *name = hc_errno_name(code);

	hc_asking_record(self, &(HcRecord){ .kind = HC_RECORD_ERROR, .code = code, .text = name });
}

GBytes *
hc_asking_share(HcAsking *self, const guint8 *octets, gsize n)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(octets, n);
	GBytes *kept = g_hash_table_lookup(self->run->octets, bytes);

	if (kept != NULL)
		return g_bytes_ref(kept);
	kept = g_bytes_new(octets, n);
	g_hash_table_add(self->run->octets, kept);
	return g_bytes_ref(kept);
}

void
hc_asking_end(HcAsking *self)
{
	self->has_ended = TRUE;
}

gboolean
hc_asking_has_ended(const HcAsking *self)
{
	return self->has_ended;
}

void
hc_asking_end_within(HcAsking *self, guint ms)
{
	self->due_us = MIN(self->due_us, g_get_monotonic_time() + (gint64)ms * 1000);
	self->is_leaving = TRUE;
}

gint64
hc_asking_due_us(const HcAsking *self)
{
	return self->due_us;
}

void
hc_asking_mind_clock(HcAsking *self, gint64 now_us)
{
	if (self->has_ended || now_us < self->due_us)
		return;
	if (!self->is_leaving)
		hc_asking_record(self, &(HcRecord){ .kind = HC_RECORD_DEADLINE });
	hc_asking_end(self);
}
