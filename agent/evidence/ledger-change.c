/* What a change leaves on an object.  Room: evidence. */
#include "agent/evidence/ledger-change.h"

#include <string.h>

/* Parameters of Set- and New- cmdlets that are no properties of the object. */
static const char *const not_properties[] = { "Confirm", "Debug", "DomainController", "ErrorAction",
	"ErrorVariable", "Force", "ForceUpgrade", "Identity", "InformationAction",
	"InformationVariable", "OutBuffer", "OutVariable", "PipelineVariable", "ProgressAction",
	"Verbose", "WarningAction", "WarningVariable", "WhatIf", NULL };

/*
 * Exchange completes a domain pattern to an address space: New-InboundConnector -SenderDomains '*'
 * is stored and printed as "smtp:*;1" (HCW 17.0.6981 passed the first and read back the second,
 * February 2022), and Send connectors do the same with AddressSpaces.
 */
static char *
complete_address_space(const char *element)
{
	if (strchr(element, ';') != NULL)
		return g_strdup(element);
	return g_strdup_printf("%s%s;1", strchr(element, ':') != NULL ? "" : "smtp:", element);
}

static gboolean
is_address_spaces(HcKind kind, const char *property)
{
	return (kind == HC_KIND_INBOUND_CONNECTOR && hc_text_same(property, "SenderDomains")) ||
	       (kind == HC_KIND_SEND_CONNECTOR && hc_text_same(property, "AddressSpaces"));
}

static void
put_address_spaces(HcExchangeObject *object, const char *property, const char *joined)
{
	g_auto(GStrv) parts = hc_text_split(joined, ",");

	for (guint i = 0; parts[i] != NULL; i++) {
		char *completed = complete_address_space(parts[i]);

		g_free(parts[i]);
		parts[i] = completed;
	}
	hc_exchange_put_list(object, property, (const char *const *)parts);
}

static void
put_parameter(HcExchangeObject *object, const HcExchangeObject *parameters, guint i)
{
	HcShape shape = HC_SHAPE_NULL;
	const char *name = hc_exchange_property_at(parameters, i, &shape);

	if (hc_text_in(not_properties, name))
		return;
	if (shape != HC_SHAPE_NULL && is_address_spaces(hc_exchange_kind(object), name)) {
		put_address_spaces(object, name, hc_exchange_text(parameters, name));
		return;
	}
	switch (shape) {
	case HC_SHAPE_NULL:
		hc_exchange_put_null(object, name);
		break;
	case HC_SHAPE_TEXT:
		hc_exchange_put_text(object, name, hc_exchange_text(parameters, name));
		break;
	case HC_SHAPE_LIST:
		hc_exchange_put_list(object, name, hc_exchange_list(parameters, name));
		break;
	}
}

/* The identity follows the name: "Name", or "SERVER\Name". */
static void
rename_identity(HcExchangeObject *object, const char *old_name, const char *new_name)
{
	const char *identity = hc_exchange_text(object, "Identity");
	const char *slash = identity != NULL ? strrchr(identity, '\\') : NULL;
	g_autofree char *renamed = NULL;

	if (hc_text_is_empty(identity) || hc_text_is_empty(old_name) ||
		!hc_text_same(slash != NULL ? slash + 1 : identity, old_name))
		return;
	renamed = g_strdup_printf(
		"%.*s%s", slash != NULL ? (int)(slash + 1 - identity) : 0, identity, new_name);
	hc_exchange_put_text(object, "Identity", renamed);
}

void
hc_ledger_change_apply(HcExchangeObject *object, const HcEvent *event)
{
	const HcExchangeObject *parameters = event->parameters;
	g_autofree char *old_name = g_strdup(hc_exchange_text(object, "Name"));
	const char *new_name = parameters != NULL ? hc_exchange_text(parameters, "Name") : NULL;

	for (guint i = 0; parameters != NULL && i < hc_exchange_n_properties(parameters); i++)
		put_parameter(object, parameters, i);
	if (!hc_text_is_empty(new_name))
		rename_identity(object, old_name, new_name);
}

HcExchangeObject *
hc_ledger_change_make(const HcEvent *event)
{
	HcExchangeObject *object = hc_exchange_object_new(event->side, event->kind);
	const char *name = hc_exchange_text(event->parameters, "Name");

	if (!hc_text_is_empty(name))
		hc_exchange_put_text(object, "Identity", name);
	hc_ledger_change_apply(object, event);
	return object;
}
