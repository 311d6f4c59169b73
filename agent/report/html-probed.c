/* The mail servers that were asked, in HTML.  Room: report. */
#include "agent/report/html-parts.h"
#include "agent/report/probed.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"

/* "none" where there is nothing to show. */
static void
cell(xmlNode *row, const char *value)
{
	g_autofree char *cut = hc_text_excerpt(value, HC_LIMIT_REPORT_TEXT);

	hc_html_add(row, "td", NULL, value == NULL || *cut == '\0' ? "none" : cut);
}

static void
server_row(xmlNode *body, const HcProbed *probed)
{
	xmlNode *row = hc_html_add(body, "tr", NULL, NULL);
	const char *state = hc_probed_state(probed);
	g_autofree char *host = hc_text_excerpt(probed->host, HC_LIMIT_REPORT_TEXT);
	g_autofree char *outcome = hc_text_excerpt(probed->outcome_text, HC_LIMIT_REPORT_TEXT);

	hc_html_set(hc_html_add(row, "th", NULL, host), "scope", "row");
	cell(row, probed->address);
	cell(row, probed->roles);
	hc_html_textf(hc_html_add(row, "td", state, NULL), "%s %s", hc_html_sign(state), outcome);
	cell(row, probed->stage);
	cell(row, probed->tls);
	cell(row, probed->leaf);
	cell(row, probed->until);
}

void
hc_html_probed(xmlNode *parent, const HcReportModel *model)
{
	static const char *const titles[] = { "Host", "Address", "Asked as", "Outcome", "Came to",
		"TLS", "Certificate", "Valid until", NULL };
	g_autoptr(GPtrArray) list = hc_probed_new(model->evidence);
	xmlNode *section = NULL;
	xmlNode *body = NULL;

	if (list->len == 0)
		return;
	section = hc_html_section(parent, "probed", "Mail servers that were asked");
	hc_html_add(section, "p", "dim",
		"As this host was answered. Exchange Online comes from other addresses and may be "
		"answered otherwise.");
	body = hc_html_table(section, "Every address that was asked", titles);
	for (guint i = 0; i < list->len; i++)
		server_row(body, g_ptr_array_index(list, i));
}
