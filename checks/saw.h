/*
 * From facts that were not collected to UNKNOWN.  Room: checks.
 * In: a fact's head.  Out: TRUE when there is something to judge; else the finding is already
 * added.
 */
#pragma once

#include "checks/check.h"

/* Adds UNKNOWN with the reason unless @head is COLLECTED or ABSENT. */
gboolean hc_check_saw(
	const HcCheck *self, const HcFactHead *head, const char *what, HcFindings *out);

/* Adds UNKNOWN "X was not exported" and returns FALSE if @object lacks @property. */
gboolean hc_check_saw_property(
	const HcCheck *self, const HcExchangeObject *object, const char *property, HcFindings *out);

/*
 * FALSE, with NOT_APPLICABLE or UNKNOWN added, unless HybridConfiguration names Edge servers.
 */
gboolean hc_check_saw_edge(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out);

/* Adds UNKNOWN for a server whose Receive connectors nobody saw, or for the rest of a long list. */
void hc_check_unseen_server(const HcCheck *self, const HcReceiveMatch *match, HcFindings *out);

/* "Send connector", "InboundConnector": the kind alone, for sentences; static. */
const char *hc_check_kind(const HcExchangeObject *object);

/* "Send connector \"…\"", "InboundConnector \"…\"": how findings name an object. */
char *hc_check_subject(const HcExchangeObject *object);

/* How a rule says "not as it should be": FAIL, or INFO for a row whose effect is information. */
HcStatus hc_check_bad(const HcCheck *self);

/* A foreign value for a sentence: printable, cut at HC_LIMIT_REPORT_TEXT. */
char *hc_check_value(const char *text);
/* Appends it, as hc_check_value() shows it, to a list in words: "a, b". */
void hc_check_note(GString *list, const char *text);

/*
 * Adds a finding about @object with @property (may be NULL) as its proof and {identity} filled in;
 * a judge whose remedy has {value} fills it with hc_finding_fill_remedy().
 */
HcFinding *hc_check_report(const HcCheck *self, HcStatus status, const HcExchangeObject *object,
	const char *property, HcFindings *out, const char *format, ...) G_GNUC_PRINTF(6, 7);
