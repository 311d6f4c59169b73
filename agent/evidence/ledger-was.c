/* Older versions, kept when another source replaces or removes them.  Room: evidence. */
#include "agent/evidence/ledger-was.h"

static void
copy_property(const HcExchangeObject *from, const char *name, HcExchangeObject *into)
{
	const char *text = hc_exchange_text(from, name);

	if (text != NULL && !hc_exchange_has(into, name))
		hc_exchange_put_text(into, name, text);
}

/* Both are the same certificate on the same server; @into is the newer one. */
static void
complete_certificate(HcExchangeObject *into, const HcExchangeObject *older)
{
	static const char *const facts[] = { "RawData", "Services", "HasPrivateKey", "RootCAType" };

	for (guint i = 0; i < G_N_ELEMENTS(facts); i++)
		copy_property(older, facts[i], into);
}

static gboolean
stays(const HcLedger *self, const HcExchangeObject *known, const HcExchangeObject *newer)
{
	return hc_sources_is_wizard(self->sources, hc_exchange_origin(known)) &&
	       !hc_sources_is_wizard(self->sources, hc_exchange_origin(newer)) &&
	       hc_exchange_kind(known) != HC_KIND_EXCHANGE_CERTIFICATE;
}

static void
keep(HcLedger *self, HcExchangeObject *object)
{
	GPtrArray *was = self->set->was;
	HcExchangeObject *known = NULL;
	gint place = -1;

	if (self->was == NULL)
		self->was = hc_identity_index_new(was);
	place = hc_identity_index_find(self->was, object);
	if (place < 0) {
		g_ptr_array_add(was, object);
		hc_identity_index_note(self->was, was->len - 1);
		return;
	}
	known = was->pdata[place];
	if (stays(self, known, object)) {
		hc_exchange_object_free(object);
		return;
	}
	if (hc_exchange_kind(object) == HC_KIND_EXCHANGE_CERTIFICATE)
		complete_certificate(object, known);
	hc_exchange_object_free(known);
	was->pdata[place] = object;
	hc_identity_index_note(self->was, (guint)place);
}

void
hc_ledger_was_take(HcLedger *self, HcExchangeObject *object, const HcOrigin *by)
{
	if (hc_sources_same(self->sources, hc_exchange_origin(object), by))
		hc_exchange_object_free(object);
	else
		keep(self, object);
}

void
hc_ledger_was_copy(HcLedger *self, const HcExchangeObject *object, const HcOrigin *by)
{
	if (!hc_sources_same(self->sources, hc_exchange_origin(object), by))
		keep(self, hc_exchange_object_copy(object));
}

void
hc_ledger_was_take_answer(HcLedger *self, HcAnswer *answer, const HcOrigin *by)
{
	HcScope scope = hc_scope_of_answer(answer);

	if (scope.narrow != NULL || answer->head.status == HC_FACT_UNREACHABLE ||
		!hc_sources_is_wizard(self->sources, &answer->head.origin) ||
		hc_sources_same(self->sources, &answer->head.origin, by)) {
		hc_answer_free(answer);
		return;
	}
	hc_ledger_answers_forget(self->was_answers, self->set->was_answers, &scope);
	hc_host_index_add(self->was_answers, answer);
}
