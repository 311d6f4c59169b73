/* Lines, labels and colour of the text form.  Room: report. */
#include "agent/report/text-style.h"

#include "agent/base/text.h"
#include "agent/report/wrap.h"

#define LABEL_COLUMNS 11

static const char *const tints[] = {
	[HC_TINT_BAD] = "\033[1;31m",
	[HC_TINT_WARN] = "\033[1;33m",
	[HC_TINT_GOOD] = "\033[1;32m",
	[HC_TINT_HEAD] = "\033[1m",
};

void
hc_text_tinted(const HcTextPage *page, HcTint tint, const char *text)
{
	g_autofree char *clean = hc_text_printable(text);

	if (page->style->color)
		g_string_append_printf(page->out, "%s%s\033[0m", tints[tint], clean);
	else
		g_string_append(page->out, clean);
}

void
hc_text_gap(const HcTextPage *page)
{
	g_string_append_c(page->out, '\n');
}

void
hc_text_heading(const HcTextPage *page, const char *title)
{
	hc_text_gap(page);
	hc_text_tinted(page, HC_TINT_HEAD, title);
	hc_text_gap(page);
}

void
hc_text_field(const HcTextPage *page, const char *label, const char *text)
{
	g_autofree char *clean = hc_text_printable(text);

	hc_wrap_append_led(page->out, label, clean, page->style->width, LABEL_COLUMNS);
}

void
hc_text_item(const HcTextPage *page, guint depth, const char *text)
{
	g_autofree char *clean = hc_text_printable(text);
	g_autofree char *lead = g_strdup_printf("%*s- ", (int)(2 + 2 * depth), "");

	hc_wrap_append_led(page->out, lead, clean, page->style->width, 4 + 2 * depth);
}

void
hc_text_command(const HcTextPage *page, const char *command)
{
	g_autofree char *clean = hc_text_printable(command);

	g_string_append_printf(page->out, "      %s\n", clean);
}

void
hc_text_interrupted(const HcTextPage *page)
{
	hc_text_field(page, "", "INTERRUPTED: not every input was read; nothing below is complete");
}
