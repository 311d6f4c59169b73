/* The small records evidence is built from: events, answers, inputs.  Room: evidence. */
#include "agent/base/limits.h"
#include "agent/evidence/evidence-build.h"

static void
free_object(gpointer data)
{
	hc_exchange_object_free(data);
}

HcEvent *
hc_event_new(HcVerb verb, HcSide side, HcKind kind)
{
	HcEvent *self = g_new0(HcEvent, 1);

	self->verb = verb;
	self->side = side;
	self->kind = kind;
	self->when = HC_TIME_NONE;
	self->origin.as_of = HC_TIME_NONE;
	self->objects = g_ptr_array_new_with_free_func(free_object);
	return self;
}

void
hc_event_free(HcEvent *self)
{
	if (self == NULL)
		return;
	g_free(self->server);
	g_free(self->narrow);
	g_free(self->identity);
	g_free(self->why);
	g_free(self->stamp);
	g_free(self->organisation);
	hc_exchange_object_free(self->parameters);
	g_clear_pointer(&self->objects, g_ptr_array_unref);
	hc_origin_clear(&self->origin);
	g_free(self);
}

HcAnswer *
hc_answer_new(void)
{
	HcAnswer *self = g_new0(HcAnswer, 1);

	self->head.origin.as_of = HC_TIME_NONE;
	return self;
}

void
hc_answer_free(HcAnswer *self)
{
	if (self == NULL)
		return;
	hc_fact_head_clear(&self->head);
	g_free(self->server);
	g_free(self->narrow);
	g_free(self);
}

HcInput *
hc_input_new(const char *path, const char *kind)
{
	HcInput *self = g_new0(HcInput, 1);

	self->path = g_strdup(path);
	self->kind = g_strdup(kind);
	self->as_of = HC_TIME_NONE;
	self->modified = HC_TIME_NONE;
	self->warnings = g_ptr_array_new_with_free_func(g_free);
	return self;
}

void
hc_input_free(HcInput *self)
{
	if (self == NULL)
		return;
	g_free(self->path);
	g_free(self->kind);
	g_free(self->sha256);
	g_free(self->as_of_from);
	g_free(self->stamp);
	g_clear_pointer(&self->warnings, g_ptr_array_unref);
	g_free(self);
}

void
hc_input_warn(HcInput *self, const char *format, ...)
{
	va_list arguments;
	char *warning = NULL;

	if (self->warnings->len < HC_LIMIT_WARNINGS) {
		va_start(arguments, format);
		warning = g_strdup_vprintf(format, arguments);
		va_end(arguments);
		g_ptr_array_add(self->warnings, warning);
		return;
	}
	self->n_more_warnings++;
	g_ptr_array_set_size(self->warnings, HC_LIMIT_WARNINGS);
	g_ptr_array_add(self->warnings, g_strdup_printf("and %u more", self->n_more_warnings));
}
