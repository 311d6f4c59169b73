/*
 * How the wizard prints and compares one value.  Room: hcw.  Pure.
 * In: values as cmdlets print them, lists joined by ", ".  Out: equal or not, without false drift
 * (rulebook 3.0, "Normalisation before comparing"), and the print form of its tables.  Empty, null
 * and an empty list are the same.
 */
#pragma once

#include <glib.h>

typedef enum {
	HC_FORM_TEXT,       /* without case */
	HC_FORM_SET,        /* flags, bindings, addresses: order does not matter */
	HC_FORM_DOMAINS,    /* a set of domain or host names */
	HC_FORM_SERVERS,    /* a set of servers, by first label */
	HC_FORM_SPACES,     /* a set of address spaces with optional type and cost */
	HC_FORM_IDENTIFIER, /* "<I>issuer<S>subject" */
	HC_FORM_COUNT,      /* a set, of which the wizard prints the number of elements */
	HC_FORM_TYPE_NAME,  /* a set, of which the wizard prints the type */
} HcForm;

gboolean hc_form_equal(HcForm form, const char *actual, const char *expected);
/* The wizard's print form of @value; NULL for NULL. */
char *hc_form_print(HcForm form, const char *value);
/* The print form does not show the value. */
gboolean hc_form_hides(HcForm form);
