/* The rehearsal of a renewal.  Room: hcw. */
#include "agent/hcw/rehearsal.h"

#include "agent/base/dname.h"
#include "agent/base/limits.h"
#include "agent/base/powershell.h"
#include "agent/hcw/missing.h"
#include "agent/hcw/named.h"
#include "agent/hcw/rehearsal-parts.h"
#include "certs/dn.h"

static void
on_free(HcRehearsedOn *self)
{
	g_free(self->server);
	g_free(self->today);
	g_free(self->installed);
	g_free(self->removed);
	g_free(self);
}

static void
entry_free(HcRehearsed *self)
{
	g_free(self->what);
	g_free(self->today);
	g_free(self->then);
	g_free(self->why);
	g_free(self->supply);
	g_ptr_array_unref(self->commands);
	g_ptr_array_unref(self->undo);
	g_ptr_array_unref(self->on);
	g_free(self);
}

static void
step_free(HcRehearsedStep *self)
{
	g_free(self->text);
	g_ptr_array_unref(self->commands);
	g_free(self);
}

void
hc_rehearsal_free(HcRehearsal *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->entries);
	g_ptr_array_unref(self->steps);
	g_ptr_array_unref(self->undo);
	g_free(self->selection_text);
	g_free(self);
}

const char *
hc_rehearsed_effect_word(HcRehearsedEffect effect)
{
	switch (effect) {
	case HC_REHEARSED_NONE:
		return "none";
	case HC_REHEARSED_INFO:
		return "info";
	case HC_REHEARSED_UNKNOWN:
		return "unknown";
	case HC_REHEARSED_RERUN_RECOMMENDED:
		return "rerun-recommended";
	case HC_REHEARSED_MANUAL_FIX:
		return "manual-fix";
	case HC_REHEARSED_RERUN_REQUIRED:
		return "rerun-required";
	case HC_REHEARSED_FIX_FIRST:
		return "fix-first";
	}
	g_return_val_if_reached("");
}

HcRehearsed *
hc_draft_add(HcDraft *self, const char *id, HcRehearsedEffect effect, const char *source)
{
	HcRehearsed *entry = g_new0(HcRehearsed, 1);

	entry->id = id;
	entry->effect = effect;
	entry->source = source;
	entry->commands = g_ptr_array_new_with_free_func(g_free);
	entry->undo = g_ptr_array_new_with_free_func(g_free);
	entry->on = g_ptr_array_new_with_free_func((GDestroyNotify)on_free);
	g_ptr_array_add(self->out->entries, entry);
	return entry;
}

void
hc_rehearsed_raise(HcRehearsed *self, HcRehearsedEffect effect)
{
	self->effect = MAX(self->effect, effect);
}

void
hc_rehearsed_say(char **field, const char *format, ...)
{
	va_list args;

	g_free(*field);
	va_start(args, format);
	*field = g_strdup_vprintf(format, args);
	va_end(args);
}

void
hc_rehearsed_command(HcRehearsed *self, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(self->commands, g_strdup_vprintf(format, args));
	va_end(args);
}

void
hc_rehearsed_undo(HcRehearsed *self, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(self->undo, g_strdup_vprintf(format, args));
	va_end(args);
}

char *
hc_rehearsed_value(const char *text)
{
	return hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);
}

char *
hc_rehearsed_get(const HcCertFacts *cert)
{
	g_autofree char *thumbprint = hc_powershell_quote(cert->thumbprint);

	return g_strdup_printf("$c = Get-ExchangeCertificate -Thumbprint %s", thumbprint);
}

gboolean
hc_draft_knows(const HcDraft *self, const char *server)
{
	return hc_fact_is_answered(hc_named_server_head(self->hybrid->evidence, server));
}

/* A GPtrArray takes no const pointers; whoever reads this list takes them as const again. */
void
hc_draft_borrow(GPtrArray *certs, const HcCertFacts *cert)
{
	const union {
		const HcCertFacts *borrowed;
		gpointer element;
	} pointer = { .borrowed = cert };

	g_ptr_array_add(certs, pointer.element);
}

GPtrArray *
hc_draft_certs_on(const HcDraft *self, const char *server)
{
	GPtrArray *certs = g_ptr_array_new();

	for (guint i = 0; i < hc_evidence_n_certs(self->hybrid->evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(self->hybrid->evidence, i);

		if (cert->server != NULL && hc_dname_same_host(cert->server, server))
			hc_draft_borrow(certs, cert);
	}
	return certs;
}

static void
lack(HcRehearsed *self, HcSide side, HcKind kind, char *missing)
{
	hc_rehearsed_raise(self, HC_REHEARSED_UNKNOWN);
	hc_rehearsed_say(&self->then, "not known: %s", missing);
	hc_rehearsed_say(&self->supply, "Get-%s | Export-Clixml in %s", hc_kind_noun(kind),
		side == HC_SIDE_TENANT ? HC_SHELL_ONLINE : "the " HC_SHELL_ONPREM);
	g_free(missing);
}

void
hc_rehearsed_lacks(HcRehearsed *self, const HcDraft *draft, HcSide side, HcKind kind)
{
	lack(self, side, kind, hc_missing_kind(draft->hybrid->evidence, side, kind));
}

void
hc_rehearsed_lacks_property(HcRehearsed *self, const HcExchangeObject *object, const char *property)
{
	lack(self, hc_exchange_side(object), hc_exchange_kind(object),
		hc_missing_property(object, property));
}

gboolean
hc_draft_was_exported(const HcDraft *self, HcSide side, HcKind kind)
{
	return hc_fact_is_answered(&hc_evidence_set(self->hybrid->evidence, side, kind)->head);
}

static HcRehearsedEffect
strongest(const GPtrArray *entries)
{
	HcRehearsedEffect effect = HC_REHEARSED_NONE;

	for (guint i = 0; i < entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(entries, i);

		effect = MAX(effect, entry->effect);
	}
	return effect;
}

HcRehearsal *
hc_rehearsal_new(const HcHybrid *hybrid, const HcCertFacts *cert, const HcRehearsalChain *chain,
	HcTime as_of)
{
	HcRehearsal *self = g_new0(HcRehearsal, 1);
	g_autofree char *identifier =
		hc_dn_identifier_format(cert->issuer != NULL ? cert->issuer : "",
			cert->subject != NULL ? cert->subject : "");
	HcDraft draft = { hybrid, cert, chain, as_of, identifier, self };

	self->entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	self->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	self->undo = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	hc_draft_traits(&draft);
	if (hybrid != NULL) {
		hc_draft_places(&draft);
		hc_draft_names(&draft);
		hc_draft_servers(&draft);
		hc_draft_steps(&draft);
	}
	self->effect = strongest(self->entries);
	return self;
}
