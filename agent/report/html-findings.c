/* The findings in HTML.  Room: report. */
#include "agent/report/html-parts.h"
#include "agent/report/summary.h"

#include "agent/base/text.h"

static const char *
class_of(HcStatus status)
{
	switch (status) {
	case HC_STATUS_PASS:
		return "ok";
	case HC_STATUS_FAIL:
		return "fail";
	case HC_STATUS_INFO:
		return "info";
	case HC_STATUS_UNKNOWN:
	case HC_STATUS_NOT_APPLICABLE:
		return "unknown";
	}
	return "unknown";
}

static void
proofs(xmlNode *article, const HcFinding *finding)
{
	xmlNode *list = NULL;

	if (finding->evidence->len == 0)
		return;
	list = hc_html_add(article, "ul", NULL, NULL);
	for (guint i = 0; i < finding->evidence->len; i++) {
		const HcProof *proof = g_ptr_array_index(finding->evidence, i);
		xmlNode *item = hc_html_add(list, "li", NULL, NULL);

		hc_html_add(item, "code", NULL, proof->text);
		if (!hc_text_is_empty(proof->origin))
			hc_html_textf(
				hc_html_add(item, "span", "dim", NULL), " in %s", proof->origin);
	}
}

static void
repair(xmlNode *article, const HcFinding *finding)
{
	if (finding->status != HC_STATUS_FAIL)
		return;
	if (finding->check->impact != NULL)
		hc_html_add(article, "p", NULL, finding->check->impact);
	if (finding->check->fix != NULL)
		hc_html_add(article, "p", NULL, finding->check->fix);
	for (guint i = 0; i < finding->commands->len; i++)
		hc_html_add(hc_html_add(article, "pre", NULL, NULL), "code", NULL,
			g_ptr_array_index(finding->commands, i));
	if (finding->check->ndr != NULL)
		hc_html_textf(
			hc_html_add(article, "p", "dim", NULL), "Seen as: %s", finding->check->ndr);
}

static void
provenance(xmlNode *article, const HcFinding *finding)
{
	const HcCheck *check = finding->check;
	g_autofree char *seen = hc_when_format(finding->observed_at);

	hc_html_textf(hc_html_add(article, "p", "dim", NULL),
		"%s, %s, %s acts; seen %s%s; source %s", hc_effect_word((HcEffect)finding->effect),
		hc_confidence_word(check->confidence), hc_who_word(check->who),
		seen != NULL ? seen : "at an unknown time",
		check->hop != NULL ? "" : ", no single hop", check->reference);
}

static void
article_of(xmlNode *parent, const HcFinding *finding)
{
	g_autofree char *waiver = hc_summary_waiver(finding);
	g_autofree char *classes = g_strconcat("is-", class_of(finding->status), NULL);
	xmlNode *article = hc_html_add(parent, "article", classes, NULL);
	xmlNode *title = hc_html_add(article, "h3", NULL, finding->check->id);
	g_autofree char *badge = g_strconcat("badge ", class_of(finding->status), NULL);
	xmlNode *mark = NULL;

	hc_html_text(title, " ");
	mark = hc_html_add(title, "span", badge, NULL);
	if (finding->status == HC_STATUS_FAIL)
		hc_html_textf(
			mark, "%s %s", hc_html_sign("fail"), hc_severity_word(finding->severity));
	else
		hc_html_textf(mark, "%s %s", hc_html_sign(hc_status_word(finding->status)),
			hc_status_word(finding->status));
	hc_html_textf(hc_html_add(article, "p", NULL, NULL), "%s: %s", finding->subject,
		finding->summary);
	if (waiver != NULL)
		hc_html_add(article, "p", NULL, waiver);
	proofs(article, finding);
	repair(article, finding);
	provenance(article, finding);
}

static guint
count(const HcFindings *findings, HcStatus status)
{
	guint n = 0;

	for (guint i = 0; i < hc_findings_count(findings); i++)
		n += hc_findings_at(findings, i)->status == status;
	return n;
}

static void
articles(xmlNode *parent, const HcFindings *findings, HcStatus status)
{
	for (guint severity = HC_SEVERITY_CRITICAL; severity >= HC_SEVERITY_INFO; severity--) {
		for (guint i = 0; i < hc_findings_count(findings); i++) {
			const HcFinding *finding = hc_findings_at(findings, i);

			if (finding->status == status && finding->severity == severity)
				article_of(parent, finding);
		}
	}
}

/* What did not fail is kept short: one line per rule and object. */
static void
short_list(xmlNode *parent, const HcFindings *findings, HcStatus status, const char *title)
{
	g_autofree char *summary = g_strdup_printf("%s (%u)", title, count(findings, status));
	xmlNode *list = hc_html_add(hc_html_details(parent, summary, FALSE), "ul", NULL, NULL);

	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);
		xmlNode *item = NULL;

		if (finding->status != status)
			continue;
		item = hc_html_add(list, "li", NULL, NULL);
		hc_html_add(item, "code", NULL, finding->check->id);
		hc_html_textf(item, " %s: %s", finding->subject, finding->summary);
	}
	if (list->children == NULL)
		hc_html_add(list, "li", NULL, "none");
}

void
hc_html_findings(xmlNode *parent, const HcFindings *findings)
{
	xmlNode *section = hc_html_section(parent, "findings", "Findings");

	if (count(findings, HC_STATUS_FAIL) == 0)
		hc_html_add(section, "p", NULL, "No rule failed.");
	articles(section, findings, HC_STATUS_FAIL);
	articles(section, findings, HC_STATUS_INFO);
	short_list(section, findings, HC_STATUS_UNKNOWN, "Unknown");
	short_list(section, findings, HC_STATUS_PASS, "Passed");
	short_list(section, findings, HC_STATUS_NOT_APPLICABLE, "Not applicable");
}
