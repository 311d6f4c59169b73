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

/* "Send connector \"…\"", "InboundConnector \"…\"": how findings name an object. */
char *hc_check_subject(const HcExchangeObject *object);

/* Adds a finding about @object with @property as its proof and the row's remedy filled in. */
HcFinding *hc_check_report(const HcCheck *self, HcStatus status, const HcExchangeObject *object,
	const char *property, HcFindings *out, const char *format, ...) G_GNUC_PRINTF(6, 7);
