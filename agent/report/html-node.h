/*
 * A small way to build HTML as a libxml2 tree, so that nothing foreign is ever written as markup.
 * Room: report; for the HTML rendering only.  Nodes belong to their document.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* A child element; @classes and @text may be NULL; text is made safe to show. */
xmlNode *hc_html_add(xmlNode *parent, const char *tag, const char *classes, const char *text);
/* More text at the end of @node. */
void hc_html_text(xmlNode *node, const char *text);
void hc_html_textf(xmlNode *node, const char *format, ...) G_GNUC_PRINTF(2, 3);
void hc_html_set(xmlNode *node, const char *name, const char *value);
void hc_html_setf(xmlNode *node, const char *name, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Text written as it is: only for our own style sheet. */
void hc_html_raw(xmlNode *node, const char *text);
/* <section> with an <h2> that labels it. */
xmlNode *hc_html_section(xmlNode *parent, const char *id, const char *title);
/* <details> with its <summary>. */
xmlNode *hc_html_details(xmlNode *parent, const char *summary, gboolean open);
/* <dt> and <dd> in a <dl>. */
xmlNode *hc_html_term(xmlNode *list, const char *term, const char *text);
/* The <tbody> of a <table> with a caption and these column titles (NULL-terminated). */
xmlNode *hc_html_table(xmlNode *parent, const char *caption, const char *const *titles);
