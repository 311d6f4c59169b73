/* What needs several inputs at once, before the evidence is frozen.  Room: parse.  Pure. */
#include "agent/parse/derive.h"
#include "agent/base/dname.h"
#include "agent/parse/comment.h"
#include "agent/parse/manifest.h"
#include "certs/cert.h"
#include "certs/pick.h"

/* --- certificates ----------------------------------------------------------------------------- */

static gboolean
same_server(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return hc_dname_same_host(a, b);
}

/* TRUE if @cert lies on @server already, or, without a server, on any. */
static gboolean
is_known(const GPtrArray *certs, const HcCertFacts *cert)
{
	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *known = g_ptr_array_index(certs, i);

		if (g_strcmp0(known->sha256, cert->sha256) == 0 &&
			g_strcmp0(known->thumbprint, cert->thumbprint) == 0 &&
			(cert->server == NULL || same_server(known->server, cert->server)))
			return TRUE;
	}
	return FALSE;
}

/* Once the server of a certificate is known, the one without a server says nothing more. */
static void
drop_placeless(GPtrArray *certs, const HcCertFacts *placed)
{
	for (guint i = certs->len; i > 0; i--) {
		const HcCertFacts *known = g_ptr_array_index(certs, i - 1);

		if (known->server == NULL && g_strcmp0(known->sha256, placed->sha256) == 0)
			g_ptr_array_remove_index(certs, i - 1);
	}
}

static HcCertFacts *
facts_without_der(const HcExchangeObject *bag, const char *why)
{
	HcCertFacts *cert = hc_cert_facts_new();

	cert->head.status = HC_FACT_MALFORMED;
	cert->head.why = g_strdup(why);
	cert->thumbprint = g_ascii_strup(hc_text_is_empty(hc_exchange_text(bag, "Thumbprint"))
						 ? ""
						 : hc_exchange_text(bag, "Thumbprint"),
		-1);
	return cert;
}

static HcCertFacts *
facts_of(const HcExchangeObject *bag)
{
	const char *base64 = hc_exchange_text(bag, "RawData");
	g_autoptr(GBytes) der = NULL;
	guint8 *octets = NULL;
	gsize length = 0;
	HcCertFacts *cert = NULL;

	if (!hc_text_is_empty(base64))
		octets = g_base64_decode(base64, &length);
	der = g_bytes_new_take(octets, length);
	if (hc_text_is_empty(base64))
		cert = facts_without_der(bag, "it was exported without RawData");
	else if (length == 0)
		cert = facts_without_der(bag, "its RawData is not base64");
	else
		cert = hc_cert_from_der(der);
	cert->server = g_strdup(hc_exchange_server(bag));
	cert->services = g_strdup(hc_exchange_text(bag, "Services"));
	cert->has_private_key = hc_exchange_bool(bag, "HasPrivateKey");
	cert->root_ca_type = g_strdup(hc_exchange_text(bag, "RootCAType"));
	hc_origin_clear(&cert->head.origin);
	hc_origin_copy(hc_exchange_origin(bag), &cert->head.origin);
	return cert;
}

static void
take_certificate(HcEvidenceBuilder *builder, const HcExchangeObject *bag)
{
	GPtrArray *certs = hc_evidence_builder_certs(builder);
	g_autoptr(HcCertFacts) cert = facts_of(bag);

	if (is_known(certs, cert))
		return;
	if (cert->server != NULL)
		drop_placeless(certs, cert);
	hc_evidence_builder_take_cert(builder, g_steal_pointer(&cert));
}

/* Those with a server first, so that the others can be recognised as the same. */
static void
derive_certificates(HcEvidenceBuilder *builder)
{
	HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	const gboolean passes[] = { TRUE, FALSE };

	for (guint pass = 0; pass < G_N_ELEMENTS(passes); pass++) {
		for (guint i = 0; i < set->objects->len; i++) {
			const HcExchangeObject *bag = g_ptr_array_index(set->objects, i);

			if ((hc_exchange_server(bag) != NULL) == passes[pass])
				take_certificate(builder, bag);
		}
	}
	g_ptr_array_set_size(set->objects, 0);
}

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
}

/* --- picks ------------------------------------------------------------------------------------ */

/* The newest answer to "all certificates of @server"; NULL if nobody asked. */
static const HcFactHead *
certificates_head(HcEvidenceBuilder *builder, const char *server)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);

	for (guint i = set->answers->len; i > 0; i--) {
		const HcAnswer *answer = g_ptr_array_index(set->answers, i - 1);

		if (answer->narrow == NULL && answer->server != NULL &&
			hc_dname_same_host(answer->server, server))
			return &answer->head;
	}
	return NULL;
}

static GPtrArray *
certificates_on(HcEvidenceBuilder *builder, const char *server)
{
	const GPtrArray *certs = hc_evidence_builder_certs(builder);
	GPtrArray *there = g_ptr_array_new();

	for (guint i = 0; i < certs->len; i++) {
		HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (cert->server != NULL && hc_dname_same_host(cert->server, server))
			g_ptr_array_add(there, cert);
	}
	return there;
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

static void
derive_pick(HcEvidenceBuilder *builder, const HcExchangeObject *connector, const char *server)
{
	const HcFactHead *head = certificates_head(builder, server);
	g_autoptr(GPtrArray) certs = certificates_on(builder, server);
	HcPick *pick = hc_pick_new();

	pick->kind = hc_exchange_kind(connector);
	pick->connector = g_strdup(hc_exchange_identity(connector));
	pick->server = g_strdup(server);
	hc_origin_copy(hc_exchange_origin(connector), &pick->head.origin);
	if (head == NULL)
		end_pick(pick, HC_FACT_NOT_ASKED,
			"the certificates of this server were not exported");
	else if (head->status == HC_FACT_UNREACHABLE)
		end_pick(pick, HC_FACT_UNREACHABLE, head->why);
	else if (!hc_exchange_has(connector, "TlsCertificateName"))
		end_pick(pick, HC_FACT_NOT_ASKED,
			"the connector's TlsCertificateName was not exported");
	else
		choose(pick, certs, connector);
	hc_evidence_builder_take_pick(builder, pick);
}

static void
derive_send_picks(HcEvidenceBuilder *builder)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);
		const char *const *servers = hc_exchange_list(connector, "SourceTransportServers");

		for (; servers != NULL && *servers != NULL; servers++)
			derive_pick(builder, connector, *servers);
	}
}

static void
derive_receive_picks(HcEvidenceBuilder *builder)
{
	const HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *connector = g_ptr_array_index(set->objects, i);

		if (!hc_text_is_empty(hc_exchange_server(connector)))
			derive_pick(builder, connector, hc_exchange_server(connector));
	}
}

void
hc_derive(HcEvidenceBuilder *builder)
{
	hc_manifests_apply(builder);
	hc_evidence_builder_fold(builder);
	derive_certificates(builder);
	derive_records(builder);
	g_ptr_array_set_size(hc_evidence_builder_picks(builder), 0);
	derive_send_picks(builder);
	derive_receive_picks(builder);
}
