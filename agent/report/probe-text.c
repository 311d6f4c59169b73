/* The report on probed mail servers for people: steps, and what comes of them.  Room: report. */
#include "agent/report/probe-model.h"

#include "agent/base/hostport.h"
#include "agent/base/text.h"
#include "agent/report/text-style.h"
#include "agent/report/wrap.h"

#include <string.h>

#define NAMES_SHOWN 8   /* of a certificate, unless all is shown */
#define LINES_SHOWN 8   /* of what was said last, where a step failed */
#define STEP_COLUMNS 24 /* sign, word and time of a step */
#define NAME_CHARS 120

HcProbeWriter
hc_probe_report_find_format(const char *name)
{
	if (g_strcmp0(name, "text") == 0)
		return hc_probe_report_text;
	return g_strcmp0(name, "json") == 0 ? hc_probe_report_json : NULL;
}

/* --- steps ------------------------------------------------------------------------------------ */

/* What each step is for, by its stage. */
static const char *const intents[HC_N_STAGES] = {
	[HC_STAGE_RESOLVE] = "find the addresses of the name",
	[HC_STAGE_CONNECT] = "reach the port",
	[HC_STAGE_GREETING] = "hear a mail server greet",
	[HC_STAGE_EHLO] = "learn what it can do",
	[HC_STAGE_STARTTLS] = "ask for TLS",
	[HC_STAGE_TLS] = "agree on TLS and see the certificate",
	[HC_STAGE_EHLO2] = "learn what it can do inside TLS",
	[HC_STAGE_QUIT] = "leave",
};

/* "3 ms", "0.4 ms", "12.1 s" */
static char *
took(gint64 microseconds)
{
	const double ms = (double)microseconds / 1000;

	if (ms >= 10000)
		return g_strdup_printf("%.1f s", ms / 1000);
	return ms >= 10 ? g_strdup_printf("%.0f ms", ms) : g_strdup_printf("%.1f ms", ms);
}

static const char *
sign_of(HcOutcome outcome)
{
	if (outcome == HC_OUTCOME_OK)
		return "+";
	return outcome == HC_OUTCOME_NOT_REACHED || outcome == HC_OUTCOME_INTERRUPTED ? "-" : "x";
}

static void
step(const HcTextPage *page, HcStage stage, const HcStageResult *result, const char *outcome)
{
	g_autofree char *time = took(result->took_us);
	const gboolean reached = result->outcome != HC_OUTCOME_NOT_REACHED;
	g_autofree char *lead = g_strdup_printf("  %s %-9s %8s  ", sign_of(result->outcome),
		hc_stage_word(stage), reached ? time : "");
	g_autoptr(GString) text = g_string_new(reached ? outcome : "not reached");
	g_autofree char *clean = NULL;

	if (result->detail != NULL)
		g_string_append_printf(text, "%s%s", text->len > 0 ? ": " : "", result->detail);
	clean = hc_text_printable(text->str);
	hc_wrap_append_led(page->out, lead, clean, page->style->width, STEP_COLUMNS);
}

/* Steps that went well in one line: "resolve 2 ms, connect 1 ms, …". */
static void
steps_closed(const HcTextPage *page, const HcProbeRow *row)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < HC_N_STAGES; i++) {
		const HcStageResult *result = i == HC_STAGE_RESOLVE && row->name != NULL
						      ? &row->name->result
						      : &row->session->stages[i];
		g_autofree char *time = took(result->took_us);

		if (result->outcome == HC_OUTCOME_OK)
			g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "",
				hc_stage_word((HcStage)i), time);
	}
	hc_text_field(page, "Steps", text->str);
}

/* The last lines of what was said; all of them if @all. */
static void
said(const HcTextPage *page, const char *transcript, gboolean all)
{
	g_auto(GStrv) lines = g_strsplit(transcript != NULL ? transcript : "", "\n", -1);
	guint n = g_strv_length(lines);

	while (n > 0 && *lines[n - 1] == '\0')
		n--;
	for (guint i = all || n < LINES_SHOWN ? 0 : n - LINES_SHOWN; i < n; i++) {
		g_autofree char *clean = hc_text_printable(lines[i]);

		g_string_append_printf(page->out, "      %s\n", clean);
	}
}

static void
intent(const HcTextPage *page, HcStage stage)
{
	g_autofree char *text = g_strdup_printf("meant to %s", intents[stage]);

	hc_wrap_append(page->out, text, page->style->width, STEP_COLUMNS);
}

/* Only the branch that failed is opened. */
static void
steps_open(const HcTextPage *page, const HcProbeRow *row, gboolean all)
{
	const HcSmtpSession *session = row->session;
	g_autofree char *outcome = hc_smtp_outcome_text(session);

	hc_text_heading(page, "  Steps");
	if (row->name != NULL)
		step(page, HC_STAGE_RESOLVE, &row->name->result, "");
	for (guint i = HC_STAGE_CONNECT; i < HC_N_STAGES; i++) {
		const HcStageResult *result = &session->stages[i];
		const gboolean failed =
			(HcStage)i == session->stage && session->outcome != HC_OUTCOME_OK;

		if (!failed && !all && (HcStage)i > session->stage)
			break;
		step(page, (HcStage)i, result, failed ? outcome : "");
		if (failed)
			intent(page, (HcStage)i);
	}
	if (!hc_text_is_empty(session->transcript)) {
		hc_text_heading(page, "  Said");
		said(page, session->transcript, all);
	}
}

/* --- TLS and certificate ---------------------------------------------------------------------- */

static char *
names_of(const HcCertFacts *cert, gboolean all)
{
	const guint n = g_strv_length(cert->dns_names);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < n && (all || i < NAMES_SHOWN); i++) {
		g_autofree char *shown = hc_text_excerpt(cert->dns_names[i], NAME_CHARS);

		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", shown);
	}
	if (!all && n > NAMES_SHOWN)
		g_string_append_printf(text, " and %u more", n - NAMES_SHOWN);
	return g_string_free(text, FALSE);
}

static void
certificate(const HcTextPage *page, const HcCertFacts *cert, gboolean all)
{
	g_autofree char *subject = hc_text_excerpt(cert->subject, NAME_CHARS);
	g_autofree char *issuer = hc_text_excerpt(cert->issuer, NAME_CHARS);
	g_autofree char *from = hc_when_format_date(cert->not_before);
	g_autofree char *to = hc_when_format_date(cert->not_after);
	g_autofree char *names = names_of(cert, all);
	g_autofree char *text = NULL;

	if (cert->head.status != HC_FACT_COLLECTED) {
		text = g_strdup_printf("cannot be read: %s", cert->head.why);
		hc_text_item(page, 0, text);
		return;
	}
	text = g_strdup_printf("%s, issued by %s, valid %s to %s, %s %u, %s%s%s", subject, issuer,
		from != NULL ? from : "?", to != NULL ? to : "?", cert->key_type, cert->key_bits,
		cert->signature_hash, *names != '\0' ? "; names: " : "", names);
	hc_text_item(page, 0, text);
}

static const char *
tri_text(HcTri value, const char *yes, const char *no, const char *unknown)
{
	return value == HC_TRI_YES ? yes : value == HC_TRI_NO ? no : unknown;
}

static void
trust(const HcTextPage *page, const char *label, const HcTlsTrust *trust)
{
	g_autofree char *text = g_strdup_printf("%s%s%s", hc_trust_status_word(trust->status),
		trust->why != NULL ? ": " : "", trust->why != NULL ? trust->why : "");

	hc_text_field(page, label, text);
}

static void
versions(const HcTextPage *page, const HcTri versions[HC_N_TLS_VERSIONS])
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < HC_N_TLS_VERSIONS; i++) {
		if (versions[i] != HC_TRI_UNKNOWN)
			g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "",
				hc_tls_version_word((HcTlsVersion)i),
				versions[i] == HC_TRI_YES ? "taken" : "refused");
	}
	if (text->len > 0)
		hc_text_field(page, "Versions", text->str);
}

static void
tls(const HcTextPage *page, const HcProbeRow *row, const HcProbeModel *model)
{
	const HcTlsSession *seen = row->session->tls;
	g_autofree char *agreed = NULL;
	g_autofree char *roots = g_strdup_printf("roots in %s", model->roots);
	const gboolean all = page->style->verbose > 0;

	if (seen->version != NULL) {
		agreed = g_strdup_printf("%s, %s, %s%s", seen->version,
			seen->cipher != NULL ? seen->cipher : "no cipher",
			seen->group != NULL ? seen->group : "no group",
			seen->client_certificate == HC_TRI_YES
				? "; it asked for a client certificate"
				: "");
		hc_text_field(page, "TLS", agreed);
	}
	versions(page, row->versions);
	if (seen->chain->len == 0)
		return;
	hc_text_field(page, "Presented", "");
	for (guint i = 0; i < seen->chain->len; i++)
		certificate(page, g_ptr_array_index(seen->chain, i), all);
	hc_text_field(page, "Name",
		tri_text(seen->name_matches, "the certificate covers the name that was asked for",
			"the certificate does not cover the name that was asked for",
			"asked for by address: there is no name to compare"));
	hc_text_field(page, "Chain",
		tri_text(seen->complete, "every intermediate was sent",
			"an intermediate is missing, and Exchange Online fetches none",
			"the issuer of the last certificate is not known here"));
	trust(page, "This host", &seen->trust[HC_TRUST_HOST]);
	hc_text_field(page, "", roots);
	for (gsize i = 0; seen->notes[i] != NULL; i++)
		hc_text_item(page, 0, seen->notes[i]);
}

static void
capabilities(const HcTextPage *page, const HcSmtpSession *session)
{
	g_autofree char *before =
		session->before != NULL ? g_strjoinv(", ", session->before) : NULL;
	g_autofree char *after = session->after != NULL ? g_strjoinv(", ", session->after) : NULL;

	if (before != NULL)
		hc_text_field(page, "In clear", before);
	if (after != NULL)
		hc_text_field(page, "In TLS", after);
}

/* --- what a sender gets ----------------------------------------------------------------------- */

static void
sender(const HcTextPage *page, const HcBounce *bounce)
{
	g_autofree char *as_of = NULL;
	g_autofree char *source = NULL;

	hc_text_heading(page, "  What a sender in Exchange Online would get");
	hc_wrap_append(page->out, bounce->what, page->style->width, 4);
	if (bounce->now != NULL)
		hc_text_field(page, "Now", bounce->now);
	if (bounce->after_24h != NULL)
		hc_text_field(page, "After 24 h", bounce->after_24h);
	as_of = hc_when_format_date(bounce->as_of);
	source = g_strdup_printf("%s%s%s%s%s", bounce->confidence,
		*bounce->source != '\0' ? ", " : "", bounce->source, as_of != NULL ? ", " : "",
		as_of != NULL ? as_of : "");
	hc_text_field(page, "Source", source);
}

/* --- one target ------------------------------------------------------------------------------- */

static char *
title_of(const HcProbeRow *row)
{
	if (row->session == NULL)
		return g_strdup(row->name->host);
	if (g_str_equal(row->session->host, row->session->address))
		return hc_hostport_text(row->session->host, (guint16)row->session->port);
	return g_strdup_printf(
		"%s [%s]:%u", row->session->host, row->session->address, row->session->port);
}

static void
target(const HcTextPage *page, const HcProbeRow *row, const HcProbeModel *model)
{
	const HcSmtpSession *session = row->session;
	const gboolean all = page->style->verbose > 0;
	const gboolean ok = hc_probe_row_outcome(row) == HC_OUTCOME_OK;
	g_autofree char *title = title_of(row);
	g_autofree char *clean = hc_text_printable(title);
	g_autofree char *outcome = session != NULL
					   ? hc_smtp_outcome_text(session)
					   : g_strdup(hc_outcome_word(row->name->result.outcome));

	hc_text_gap(page);
	g_string_append_printf(page->out, "%s  ", clean);
	hc_text_tinted(page,
		!ok                   ? HC_TINT_BAD
		: row->bounce != NULL ? HC_TINT_WARN
				      : HC_TINT_GOOD,
		outcome);
	hc_text_gap(page);
	if (session == NULL)
		step(page, HC_STAGE_RESOLVE, &row->name->result, outcome);
	else if (ok && !all)
		steps_closed(page, row);
	else
		steps_open(page, row, all);
	if (session != NULL && session->tls != NULL)
		tls(page, row, model);
	if (session != NULL && all)
		capabilities(page, session);
	if (row->bounce != NULL)
		sender(page, row->bounce);
}

void
hc_probe_report_text(const HcProbeModel *model, const HcReportStyle *style, GString *out)
{
	const HcTextPage page = { out, style };
	g_autofree char *when = hc_when_format(model->started - model->started % HC_TIME_SECOND);
	g_autofree char *line = g_strdup_printf("hybridcheck %s, asked from %s at %s; other "
						"addresses may be answered otherwise",
		model->version, model->host, when != NULL ? when : "an unknown time");
	g_autofree char *clean = hc_text_printable(line);

	hc_wrap_append(out, clean, style->width, 0);
	if (model->interrupted)
		hc_text_field(&page, "", "INTERRUPTED: not every address was asked to the end");
	for (guint i = 0; i < model->rows->len; i++)
		target(&page, g_ptr_array_index(model->rows, i), model);
}
