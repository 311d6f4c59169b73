/*
 * The wizard's options as a set.  Room: hcw.
 * Labels and how sure they are: the wizard's "Choose Exchange Hybrid Configuration" page; the boxes
 * for mail flow and OAuth are known by the pages behind them, not by their exact words.
 */
#include "agent/hcw/selection.h"

guint
hc_selection_smallest(guint wanted)
{
	const guint beside_full = HC_HCW_DHA | HC_HCW_OCT;

	if ((wanted & HC_HCW_FULL) != 0)
		return HC_HCW_FULL | (wanted & beside_full);
	if ((wanted & HC_HCW_MF) != 0)
		return wanted & ~(guint)HC_HCW_USMC;
	return wanted;
}

const char *
hc_selection_code(HcSelection bit)
{
	switch (bit) {
	case HC_HCW_NONE:
		return "-";
	case HC_HCW_USMC:
		return "USMC";
	case HC_HCW_MF:
		return "MF";
	case HC_HCW_OAUTH:
		return "OAUTH";
	case HC_HCW_DHA:
		return "DHA";
	case HC_HCW_ME:
		return "ME";
	case HC_HCW_OCT:
		return "OCT";
	case HC_HCW_FULL:
		return "FULL";
	}
	g_return_val_if_reached("-");
}

const char *
hc_selection_name(HcSelection bit)
{
	switch (bit) {
	case HC_HCW_NONE:
		return "no rerun";
	case HC_HCW_USMC:
		return "\"Update Secure Mail Certificate for connectors\"";
	case HC_HCW_MF:
		return "the mail flow option";
	case HC_HCW_OAUTH:
		return "the OAuth option";
	case HC_HCW_DHA:
		return "\"Deploy dedicated Exchange hybrid app\"";
	case HC_HCW_ME:
		return "\"Migration Endpoint\"";
	case HC_HCW_OCT:
		return "\"Organization Configuration Transfer\"";
	case HC_HCW_FULL:
		return "the full configuration";
	}
	g_return_val_if_reached("");
}

const char *
hc_selection_label(HcSelection bit)
{
	switch (bit) {
	case HC_HCW_NONE:
		return "no rerun";
	case HC_HCW_USMC:
		return "Choose Exchange Hybrid Configuration: Update Secure Mail Certificate for "
		       "connectors";
	case HC_HCW_MF:
		return "Choose Exchange Hybrid Configuration: the mail flow option (pages Receive "
		       "Connector Configuration, Send Connector Configuration, Transport "
		       "Certificate, Organization FQDN)";
	case HC_HCW_OAUTH:
		return "Choose Exchange Hybrid Configuration: the option for OAuth, intra-"
		       "organization connector and organization relationship";
	case HC_HCW_DHA:
		return "Choose Exchange Hybrid Configuration: Deploy dedicated Exchange hybrid app";
	case HC_HCW_ME:
		return "Choose Exchange Hybrid Configuration: Migration Endpoint";
	case HC_HCW_OCT:
		return "Choose Exchange Hybrid Configuration: Organization Configuration Transfer";
	case HC_HCW_FULL:
		return "Full Hybrid Configuration (Classic or Modern), all pages";
	}
	g_return_val_if_reached("");
}

gboolean
hc_selection_label_is_confirmed(HcSelection bit)
{
	return bit != HC_HCW_MF && bit != HC_HCW_OAUTH;
}

char *
hc_selection_join(guint selection, const char *(*word)(HcSelection bit), const char *between)
{
	GString *out = g_string_new(NULL);

	for (guint bit = HC_HCW_USMC; bit <= HC_HCW_FULL; bit <<= 1) {
		if ((selection & bit) != 0)
			g_string_append_printf(
				out, "%s%s", out->len > 0 ? between : "", word((HcSelection)bit));
	}
	return g_string_free(out, FALSE);
}

gboolean
hc_selection_includes(guint selection, guint wanted)
{
	guint covered = selection;

	if ((selection & HC_HCW_MF) != 0)
		covered |= HC_HCW_USMC;
	if ((selection & HC_HCW_FULL) != 0)
		covered |= HC_HCW_USMC | HC_HCW_MF | HC_HCW_OAUTH | HC_HCW_ME;
	return (covered & wanted) != 0;
}
