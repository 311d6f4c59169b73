/*
 * The picture of the mail flow: both directions, hop by hop, as inline SVG, and the same as a
 * table. Room: report.  Each hop is coloured *and* worded by its findings; no script, no style
 * attribute.
 */
#include "agent/report/html-parts.h"
#include "agent/report/path.h"
#include "agent/report/wrap.h"

/* Geometry in SVG user units. */
#define BOX_WIDTH 150
#define BOX_HEIGHT 84
#define GAP_X 14
#define GAP_Y 16
#define PER_ROW 5
#define END_WIDTH 112
#define LANE_TITLE 26
#define LINE_CHARS 20
#define LINE_HEIGHT 16
#define WIDTH (2 * END_WIDTH + PER_ROW * BOX_WIDTH + (PER_ROW + 1) * GAP_X)

static void
svg_text(xmlNode *parent, const char *classes, int x, int y, const char *text)
{
	xmlNode *node = hc_html_add(parent, "text", classes, text);

	hc_html_setf(node, "x", "%d", x);
	hc_html_setf(node, "y", "%d", y);
}

static xmlNode *
svg_box(xmlNode *parent, const char *classes, int x, int y, int width, int height)
{
	xmlNode *node = hc_html_add(parent, "rect", classes, NULL);

	hc_html_setf(node, "x", "%d", x);
	hc_html_setf(node, "y", "%d", y);
	hc_html_setf(node, "width", "%d", width);
	hc_html_setf(node, "height", "%d", height);
	hc_html_set(node, "rx", "8");
	return node;
}

static void
draw_hop(xmlNode *svg, const HcPathHop *hop, int x, int y)
{
	g_autofree char *box = g_strconcat("box-", hop->state, NULL);
	g_autofree char *word = g_strconcat("hop-state word-", hop->state, NULL);
	g_autofree char *state = g_strdup_printf("%s %s", hc_html_sign(hop->state), hop->state);
	g_autoptr(GString) wrapped = g_string_new(NULL);
	g_auto(GStrv) lines = NULL;

	svg_box(svg, box, x, y, BOX_WIDTH, BOX_HEIGHT);
	svg_text(svg, "hop-id", x + 10, y + 20, hop->hop);
	svg_text(svg, word, x + BOX_WIDTH - 10, y + 20, state);
	hc_wrap_append(wrapped, hop->label, LINE_CHARS, 0);
	lines = g_strsplit(wrapped->str, "\n", -1);
	for (int i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
		svg_text(svg, NULL, x + 10, y + 40 + i * LINE_HEIGHT, lines[i]);
}

static void
draw_end(xmlNode *svg, int x, int y, int height, const char *first, const char *second)
{
	svg_box(svg, "end", x, y, END_WIDTH, height);
	svg_text(svg, "end-name", x + 12, y + height / 2 - 4, first);
	svg_text(svg, "end-name", x + 12, y + height / 2 + 14, second);
}

/* A line behind the boxes of one row with an arrow head at the end the mail goes to. */
static void
draw_arrow(xmlNode *svg, int y, gboolean to_right)
{
	int left = END_WIDTH;
	int right = WIDTH - END_WIDTH;
	xmlNode *line = hc_html_add(svg, "path", "lane", NULL);
	xmlNode *head = hc_html_add(svg, "path", "head", NULL);

	hc_html_setf(line, "d", "M%d %dH%d", left, y, right);
	if (to_right)
		hc_html_setf(head, "d", "M%d %dl-11 -6v12z", right, y);
	else
		hc_html_setf(head, "d", "M%d %dl11 -6v12z", left, y);
}

static int
lane_height(guint n_hops)
{
	int rows = (int)((n_hops + PER_ROW - 1) / PER_ROW);

	return rows * BOX_HEIGHT + (rows - 1) * GAP_Y;
}

/* Draws the hops of one direction; Exchange Online stands left in both lanes.  Returns its height.
 */
static int
draw_lane(xmlNode *svg, const GPtrArray *hops, int y, const char *title, gboolean to_right)
{
	int height = lane_height(hops->len);
	int top = y + LANE_TITLE;

	svg_text(svg, "end-name", 0, y + 16, title);
	for (int row = 0; row * PER_ROW < (int)hops->len; row++)
		draw_arrow(svg, top + row * (BOX_HEIGHT + GAP_Y) + BOX_HEIGHT / 2, to_right);
	draw_end(svg, 0, top, height, "Exchange", "Online");
	draw_end(svg, WIDTH - END_WIDTH, top, height, "Exchange", "on premises");
	for (guint i = 0; i < hops->len; i++) {
		int row = (int)i / PER_ROW;
		int column = (int)i % PER_ROW;
		int place = to_right ? column : PER_ROW - 1 - column;
		int x = END_WIDTH + GAP_X + place * (BOX_WIDTH + GAP_X);

		draw_hop(svg, g_ptr_array_index(hops, i), x, top + row * (BOX_HEIGHT + GAP_Y));
	}
	return LANE_TITLE + height;
}

static GPtrArray *
hops_of(const GPtrArray *path, char lane)
{
	GPtrArray *hops = g_ptr_array_new();

	for (guint i = 0; i < path->len; i++) {
		HcPathHop *hop = g_ptr_array_index(path, i);

		if (hop->hop[0] == lane)
			g_ptr_array_add(hops, hop);
	}
	return hops;
}

static void
draw_picture(xmlNode *parent, const GPtrArray *path)
{
	xmlNode *svg = hc_html_add(parent, "svg", NULL, NULL);
	g_autoptr(GPtrArray) inward = hops_of(path, 'A');
	g_autoptr(GPtrArray) outward = hops_of(path, 'B');
	int height = 0;

	hc_html_set(svg, "xmlns", "http://www.w3.org/2000/svg");
	hc_html_set(svg, "role", "img");
	hc_html_set(svg, "aria-label",
		"Mail flow between Exchange Online and Exchange on premises, hop by hop; the table "
		"below says the same in words");
	height = draw_lane(svg, inward, 0, "Exchange Online to on-premises", TRUE);
	height += 24;
	height += draw_lane(svg, outward, height, "On-premises to Exchange Online", FALSE);
	hc_html_setf(svg, "viewBox", "-2 0 %d %d", WIDTH + 4, height + 4);
}

static void
path_table(xmlNode *parent, const GPtrArray *path, const HcFindings *findings)
{
	xmlNode *details = hc_html_details(parent, "The same in words", FALSE);
	xmlNode *table = hc_html_add(details, "table", NULL, NULL);
	xmlNode *row = NULL;
	static const char *const titles[] = { "Hop", "What must hold", "State",
		"Rules that failed" };

	hc_html_add(
		table, "caption", NULL, "Hops A: Exchange Online to on-premises; B: the other way");
	row = hc_html_add(hc_html_add(table, "thead", NULL, NULL), "tr", NULL, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
		hc_html_set(hc_html_add(row, "th", NULL, titles[i]), "scope", "col");
	for (guint i = 0; i < path->len; i++) {
		const HcPathHop *hop = g_ptr_array_index(path, i);
		xmlNode *cell = NULL;

		row = hc_html_add(table, "tr", NULL, NULL);
		hc_html_set(hc_html_add(row, "th", NULL, hop->hop), "scope", "row");
		hc_html_add(row, "td", NULL, hop->label);
		cell = hc_html_add(row, "td", NULL, NULL);
		hc_html_textf(cell, "%s %s", hc_html_sign(hop->state), hop->state);
		cell = hc_html_add(row, "td", NULL, NULL);
		for (guint f = 0; f < hop->findings->len; f++) {
			const HcFinding *finding =
				hc_findings_at(findings, g_array_index(hop->findings, guint, f));

			if (finding->status == HC_STATUS_FAIL)
				hc_html_textf(cell, "%s ", finding->check->id);
		}
	}
}

void
hc_html_picture(xmlNode *parent, const HcFindings *findings, gboolean offline)
{
	xmlNode *section = hc_html_section(parent, "path", "Mail flow, hop by hop");
	g_autoptr(GPtrArray) path = hc_path_new(findings);
	xmlNode *scroll = NULL;

	if (offline)
		hc_html_add(section, "p", "dim",
			"As far as configuration tells: \"ok\" means that it is configured so, not "
			"that a connection was seen.");
	scroll = hc_html_add(section, "div", "scroll", NULL);
	hc_html_set(scroll, "tabindex", "0");
	hc_html_set(scroll, "role", "region");
	hc_html_set(scroll, "aria-label", "Picture of the mail flow");
	draw_picture(scroll, path);
	path_table(section, path, findings);
}
