/*
 * The report on a certificate as text: what will break, what to do and in which order on the first
 * screen; then the certificate, its chain, each place, the steps and how to undo them.
 * Room: report.
 */
#include "agent/report/cert-model.h"

#include "agent/base/text.h"
#include "agent/report/text-style.h"
#include "agent/report/wrap.h"

#include <string.h>

#define FIRST_SCREEN_BREAKS 6
#define FIRST_SCREEN_STEPS 8

static HcTint
tint_of(HcRehearsedEffect effect)
{
	switch (effect) {
	case HC_REHEARSED_NONE:
	case HC_REHEARSED_INFO:
		return HC_TINT_GOOD;
	case HC_REHEARSED_UNKNOWN:
	case HC_REHEARSED_RERUN_RECOMMENDED:
		return HC_TINT_WARN;
	case HC_REHEARSED_MANUAL_FIX:
	case HC_REHEARSED_RERUN_REQUIRED:
	case HC_REHEARSED_FIX_FIRST:
		return HC_TINT_BAD;
	}
	return HC_TINT_HEAD;
}

static guint
count(const HcRehearsal *rehearsal, HcRehearsedEffect effect)
{
	guint n = 0;

	for (guint i = 0; i < rehearsal->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(rehearsal->entries, i);

		n += entry->effect == effect ? 1 : 0;
	}
	return n;
}

/* "an empty subject" where there is no name at all. */
static char *
name_of(const HcCertFacts *cert)
{
	if (!hc_text_is_empty(cert->subject_cn))
		return hc_text_excerpt(cert->subject_cn, 80);
	if (cert->dns_names != NULL && cert->dns_names[0] != NULL)
		return hc_text_excerpt(cert->dns_names[0], 80);
	return hc_text_is_empty(cert->subject) ? g_strdup("an empty subject")
					       : hc_text_excerpt(cert->subject, 80);
}

/* A run that was cut short says nothing good. */
static HcRehearsedEffect
effect_shown(const HcCertModel *model)
{
	const HcRehearsedEffect effect = model->rehearsal->effect;

	return model->interrupted ? MAX(effect, HC_REHEARSED_UNKNOWN) : effect;
}

/* Which repair comes first, and how many there are. */
static char *
headline_of_repairs(const HcRehearsal *rehearsal, guint fixes, guint changes)
{
	const char *first = NULL;
	g_autofree char *shown = NULL;
	g_autofree char *behind = NULL;

	for (guint i = 0; i < rehearsal->entries->len && first == NULL; i++) {
		const HcRehearsed *entry = g_ptr_array_index(rehearsal->entries, i);

		if (entry->effect == HC_REHEARSED_FIX_FIRST)
			first = entry->what;
	}
	shown = hc_text_excerpt(first, 80);
	behind = changes == 0   ? g_strdup("no value has")
		 : changes == 1 ? g_strdup("1 value has")
				: g_strdup_printf("%u values have", changes);
	if (fixes == 1)
		return g_strdup_printf("One thing must be repaired first: %s; %s to be changed "
				       "with the certificate.",
			shown, behind);
	return g_strdup_printf("%u things must be repaired first, beginning with %s; %s to be "
			       "changed with the certificate.",
		fixes, shown, behind);
}

static char *
headline(const HcCertModel *model)
{
	const HcRehearsal *rehearsal = model->rehearsal;
	gboolean rehearsed = model->evidence != NULL;
	guint changes = count(rehearsal, HC_REHEARSED_RERUN_REQUIRED);
	guint fixes = count(rehearsal, HC_REHEARSED_FIX_FIRST);
	guint unknown = count(rehearsal, HC_REHEARSED_UNKNOWN);

	if (model->interrupted && rehearsal->effect <= HC_REHEARSED_UNKNOWN)
		return g_strdup("Nothing that was read breaks, but not every input was read.");
	switch (rehearsal->effect) {
	case HC_REHEARSED_FIX_FIRST:
		return headline_of_repairs(rehearsal, fixes, changes);
	case HC_REHEARSED_RERUN_REQUIRED:
		return g_strdup_printf(
			"%u %s to be changed once it is installed, before the old certificate "
			"goes.",
			changes, changes == 1 ? "value has" : "values have");
	case HC_REHEARSED_MANUAL_FIX:
		return g_strdup("Nothing breaks by the change itself, yet something wants a hand.");
	case HC_REHEARSED_RERUN_RECOMMENDED:
		return g_strdup("Nothing breaks; something should be brought in line.");
	case HC_REHEARSED_UNKNOWN:
		return g_strdup_printf("Nothing that was seen breaks, but %u %s not shown by the "
				       "inputs.",
			unknown, unknown == 1 ? "thing is" : "things are");
	case HC_REHEARSED_INFO:
	case HC_REHEARSED_NONE:
		break;
	}
	return g_strdup(rehearsed ? "It can take the place of the old one: no rerun of the wizard "
				    "is needed."
				  : "Nothing is wrong with the certificate itself.");
}

static void
heading(const HcTextPage *page, const HcCertModel *model)
{
	g_autofree char *as_of = hc_when_format(model->as_of - model->as_of % HC_TIME_SECOND);
	g_autofree char *line = g_strdup_printf("hybridcheck %s, judged as of %s, on %s, offline",
		model->version, as_of != NULL ? as_of : "an unknown time", model->host);
	g_autofree char *clean = hc_text_printable(line);
	g_autofree char *word = g_ascii_strup(hc_rehearsed_effect_word(effect_shown(model)), -1);
	g_autofree char *text = headline(model);

	hc_wrap_append(page->out, clean, page->style->width, 0);
	if (model->interrupted)
		hc_text_interrupted(page);
	hc_text_gap(page);
	g_string_append(page->out, model->evidence != NULL ? "RENEWAL    " : "CERTIFICATE ");
	hc_text_tinted(page, tint_of(effect_shown(model)), word);
	hc_text_gap(page);
	hc_wrap_append(page->out, text, page->style->width, 2);
	hc_text_gap(page);
}

static void
identity(const HcTextPage *page, const HcCertModel *model)
{
	const HcCertFacts *leaf = model->leaf;
	g_autofree char *name = name_of(leaf);
	g_autofree char *issuer = hc_text_excerpt(leaf->issuer, 120);
	g_autofree char *from = hc_when_format_date(leaf->not_before);
	g_autofree char *to = hc_when_format_date(leaf->not_after);
	g_autofree char *text =
		g_strdup_printf("%s, issued by %s, valid from %s to %s, thumbprint %s", name,
			*issuer != '\0' ? issuer : "nobody", from != NULL ? from : "unknown",
			to != NULL ? to : "unknown", leaf->thumbprint);

	hc_text_field(page, "New", text);
}

/* Entries of one effect, the strongest effects first. */
static void
breaks(const HcTextPage *page, const HcRehearsal *rehearsal)
{
	guint n = 0;

	for (int effect = HC_REHEARSED_FIX_FIRST; effect > HC_REHEARSED_INFO; effect--) {
		for (guint i = 0; i < rehearsal->entries->len; i++) {
			const HcRehearsed *entry = g_ptr_array_index(rehearsal->entries, i);
			g_autofree char *text = NULL;

			if ((int)entry->effect != effect || n++ >= FIRST_SCREEN_BREAKS)
				continue;
			text = g_strdup_printf("%s: %s: %s",
				hc_rehearsed_effect_word(entry->effect), entry->what, entry->then);
			hc_text_field(page, n == 1 ? "Breaks" : "", text);
		}
	}
	if (n > FIRST_SCREEN_BREAKS) {
		g_autofree char *more =
			g_strdup_printf("and %u more, listed below", n - FIRST_SCREEN_BREAKS);

		hc_text_field(page, "", more);
	}
	if (n == 0)
		hc_text_field(page, "Breaks", "nothing");
}

/* The first sentence: the whole step stands below. */
static void
first_sentence(const HcTextPage *page, guint number, const char *label, const char *text)
{
	const char *end = strstr(text, ". ");
	g_autofree char *sentence =
		end != NULL ? g_strndup(text, (gsize)(end - text) + 1) : g_strdup(text);
	g_autofree char *line = g_strdup_printf("%u. %s", number, sentence);

	hc_text_field(page, label, line);
}

static void
order(const HcTextPage *page, const HcRehearsal *rehearsal)
{
	for (guint i = 0; i < rehearsal->steps->len && i < FIRST_SCREEN_STEPS; i++) {
		const HcRehearsedStep *step = g_ptr_array_index(rehearsal->steps, i);

		first_sentence(page, i + 1, i == 0 ? "Order" : "", step->text);
	}
	if (rehearsal->steps->len > FIRST_SCREEN_STEPS) {
		g_autofree char *more = g_strdup_printf(
			"and %u more, listed below", rehearsal->steps->len - FIRST_SCREEN_STEPS);

		hc_text_field(page, "", more);
	}
}

static void
wizard(const HcTextPage *page, const HcRehearsal *rehearsal)
{
	g_autofree char *labels = hc_selection_join(rehearsal->selection, hc_selection_label, ", ");
	g_autofree char *text =
		rehearsal->selection == HC_HCW_NONE
			? g_strdup(rehearsal->selection_text)
			: g_strdup_printf("%s: %s", labels, rehearsal->selection_text);

	hc_text_field(page, "The wizard", text);
}

static void
unseen(const HcTextPage *page, const HcCertModel *model)
{
	guint n = 0;

	for (guint i = 0; i < model->rehearsal->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(model->rehearsal->entries, i);
		g_autofree char *text = NULL;

		if (entry->supply == NULL)
			continue;
		text = g_strdup_printf("%s; supply %s", entry->what, entry->supply);
		hc_text_field(page, n++ == 0 ? "Not seen" : "", text);
	}
	if (model->evidence == NULL)
		hc_text_field(page, "Not seen",
			"the organisation: name its exports after the file to rehearse the "
			"renewal");
}

static void
certificate(const HcTextPage *page, const HcCertFacts *cert, gboolean is_leaf)
{
	g_autofree char *name = name_of(cert);
	g_autofree char *names = hc_text_join((const char *const *)cert->dns_names);
	g_autofree char *shown = hc_text_excerpt(names, 400);
	g_autofree char *to = hc_when_format_date(cert->not_after);
	g_autofree char *line = g_strdup_printf("%s%s, %s %u, %s, until %s", name,
		is_leaf ? " (the certificate)" : "",
		cert->key_type != NULL ? cert->key_type : "unknown key", cert->key_bits,
		!hc_text_is_empty(cert->signature_hash) ? cert->signature_hash
							: "no hash of its own",
		to != NULL ? to : "an unknown date");
	g_autofree char *subject = g_strdup_printf(
		"subject %s", hc_text_is_empty(cert->subject) ? "(empty)" : cert->subject);
	g_autofree char *issuer = g_strdup_printf("issuer %s", cert->issuer);
	g_autofree char *prints =
		g_strdup_printf("thumbprint %s, SHA-256 %s", cert->thumbprint, cert->sha256);

	hc_text_item(page, 0, line);
	if (cert->head.status != HC_FACT_COLLECTED)
		hc_text_item(page, 1, cert->head.why);
	hc_text_item(page, 1, subject);
	hc_text_item(page, 1, issuer);
	hc_text_item(page, 1, prints);
	if (*shown != '\0') {
		g_autofree char *text = g_strdup_printf("names %s", shown);

		hc_text_item(page, 1, text);
	}
}

static void
chain_details(const HcTextPage *page, const HcCertChain *chain)
{
	hc_text_heading(page, "CHAIN");
	hc_text_item(page, 0, chain->host.text);
	hc_text_item(page, 0, chain->complete_text);
	hc_text_item(page, 0, chain->shipped.text);
	for (guint i = 0; i < chain->notes->len; i++)
		hc_text_item(page, 1, g_ptr_array_index(chain->notes, i));
}

static void
on_servers(const HcTextPage *page, const GPtrArray *on)
{
	for (guint i = 0; i < on->len; i++) {
		const HcRehearsedOn *one = g_ptr_array_index(on, i);
		g_autofree char *text =
			g_strdup_printf("%s: today %s, installed %s, without the old one %s",
				one->server, one->today != NULL ? one->today : "not known",
				one->installed != NULL ? one->installed : "not known",
				one->removed != NULL ? one->removed : "not known");

		hc_text_item(page, 1, text);
	}
}

static void
entry_details(const HcTextPage *page, const HcRehearsed *entry)
{
	g_autofree char *first =
		g_strdup_printf("%s: %s", hc_rehearsed_effect_word(entry->effect), entry->what);
	g_autofree char *today =
		entry->today != NULL ? g_strdup_printf("today: %s", entry->today) : NULL;
	g_autofree char *then = g_strdup_printf("then: %s", entry->then);

	hc_text_item(page, 0, first);
	if (today != NULL)
		hc_text_item(page, 1, today);
	hc_text_item(page, 1, then);
	if (entry->why != NULL) {
		g_autofree char *why = g_strdup_printf("why: %s", entry->why);

		hc_text_item(page, 1, why);
	}
	on_servers(page, entry->on);
	for (guint i = 0; i < entry->commands->len; i++)
		hc_text_command(page, g_ptr_array_index(entry->commands, i));
}

static void
steps_details(const HcTextPage *page, const char *title, const GPtrArray *steps)
{
	if (steps->len == 0)
		return;
	hc_text_heading(page, title);
	for (guint i = 0; i < steps->len; i++) {
		const HcRehearsedStep *step = g_ptr_array_index(steps, i);
		g_autofree char *line = g_strdup_printf("%u. %s", i + 1, step->text);
		g_autofree char *clean = hc_text_printable(line);

		hc_wrap_append(page->out, clean, page->style->width, 2);
		for (guint k = 0; k < step->commands->len; k++)
			hc_text_command(page, g_ptr_array_index(step->commands, k));
	}
}

static void
details(const HcTextPage *page, const HcCertModel *model)
{
	const HcRehearsal *rehearsal = model->rehearsal;

	hc_text_heading(page, "CERTIFICATES IN THE FILE");
	for (guint i = 0; i < model->certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(model->certs, i);

		certificate(page, cert, cert == model->leaf);
	}
	chain_details(page, model->chain);
	hc_text_heading(page,
		model->evidence != NULL ? "THE REHEARSAL, PLACE BY PLACE" : "WHAT IT IS FIT FOR");
	for (guint i = 0; i < rehearsal->entries->len; i++)
		entry_details(page, g_ptr_array_index(rehearsal->entries, i));
	steps_details(page, "STEPS OF THE CHANGE", rehearsal->steps);
	steps_details(page, "HOW TO UNDO IT", rehearsal->undo);
}

void
hc_cert_report_text(const HcCertModel *model, const HcReportStyle *style, GString *out)
{
	HcTextPage page = { out, style };

	heading(&page, model);
	identity(&page, model);
	breaks(&page, model->rehearsal);
	if (model->evidence != NULL) {
		order(&page, model->rehearsal);
		wizard(&page, model->rehearsal);
	}
	unseen(&page, model);
	details(&page, model);
}

HcCertWriter
hc_cert_report_find_format(const char *name)
{
	if (g_strcmp0(name, "text") == 0)
		return hc_cert_report_text;
	return g_strcmp0(name, "json") == 0 ? hc_cert_report_json : NULL;
}
