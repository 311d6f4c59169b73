/* A small way to build HTML as a libxml2 tree.  Room: report. */
#include "agent/report/html-node.h"

#include "agent/base/text.h"

static const xmlChar *
x(const char *text)
{
	return (const xmlChar *)text;
}

void
hc_html_text(xmlNode *node, const char *text)
{
	g_autofree char *clean = hc_text_printable(text);

	xmlAddChild(node, xmlNewText(x(clean)));
}

void
hc_html_textf(xmlNode *node, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	hc_html_text(node, text);
}

void
hc_html_raw(xmlNode *node, const char *text)
{
	xmlAddChild(node, xmlNewText(x(text)));
}

void
hc_html_set(xmlNode *node, const char *name, const char *value)
{
	g_autofree char *clean = hc_text_printable(value);

	xmlNewProp(node, x(name), x(clean));
}

void
hc_html_setf(xmlNode *node, const char *name, const char *format, ...)
{
	g_autofree char *value = NULL;
	va_list args;

	va_start(args, format);
	value = g_strdup_vprintf(format, args);
	va_end(args);
	hc_html_set(node, name, value);
}

xmlNode *
hc_html_add(xmlNode *parent, const char *tag, const char *classes, const char *text)
{
	xmlNode *node = xmlNewChild(parent, NULL, x(tag), NULL);

	if (classes != NULL)
		hc_html_set(node, "class", classes);
	if (text != NULL)
		hc_html_text(node, text);
	return node;
}

xmlNode *
hc_html_section(xmlNode *parent, const char *id, const char *title)
{
	xmlNode *section = hc_html_add(parent, "section", NULL, NULL);
	g_autofree char *heading_id = g_strconcat(id, "-title", NULL);

	hc_html_set(section, "id", id);
	hc_html_set(section, "aria-labelledby", heading_id);
	hc_html_set(hc_html_add(section, "h2", NULL, title), "id", heading_id);
	return section;
}

xmlNode *
hc_html_details(xmlNode *parent, const char *summary, gboolean open)
{
	xmlNode *details = hc_html_add(parent, "details", NULL, NULL);

	if (open)
		hc_html_set(details, "open", "open");
	hc_html_add(details, "summary", NULL, summary);
	return details;
}

xmlNode *
hc_html_term(xmlNode *list, const char *term, const char *text)
{
	hc_html_add(list, "dt", NULL, term);
	return hc_html_add(list, "dd", NULL, text);
}

xmlNode *
hc_html_table(xmlNode *parent, const char *caption, const char *const *titles)
{
	xmlNode *scroll = hc_html_add(parent, "div", "scroll", NULL);
	xmlNode *table = hc_html_add(scroll, "table", NULL, NULL);
	xmlNode *row = NULL;

	/* Wide tables scroll by themselves on a narrow screen, also with the keyboard. */
	hc_html_set(scroll, "tabindex", "0");
	hc_html_set(scroll, "role", "region");
	hc_html_set(scroll, "aria-label", caption);
	hc_html_add(table, "caption", NULL, caption);
	row = hc_html_add(hc_html_add(table, "thead", NULL, NULL), "tr", NULL, NULL);
	for (; *titles != NULL; titles++)
		hc_html_set(hc_html_add(row, "th", NULL, *titles), "scope", "col");
	return hc_html_add(table, "tbody", NULL, NULL);
}
