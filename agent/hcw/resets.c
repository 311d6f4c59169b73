/*
 * What a run writes although its tables do not compare it.  Room: hcw.
 * Rulebook 7.2 as corrected by its section 0: address policies only where the template is missing,
 * AssociatedAcceptedDomains and the objects of H10 only at creation, MRSProxyEnabled on every
 * server.  What is unknown is not listed.
 */
#include "agent/hcw/resets.h"

#include "agent/base/dname.h"
#include "agent/hcw/label.h"
#include "agent/hcw/selection.h"

#include <string.h>

/* A property the wizard sets to one value whatever it was. */
typedef struct {
	HcSide side;
	HcKind kind;
	const char *name; /* prefix of the object's name; NULL: every object of the kind */
	const char *property;
	const char *becomes;
	guint selection;
	const char *source;
} Always;

#define RELATIONSHIP (HC_HCW_FULL | HC_HCW_OAUTH)
#define TO_CLOUD HC_SIDE_ONPREM, HC_KIND_ORGANIZATION_RELATIONSHIP, "On-premises to O365 - "
#define FROM_CLOUD HC_SIDE_TENANT, HC_KIND_ORGANIZATION_RELATIONSHIP, "O365 to On-premises - "

static const Always always[] = {
	{ HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, NULL, "ClientAccessServers", "",
		HC_HCW_FULL | HC_HCW_MF, "LOG-A" },
	{ HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION, NULL, "ExternalIPAddresses", "",
		HC_HCW_FULL | HC_HCW_MF, "LOG-A" },
	{ TO_CLOUD, "MailboxMoveEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "FreeBusyAccessEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "FreeBusyAccessLevel", "LimitedDetails", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "ArchiveAccessEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "MailTipsAccessEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "MailTipsAccessLevel", "All", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "DeliveryReportEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ TO_CLOUD, "PhotosEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "FreeBusyAccessEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "FreeBusyAccessLevel", "LimitedDetails", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "MailTipsAccessEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "MailTipsAccessLevel", "All", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "DeliveryReportEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "PhotosEnabled", "True", RELATIONSHIP, "LOG-A" },
	{ FROM_CLOUD, "TargetSharingEpr", "", RELATIONSHIP, "LOG-A" },
	{ HC_SIDE_ONPREM, HC_KIND_PARTNER_APPLICATION, "Exchange Online", "Enabled", "True",
		HC_HCW_FULL | HC_HCW_OAUTH, "LOG-A" },
	{ HC_SIDE_ONPREM, HC_KIND_WEB_SERVICES_VIRTUAL_DIRECTORY, NULL, "MRSProxyEnabled", "True",
		HC_HCW_FULL | HC_HCW_ME, "LOG-A" },
	{ HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, "Hybrid Mail Flow Inbound Connector", "Name",
		"(connector removed)", HC_HCW_FULL | HC_HCW_MF, "LOG-A" },
	{ HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR, "Hybrid Mail Flow Outbound Connector", "Name",
		"(connector removed)", HC_HCW_FULL | HC_HCW_MF, "LOG-A" },
};

/* What the wizard switches on again; CentralizedTransport is the admin's own choice. */
static const char *const all_features[] = { "FreeBusy", "MoveMailbox", "Mailtips",
	"MessageTracking", "OwaRedirection", "OnlineArchive", "SecureMail", "Photos" };

static void
reset_free(HcReset *reset)
{
	g_free(reset->object);
	g_free(reset->property);
	g_free(reset->actual);
	g_free(reset->becomes);
	g_free(reset);
}

/* Lists that @object's @property becomes @becomes; the caller sets what is known beyond that. */
static HcReset *
add_reset(GPtrArray *resets, const HcExchangeObject *object, const char *property,
	const char *becomes)
{
	HcReset *reset = g_new0(HcReset, 1);

	reset->object = hc_label_object(object);
	reset->property = g_strdup(property);
	reset->actual = g_strdup(hc_exchange_text(object, property));
	reset->becomes = g_strdup(becomes);
	g_ptr_array_add(resets, reset);
	return reset;
}

/* The Hybrid Agent's address is written by the wizard itself (modern hybrid). */
static gboolean
is_kept(const char *property, const char *actual)
{
	g_autofree char *lower = g_ascii_strdown(actual, -1);

	return g_str_equal(property, "TargetSharingEpr") &&
	       strstr(lower, ".msappproxy.net") != NULL;
}

static gboolean
is_reset(const HcExchangeObject *object, const Always *rule)
{
	const char *actual = hc_exchange_text(object, rule->property);
	const char *name = hc_exchange_text(object, "Name");

	if (actual == NULL || hc_text_same(actual, rule->becomes) ||
		is_kept(rule->property, actual))
		return FALSE;
	if (rule->name == NULL)
		return TRUE;
	return name != NULL && g_ascii_strncasecmp(name, rule->name, strlen(rule->name)) == 0;
}

static void
add_always(GPtrArray *resets, const HcEvidence *evidence, const Always *rule)
{
	const HcExchangeSet *set = hc_evidence_set(evidence, rule->side, rule->kind);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		HcReset *reset = NULL;

		if (!is_reset(object, rule))
			continue;
		reset = add_reset(resets, object, rule->property, rule->becomes);
		reset->selection = rule->selection;
		reset->source = rule->source;
	}
}

static void
add_features(GPtrArray *resets, const HcExchangeObject *configuration)
{
	const char *text = hc_exchange_text(configuration, "Features");
	g_auto(GStrv) features = hc_text_split(text, ",");
	g_autoptr(GString) becomes = g_string_new(text);
	HcReset *reset = NULL;

	for (gsize i = 0; text != NULL && i < G_N_ELEMENTS(all_features); i++) {
		if (!hc_text_in((const char *const *)features, all_features[i]))
			g_string_append_printf(
				becomes, "%s%s", becomes->len > 0 ? ", " : "", all_features[i]);
	}
	if (text != NULL && !g_str_equal(text, becomes->str)) {
		reset = add_reset(resets, configuration, "Features", becomes->str);
		reset->selection = HC_HCW_FULL;
		reset->source = "DOC-HCW";
	}
	if (hc_text_in((const char *const *)features, "CentralizedTransport")) {
		reset = add_reset(resets, configuration, "Features",
			"without CentralizedTransport, unless its box is ticked");
		reset->selection = HC_HCW_FULL;
		reset->source = "LOG-A";
	}
}

static const char *
domain_after_at(const char *address)
{
	const char *at = address != NULL ? strrchr(address, '@') : NULL;

	return at != NULL ? at + 1 : NULL;
}

static gboolean
is_hybrid_policy(const HcHybrid *hybrid, const HcExchangeObject *policy)
{
	const char *primary =
		domain_after_at(hc_exchange_text(policy, "EnabledPrimarySMTPAddressTemplate"));

	return primary != NULL && hc_dname_is_among((const char *const *)hybrid->domains, primary);
}

static gboolean
lacks_template(const HcExchangeObject *policy, const char *domain)
{
	const char *const *templates = hc_exchange_list(policy, "EnabledEmailAddressTemplates");

	for (gsize i = 0; templates != NULL && templates[i] != NULL; i++) {
		const char *own = domain_after_at(templates[i]);

		if (own != NULL && hc_dname_equal(own, domain))
			return FALSE;
	}
	return templates != NULL;
}

static void
add_policies(GPtrArray *resets, const HcHybrid *hybrid)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_EMAIL_ADDRESS_POLICY);

	for (guint i = 0; hybrid->routing_domain != NULL && i < set->objects->len; i++) {
		const HcExchangeObject *policy = g_ptr_array_index(set->objects, i);
		g_autofree char *becomes = NULL;
		HcReset *reset = NULL;

		if (!is_hybrid_policy(hybrid, policy) ||
			!lacks_template(policy, hybrid->routing_domain))
			continue;
		becomes = g_strdup_printf("%s, smtp:%%m@%s",
			hc_exchange_text(policy, "EnabledEmailAddressTemplates"),
			hybrid->routing_domain);
		reset = add_reset(resets, policy, "EnabledEmailAddressTemplates", becomes);
		reset->selection = HC_HCW_FULL;
		reset->source = "LOG-A";
	}
}

GPtrArray *
hc_resets_new(const HcHybrid *hybrid)
{
	GPtrArray *resets = g_ptr_array_new_with_free_func((GDestroyNotify)reset_free);

	for (gsize i = 0; i < G_N_ELEMENTS(always); i++)
		add_always(resets, hybrid->evidence, &always[i]);
	if (hybrid->configuration != NULL)
		add_features(resets, hybrid->configuration);
	add_policies(resets, hybrid);
	return resets;
}
