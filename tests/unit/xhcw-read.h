/*
 * Writing and reading small .xhcw for tests.  Room: tests.
 * In: the macros below, one inside the other.  Out: the evidence they give, and what was warned of.
 */
#pragma once

#include "agent/parse/derive/derive.h"
#include "agent/parse/parser.h"

#define AT(second) "09/15/2026 08:12:" second
#define INVOKE(side, cmdlet, second, inside)                                                       \
	"<invoke start=\"" AT(second) "\" duration=\"7\" type=\"" side "\" cmdlet=\"" cmdlet       \
				      "\">" inside "</invoke>"
#define GET(noun, second, inside) INVOKE("OnPremises", "Get-" noun, second, inside)
#define PARAMETERS(inside) "<parameters>" inside "</parameters>"
#define PARAMETER(name, value)                                                                     \
	"<parameter name=\"" name "\" type=\"System.String\" value=\"" value "\" />"
#define RESULTS(inside) "<results>" inside "</results>"
#define OBJECT(inside) "<object type=\"Any\">" inside "</object>"
#define TYPED(name, type, value)                                                                   \
	"<property name=\"" name "\" type=\"" type "\" value=\"" value "\" />"
#define TEXT(name, value) TYPED(name, "System.String", value)
#define NAMED(name) OBJECT(TEXT("Identity", name))
#define SEND(second, names) GET("SendConnector", second, RESULTS(names))

typedef struct {
	HcEvidence *evidence;
	HcInput *input; /* of the evidence */
} XhcwRead;

/* Reads in steps of @chunk octets, each in a block of exactly its size; frees by evidence. */
XhcwRead xhcw_read_bytes(const char *path, const char *data, gsize length, gsize chunk);
XhcwRead xhcw_read_text(const char *text);

/* The on-premises side. */
const HcExchangeSet *xhcw_set(const XhcwRead *read, HcKind kind);
const HcExchangeObject *xhcw_first(const XhcwRead *read, HcKind kind);
/* @wanted: identities in order, with a blank between. */
void xhcw_assert_names(const XhcwRead *read, HcKind kind, const char *wanted);

/* One line each. */
char *xhcw_warnings(const XhcwRead *read);
void xhcw_assert_warnings(const XhcwRead *read, const char *wanted);
