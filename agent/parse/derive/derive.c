/* What needs several inputs at once, before the evidence is frozen.  Room: parse.  Pure. */
#include "agent/parse/derive/derive.h"
#include "agent/base/dname.h"
#include "agent/base/limits.h"
#include "agent/parse/wizard/comment.h"
#include "agent/parse/derive/derive-certs.h"
#include "agent/parse/export/manifest.h"
#include "agent/parse/derive/organisation.h"
#include "certs/pick.h"

/* --- the record of the last run --------------------------------------------------------------- */

static gboolean
same_origin(const HcOrigin *a, const HcOrigin *b)
{
	return g_strcmp0(a->input, b->input) == 0 && g_strcmp0(a->place, b->place) == 0 &&
	       a->as_of == b->as_of;
}

static gboolean
has_record(const GPtrArray *records, const HcRunRecord *record)
{
	for (guint i = 0; i < records->len; i++) {
		const HcRunRecord *known = g_ptr_array_index(records, i);

		if (known->time == record->time && known->head.status == record->head.status &&
			same_origin(&known->head.origin, &record->head.origin))
			return TRUE;
	}
	return FALSE;
}

static void
derive_record(HcEvidenceBuilder *builder, const HcExchangeObject *organization)
{
	const char *comment = hc_exchange_text(organization, "Comment");
	g_autoptr(HcRunRecord) record = NULL;

	if (hc_text_is_empty(comment))
		return;
	record = hc_comment_decode(comment);
	hc_origin_clear(&record->head.origin);
	hc_origin_copy(hc_exchange_origin(organization), &record->head.origin);
	if (!has_record(hc_evidence_builder_records(builder), record))
		hc_evidence_builder_take_record(builder, g_steal_pointer(&record));
}

static void
derive_records(HcEvidenceBuilder *builder)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION);

	for (guint i = 0; i < set->objects->len; i++)
		derive_record(builder, g_ptr_array_index(set->objects, i));
	/* A run that was recorded stays recorded, whoever wrote over it. */
	for (guint i = 0; i < set->was->len; i++)
		derive_record(builder, g_ptr_array_index(set->was, i));
}

/* --- picks ------------------------------------------------------------------------------------ */

/* What is known of the certificates of each server, by its name. */
typedef struct {
	GHashTable *heads; /* HcFactHead: of the newest answer to "all certificates of it" */
	GHashTable *certs; /* GPtrArray of HcCertFacts */
} Certificates;

static void
list_free(gpointer data)
{
	g_ptr_array_unref(data);
}

static void
put_cert(GHashTable *by_host, HcCertFacts *cert)
{
	GPtrArray *there = g_hash_table_lookup(by_host, cert->server);

	if (there == NULL) {
		there = g_ptr_array_new();
		g_hash_table_insert(by_host, cert->server, there);
	}
	g_ptr_array_add(there, cert);
}

static void
certificates_init(Certificates *self, HcEvidenceBuilder *builder)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	const GPtrArray *certs = hc_evidence_builder_certs(builder);

	self->heads = g_hash_table_new(hc_dname_host_hash, hc_dname_host_equal);
	self->certs =
		g_hash_table_new_full(hc_dname_host_hash, hc_dname_host_equal, NULL, list_free);
	for (guint i = 0; i < set->answers->len; i++) {
		HcAnswer *answer = g_ptr_array_index(set->answers, i);

		if (answer->narrow == NULL && answer->server != NULL)
			g_hash_table_replace(self->heads, answer->server, &answer->head);
	}
	for (guint i = 0; i < certs->len; i++) {
		HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (cert->server != NULL)
			put_cert(self->certs, cert);
	}
}

static void
certificates_clear(Certificates *self)
{
	g_hash_table_unref(self->heads);
	g_hash_table_unref(self->certs);
}

static void
end_pick(HcPick *pick, HcFactStatus status, const char *why)
{
	pick->head.status = status;
	pick->head.why = g_strdup(why);
}

static void
choose(HcPick *pick, const GPtrArray *certs, const HcExchangeObject *connector)
{
	const HcCertFacts *cert = NULL;
	HcPickHow how = hc_pick_choose(certs, hc_exchange_text(connector, "TlsCertificateName"),
		hc_exchange_text(connector, "Fqdn"), &cert, &pick->n_matches);

	switch (how) {
	case HC_PICK_BY_NAME:
	case HC_PICK_BY_FQDN:
		end_pick(pick, HC_FACT_COLLECTED, NULL);
		pick->thumbprint = g_strdup(cert->thumbprint);
		pick->how = g_strdup(how == HC_PICK_BY_NAME ? "issuer and subject" : "Fqdn");
		break;
	case HC_PICK_NONE:
		end_pick(pick, HC_FACT_ABSENT, "no certificate on this server matches");
		break;
	case HC_PICK_UNKNOWN:
		end_pick(pick, HC_FACT_NOT_ASKED,
			"what was exported of the connector and of this server's certificates does "
			"not decide it");
		break;
	}
}

static HcPick *
pick_new(const HcExchangeObject *connector, char *take_server)
{
	HcPick *pick = hc_pick_new();

	pick->kind = hc_exchange_kind(connector);
	pick->connector = g_strdup(hc_exchange_identity(connector));
	pick->server = take_server;
	hc_origin_copy(hc_exchange_origin(connector), &pick->head.origin);
	return pick;
}

static void
derive_pick(HcEvidenceBuilder *builder, const Certificates *known,
	const HcExchangeObject *connector, const char *server)
{
	const HcFactHead *head = g_hash_table_lookup(known->heads, server);
	const GPtrArray *certs = g_hash_table_lookup(known->certs, server);
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	HcPick *pick = pick_new(connector, g_strdup(server));

	if (head == NULL)
		end_pick(pick, HC_FACT_NOT_ASKED,
			"the certificates of this server were not exported");
	else if (head->status == HC_FACT_UNREACHABLE)
		end_pick(pick, HC_FACT_UNREACHABLE, head->why);
	else if (!hc_exchange_has(connector, "TlsCertificateName"))
		end_pick(pick, HC_FACT_NOT_ASKED,
			"the connector's TlsCertificateName was not exported");
	else
		choose(pick, certs != NULL ? certs : none, connector);
	hc_evidence_builder_take_pick(builder, pick);
}

/* One pick says of all further servers that they were not looked at. */
static void
derive_rest(
	HcEvidenceBuilder *builder, const HcExchangeObject *connector, const char *const *servers)
{
	HcPick *pick = NULL;
	guint n = 0;

	while (servers[n] != NULL)
		n++;
	pick = pick_new(connector, g_strdup_printf("%u more servers", n));
	end_pick(pick, HC_FACT_NOT_ASKED,
		"limit HC_LIMIT_SERVERS (" G_STRINGIFY(
			HC_LIMIT_SERVERS) ") reached: servers further down the list are not "
					  "judged");
	hc_evidence_builder_take_pick(builder, pick);
}

static void
derive_send_picks(HcEvidenceBuilder *builder, const Certificates *known)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);
		const char *const *servers = hc_exchange_list(connector, "SourceTransportServers");

		for (gsize s = 0; servers != NULL && servers[s] != NULL; s++) {
			if (s == HC_LIMIT_SERVERS) {
				derive_rest(builder, connector, servers + s);
				break;
			}
			derive_pick(builder, known, connector, servers[s]);
		}
	}
}

static void
derive_receive_picks(HcEvidenceBuilder *builder, const Certificates *known)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);

		if (!hc_text_is_empty(hc_exchange_server(connector)))
			derive_pick(builder, known, connector, hc_exchange_server(connector));
	}
}

void
hc_derive(HcEvidenceBuilder *builder)
{
	Certificates known = { 0 };

	hc_organisation_note_collections(builder);
	hc_manifests_apply(builder);
	hc_organisation_part(builder);
	hc_evidence_builder_fold(builder);
	hc_derive_certs(builder);
	derive_records(builder);
	g_ptr_array_set_size(hc_evidence_builder_picks(builder), 0);
	certificates_init(&known, builder);
	derive_send_picks(builder, &known);
	derive_receive_picks(builder, &known);
	certificates_clear(&known);
}
