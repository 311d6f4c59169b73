/* What a run of the wizard would change among the values it compares.  Room: hcw. */
#include "agent/hcw/changes.h"

#include "agent/hcw/named.h"
#include "agent/hcw/servers.h"
#include "certs/dn.h"

/* The values that follow from the chosen certificate. */
static const char *const certificate_rows[] = { "TLSCertificateName", "TLSSenderCertificateName",
	"TLSDomain", NULL };

static void
change_free(gpointer data)
{
	HcChange *self = data;

	g_free(self->object);
	g_free(self->property);
	g_free(self->actual);
	g_free(self->expected);
	g_free(self);
}

static void
add(GPtrArray *changes, const char *object, const char *property, const char *actual,
	const char *expected)
{
	HcChange *self = g_new0(HcChange, 1);

	self->object = g_strdup(object);
	self->property = g_strdup(property);
	self->actual = g_strdup(actual);
	self->expected = g_strdup(expected);
	g_ptr_array_add(changes, self);
}

/*
 * The named certificate is missing, no longer valid, or older than its replacement: one that is
 * newer than every other stays, whatever else still lies on the servers.
 */
static gboolean
is_outlived(const HcHybrid *hybrid, const HcNamed *named)
{
	HcTime as_of = hc_evidence_as_of(hybrid->evidence);

	for (guint i = 0; i < named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(named->servers, i);

		if (on->newest == NULL || !hc_named_is_valid_at(on->newest, as_of) ||
			on->newest->not_before < named->replacement->not_before)
			return TRUE;
	}
	return FALSE;
}

char *
hc_changes_certificate(const HcHybrid *hybrid)
{
	const char *configured =
		hybrid->configuration != NULL
			? hc_exchange_text(hybrid->configuration, "TlsCertificateName")
			: NULL;
	g_auto(GStrv) servers = hc_servers_concerned(hybrid);
	g_autoptr(HcNamed) named = NULL;

	if (hc_text_is_empty(configured))
		return NULL;
	named = hc_named_new(hybrid, configured, (const char *const *)servers);
	if (named->replacement == NULL || !is_outlived(hybrid, named))
		return NULL;
	return hc_dn_identifier_format(named->replacement->issuer, named->replacement->subject);
}

/* HybridConfiguration is written from the wizard's pages before anything is compared. */
static void
add_configuration(GPtrArray *changes, const HcHybrid *hybrid, const char *certificate)
{
	const char *configured = hc_exchange_text(hybrid->configuration, "TlsCertificateName");

	if (!hc_dn_identifier_equal(configured, certificate))
		add(changes, "HybridConfiguration", "TlsCertificateName", configured, certificate);
}

static void
add_rows(GPtrArray *changes, const HcTable *table, gboolean certificate_only)
{
	g_autofree char *object =
		g_strdup_printf("%s %s", table->object, table->name != NULL ? table->name : "");

	for (guint i = 0; i < table->rows->len; i++) {
		const HcTableRow *row = g_ptr_array_index(table->rows, i);

		if (row->equals != HC_TRI_NO)
			continue;
		if (certificate_only && !hc_text_in(certificate_rows, row->property))
			continue;
		add(changes, object, row->property,
			row->actual_value != NULL ? row->actual_value : row->actual,
			row->expected_value != NULL ? row->expected_value : row->expected);
	}
}

GPtrArray *
hc_changes_new(const HcHybrid *hybrid, guint selection)
{
	GPtrArray *changes = g_ptr_array_new_with_free_func(change_free);
	gboolean writes_certificate =
		(selection & (HC_HCW_USMC | HC_HCW_MF | HC_HCW_FULL)) != HC_HCW_NONE;
	gboolean certificate_only =
		writes_certificate && (selection & (HC_HCW_MF | HC_HCW_FULL)) == HC_HCW_NONE;
	g_autofree char *certificate = writes_certificate ? hc_changes_certificate(hybrid) : NULL;
	g_autoptr(GPtrArray) tables = NULL;

	if (selection != HC_HCW_NONE && !writes_certificate)
		return changes; /* OAuth, endpoints and the like touch no compared value */
	tables = hc_tables_with_certificate(hybrid, certificate);
	if (certificate != NULL)
		add_configuration(changes, hybrid, certificate);
	for (guint i = 0; i < tables->len; i++)
		add_rows(changes, g_ptr_array_index(tables, i), certificate_only);
	return changes;
}
