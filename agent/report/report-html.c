/*
 * The report as one HTML file: no script, no remote asset, a content security policy that allows
 * nothing but the style sheet inside.  Room: report.
 */
#include "agent/report/html-parts.h"
#include "agent/report/report.h"

#include <libxml/HTMLtree.h>

/* 'sha256-…' of the style sheet, so that the policy admits it and nothing else. */
static char *
policy(void)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32] = { 0 };
	gsize length = sizeof(digest);
	g_autofree char *encoded = NULL;

	g_checksum_update(checksum, (const guchar *)hc_html_style(), -1);
	g_checksum_get_digest(checksum, digest, &length);
	encoded = g_base64_encode(digest, length);
	return g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
			       "form-action 'none'",
		encoded);
}

static void
meta(xmlNode *head, const char *key, const char *name, const char *content)
{
	xmlNode *node = hc_html_add(head, "meta", NULL, NULL);

	hc_html_set(node, key, name);
	if (content != NULL)
		hc_html_set(node, "content", content);
}

static void
build_head(xmlNode *html, const HcReportModel *model)
{
	xmlNode *head = hc_html_add(html, "head", NULL, NULL);
	g_autofree char *csp = policy();
	xmlNode *title = NULL;

	meta(head, "charset", "utf-8", NULL);
	meta(head, "http-equiv", "Content-Security-Policy", csp);
	meta(head, "name", "viewport", "width=device-width, initial-scale=1");
	meta(head, "name", "referrer", "no-referrer");
	meta(head, "name", "color-scheme", "light dark");
	title = hc_html_add(head, "title", NULL, NULL);
	hc_html_textf(title, "hybridcheck: %s", hc_decision_word(model->verdict->decision));
	hc_html_raw(hc_html_add(head, "style", NULL, NULL), hc_html_style());
}

static char *
shown_time(HcTime when)
{
	char *text = hc_when_format(when == HC_TIME_NONE ? when : when - when % HC_TIME_SECOND);

	return text != NULL ? text : g_strdup("an unknown time");
}

static void
build_header(xmlNode *body, const HcReportModel *model)
{
	xmlNode *header = hc_html_add(body, "header", NULL, NULL);
	g_autofree char *as_of = shown_time(hc_evidence_as_of(model->evidence));
	g_autofree char *made = shown_time(model->finished);
	xmlNode *line = NULL;

	hc_html_add(header, "h1", NULL, "hybridcheck report");
	line = hc_html_add(header, "p", "provenance", NULL);
	hc_html_textf(line, "Judged as of %s; made %s on %s by hybridcheck %s%s", as_of, made,
		model->host, model->version,
		model->offline ? "; offline: no network question was asked" : "");
	if (model->is_example)
		hc_html_add(header, "p", "made-up",
			"This organisation is made up: it is the example that hybridcheck ships.");
}

static void
build_body(xmlNode *html, const HcReportModel *model)
{
	xmlNode *body = hc_html_add(html, "body", NULL, NULL);
	xmlNode *skip = hc_html_add(body, "a", "skip", "Skip to the verdict");
	xmlNode *main_part = NULL;
	xmlNode *footer = NULL;

	hc_html_set(skip, "href", "#verdict");
	build_header(body, model);
	main_part = hc_html_add(body, "main", NULL, NULL);
	hc_html_verdict(main_part, model);
	hc_html_picture(main_part, model->findings, model->offline);
	hc_html_findings(main_part, model->findings);
	hc_html_comparison(main_part, model);
	hc_html_probed(main_part, model);
	hc_html_inputs(main_part, model);
	footer = hc_html_add(body, "footer", NULL, NULL);
	hc_html_textf(hc_html_add(footer, "p", NULL, NULL), "Run %s. Command: %s", model->run_id,
		model->command);
}

void
hc_report_html(const HcReportModel *model, const HcReportStyle *style, GString *out)
{
	xmlDoc *doc = htmlNewDocNoDtD(NULL, NULL);
	xmlNode *html = xmlNewNode(NULL, (const xmlChar *)"html");
	xmlBuffer *buffer = xmlBufferCreate();

	(void)style;
	xmlDocSetRootElement(doc, html);
	hc_html_set(html, "lang", "en");
	build_head(html, model);
	build_body(html, model);
	/* Without an encoding libxml2 writes everything beyond ASCII as character references. */
	htmlNodeDump(buffer, doc, html);
	g_string_append(out, "<!DOCTYPE html>\n");
	g_string_append(out, (const char *)xmlBufferContent(buffer));
	g_string_append_c(out, '\n');
	xmlBufferFree(buffer);
	xmlFreeDoc(doc);
}
