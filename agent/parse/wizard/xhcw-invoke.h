/*
 * One cmdlet of an .xhcw while it is read.  Room: parse.
 * In: start tags below <invoke>, with their attributes.  Out: an HcEvent and its packed results,
 * if it is a cmdlet and a kind of object we keep.
 *
 * Narrowing: -Server goes to the event's server; any other parameter of a Get- that is not on the
 * list of those that only change how or how much is printed (xhcw-invoke.c) narrows the question.
 * Values of credentials are dropped here, as is the command line in the comment, unread.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/*
 * Attributes as SAX2 hands them over: five pointers each.  Names come out of the parser's
 * dictionary, so that those we look for can be told by their address alone; comparing text would
 * cost a tenth of the time a large file takes.
 */
typedef struct {
	const unsigned char *name, *type, *value, *value_is_null, *cmdlet, *start, *duration;
} HcXhcwNames;

typedef struct {
	const HcXhcwNames *names;
	const unsigned char **pointers;
	int n;
} HcXhcwAttributes;

typedef struct {
	HcInput *input;    /* for warnings */
	HcTime last_start; /* of the cmdlet before, for one whose own start is unreadable */
	HcTime newest_end; /* of all cmdlets that were read to their end */

	gboolean open; /* between start and end of a cmdlet */
	GString *cmdlet;
	GString *started; /* as written */
	HcEvent *event;   /* NULL if it is not kept */
	HcTime start;
	gint64 took_us;
	GString *pack;
	guint n_objects;
	guint n_properties; /* of the object being read */
	GString *error_text;
	gboolean failed;
} HcXhcwInvoke;

/* @input is borrowed and must outlive the result. */
HcXhcwInvoke *hc_xhcw_invoke_new(HcInput *input);
void hc_xhcw_invoke_free(HcXhcwInvoke *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcXhcwInvoke, hc_xhcw_invoke_free)

void hc_xhcw_invoke_begin(HcXhcwInvoke *self, const HcXhcwAttributes *attributes);
void hc_xhcw_invoke_parameter(HcXhcwInvoke *self, const HcXhcwAttributes *attributes);
void hc_xhcw_invoke_object(HcXhcwInvoke *self);
void hc_xhcw_invoke_property(HcXhcwInvoke *self, const HcXhcwAttributes *attributes);
/* The cmdlet reported an error; @error_text has its words, if it had any. */
void hc_xhcw_invoke_error(HcXhcwInvoke *self);
/* Owned by the caller, or NULL if this cmdlet is not kept; @pack and @n_objects are its results. */
HcEvent *hc_xhcw_invoke_end(HcXhcwInvoke *self);
/* "Get-SendConnector of 09/15/2026 08:12:06.316", printable. */
char *hc_xhcw_invoke_place(const HcXhcwInvoke *self);
/* Forgets a cmdlet that was not read to its end. */
void hc_xhcw_invoke_drop(HcXhcwInvoke *self);
