/* What needs several inputs at once: certificates, the record of the run, picks. */
#include "agent/parse/derive/derive.h"

#include "agent/base/limits.h"

#include <string.h>

#define IDENTIFIER "<I>CN=Nobody<S>CN=nothing.contoso.example"

static char *
sample_base64(const char *name)
{
	g_autofree char *path =
		g_build_filename(g_getenv("HC_SOURCE_ROOT"), "tests", "data", "certs", name, NULL);
	g_autofree char *der = NULL;
	g_autoptr(GError) error = NULL;
	gsize length = 0;

	g_file_get_contents(path, &der, &length, &error);
	g_assert_no_error(error);
	return g_base64_encode((const guchar *)der, length);
}

static HcEvent *
event_of(HcSide side, HcKind kind, const char *server)
{
	static HcTime when = 0;
	HcEvent *event = hc_event_new(HC_VERB_GET, side, kind);

	event->server = g_strdup(server);
	event->when = ++when;
	return event;
}

static HcExchangeObject *
add_object(HcEvent *event)
{
	HcExchangeObject *object = hc_exchange_object_new(event->side, event->kind);

	g_ptr_array_add(event->objects, object);
	return object;
}

static HcEvent *
certificates(const char *server, const char *name)
{
	HcEvent *event = event_of(HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, server);
	g_autofree char *base64 = sample_base64(name);

	hc_exchange_put_text(add_object(event), "RawData", base64);
	return event;
}

static char *
certs_of(HcEvidenceBuilder *builder)
{
	const GPtrArray *certs = hc_evidence_builder_certs(builder);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = certs->pdata[i];

		g_string_append_printf(out, "%s%s:%s", i > 0 ? " " : "",
			cert->server != NULL ? cert->server : "?",
			hc_fact_status_word(cert->head.status));
	}
	return g_string_free(out, FALSE);
}

static void
assert_certs(HcEvidenceBuilder *builder, const char *wanted)
{
	g_autofree char *certs = NULL;

	hc_derive(builder);
	certs = certs_of(builder);
	g_assert_cmpstr(certs, ==, wanted);
}

static void
test_certificates(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *rich = certificates("E1", "hybrid.der");
	HcExchangeObject *bag = rich->objects->pdata[0];
	const HcCertFacts *cert = NULL;
	const HcExchangeSet *set = NULL;

	hc_exchange_put_text(bag, "Services", "SMTP, IIS");
	hc_exchange_put_text(bag, "HasPrivateKey", "True");
	hc_exchange_put_text(bag, "RootCAType", "ThirdParty");
	hc_evidence_builder_take_event(builder, rich);
	hc_evidence_builder_take_event(builder, certificates("E2", "hybrid.der"));
	assert_certs(builder, "E1:collected E2:collected");
	assert_certs(builder, "E1:collected E2:collected");
	cert = hc_evidence_builder_certs(builder)->pdata[0];
	g_assert_cmpstr(cert->services, ==, "SMTP, IIS");
	g_assert_cmpint(cert->has_private_key, ==, HC_TRI_YES);
	g_assert_cmpstr(cert->root_ca_type, ==, "ThirdParty");
	cert = hc_evidence_builder_certs(builder)->pdata[1];
	g_assert_null(cert->services);
	g_assert_cmpint(cert->has_private_key, ==, HC_TRI_UNKNOWN);
	set = hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	g_assert_cmpuint(set->objects->len, ==, 0);
	g_assert_cmpuint(set->answers->len, ==, 2);
}

/* Get-ExchangeCertificate -Thumbprint does not say on which server. */
static void
test_placeless(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *by_thumbprint = certificates(NULL, "hybrid.der");

	by_thumbprint->narrow = g_strdup("Thumbprint=AA");
	hc_evidence_builder_take_event(builder, by_thumbprint);
	assert_certs(builder, "?:collected");
	hc_evidence_builder_take_event(builder, certificates("E1", "hybrid.der"));
	assert_certs(builder, "E1:collected");
	by_thumbprint = certificates(NULL, "hybrid.der");
	by_thumbprint->narrow = g_strdup("Thumbprint=AA");
	hc_evidence_builder_take_event(builder, by_thumbprint);
	assert_certs(builder, "E1:collected");
}

static HcEvent *
seen_in(HcEvent *event, const char *input)
{
	event->origin.input = g_strdup(input);
	return event;
}

/* What never changes of a certificate may come from an older export of the same server. */
static void
test_completed_from_older(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *oldest = seen_in(certificates("E1", "hybrid.der"), "a.xml");
	HcEvent *older = seen_in(certificates("e1.contoso.example", "hybrid.der"), "b.xml");
	HcEvent *newest = seen_in(certificates("E1", "hybrid.der"), "c.xml");
	HcEvent *elsewhere = seen_in(certificates("E2", "hybrid.der"), "d.xml");
	const HcExchangeSet *set = NULL;
	const HcCertFacts *cert = NULL;

	hc_exchange_put_text(oldest->objects->pdata[0], "Services", "None");
	hc_exchange_put_text(oldest->objects->pdata[0], "RootCAType", "ThirdParty");
	hc_exchange_put_text(older->objects->pdata[0], "Services", "SMTP");
	hc_exchange_put_text(older->objects->pdata[0], "HasPrivateKey", "True");
	hc_exchange_put_text(newest->objects->pdata[0], "HasPrivateKey", "False");
	hc_evidence_builder_take_event(builder, oldest);
	hc_evidence_builder_take_event(builder, older);
	hc_evidence_builder_take_event(builder, newest);
	hc_evidence_builder_take_event(builder, elsewhere);
	assert_certs(builder, "E1:collected E2:collected");
	cert = hc_evidence_builder_certs(builder)->pdata[0];
	g_assert_cmpstr(cert->services, ==, "SMTP");
	g_assert_cmpint(cert->has_private_key, ==, HC_TRI_NO);
	g_assert_cmpstr(cert->root_ca_type, ==, "ThirdParty");
	g_assert_null(((HcCertFacts *)hc_evidence_builder_certs(builder)->pdata[1])->services);
	set = hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	g_assert_cmpuint(set->was->len, ==, 0);
}

/* A certificate that the newest export does not have any more is gone. */
static void
test_gone_certificate(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *empty = event_of(HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, "E1");

	hc_evidence_builder_take_event(builder, seen_in(certificates("E1", "hybrid.der"), "a.xml"));
	empty->when += 100;
	hc_evidence_builder_take_event(builder, seen_in(empty, "b.xml"));
	assert_certs(builder, "");
}

static void
test_unreadable(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *event = event_of(HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, "E1");
	HcExchangeObject *bag = add_object(event);
	const HcCertFacts *cert = NULL;

	hc_exchange_put_text(bag, "Thumbprint", "ab");
	hc_exchange_put_text(add_object(event), "RawData", "no base64!");
	hc_exchange_put_text(add_object(event), "RawData", "%%%");
	hc_evidence_builder_take_event(builder, event);
	assert_certs(builder, "E1:malformed E1:malformed E1:malformed");
	cert = hc_evidence_builder_certs(builder)->pdata[0];
	g_assert_cmpstr(cert->thumbprint, ==, "AB");
	g_assert_cmpstr(cert->head.why, ==, "it was exported without RawData");
	cert = hc_evidence_builder_certs(builder)->pdata[2];
	g_assert_cmpstr(cert->head.why, ==, "its RawData is not base64");
	g_assert_null(cert->der);
}

static void
test_record(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *event = event_of(HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, NULL);
	const HcRunRecord *record = NULL;

	hc_exchange_put_text(add_object(event), "Comment", "damaged");
	hc_evidence_builder_take_event(builder, event);
	hc_derive(builder);
	hc_derive(builder);
	g_assert_cmpuint(hc_evidence_builder_records(builder)->len, ==, 1);
	record = hc_evidence_builder_records(builder)->pdata[0];
	g_assert_cmpint(record->head.status, ==, HC_FACT_MALFORMED);

	event = event_of(HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION, NULL);
	hc_exchange_put_null(add_object(event), "Comment");
	hc_evidence_builder_take_event(builder, event);
	hc_derive(builder);
	g_assert_cmpuint(hc_evidence_builder_records(builder)->len, ==, 1);
}

/* --- picks ------------------------------------------------------------------------------------ */

static char *
identifier_of(const HcCertFacts *cert)
{
	return g_strdup_printf("<I>%s<S>%s", cert->issuer, cert->subject);
}

static void
take_send_from(HcEvidenceBuilder *builder, const char *identifier, const char *const *servers)
{
	HcEvent *event = event_of(HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, NULL);
	HcExchangeObject *object = add_object(event);

	hc_exchange_put_text(object, "Identity", "send");
	hc_exchange_put_list(object, "SourceTransportServers", servers);
	if (identifier != NULL)
		hc_exchange_put_text(object, "TlsCertificateName", identifier);
	hc_evidence_builder_take_event(builder, event);
}

static void
take_send(HcEvidenceBuilder *builder, const char *identifier)
{
	static const char *const servers[] = { "E1", "E2", NULL };

	take_send_from(builder, identifier, servers);
}

static void
assert_picks(HcEvidenceBuilder *builder, const char *wanted)
{
	const GPtrArray *picks = hc_evidence_builder_picks(builder);
	g_autoptr(GString) out = g_string_new(NULL);

	hc_derive(builder);
	for (guint i = 0; i < picks->len; i++) {
		const HcPick *pick = picks->pdata[i];

		g_string_append_printf(out, "%s%s@%s:%s", i > 0 ? " " : "", pick->connector,
			pick->server, hc_fact_status_word(pick->head.status));
		g_assert_cmpint(
			pick->head.status == HC_FACT_COLLECTED, ==, pick->thumbprint != NULL);
		g_assert_cmpint(pick->head.status == HC_FACT_COLLECTED, ==, pick->head.why == NULL);
	}
	g_assert_cmpstr(out->str, ==, wanted);
}

static void
test_picks(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	g_autofree char *identifier = NULL;
	HcEvent *event = NULL;

	hc_evidence_builder_take_event(builder, certificates("E1", "hybrid.der"));
	hc_derive(builder);
	identifier = identifier_of(hc_evidence_builder_certs(builder)->pdata[0]);
	take_send(builder, identifier);
	assert_picks(builder, "send@E1:collected send@E2:not-asked");
	assert_picks(builder, "send@E1:collected send@E2:not-asked");
	take_send(builder, IDENTIFIER);
	assert_picks(builder, "send@E1:absent send@E2:not-asked");
	take_send(builder, NULL);
	assert_picks(builder, "send@E1:not-asked send@E2:not-asked");

	event = event_of(HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE, "E2");
	event->failed = TRUE;
	event->why = g_strdup("RPC");
	hc_evidence_builder_take_event(builder, event);
	take_send(builder, identifier);
	assert_picks(builder, "send@E1:collected send@E2:unreachable");
}

/* One pick says of all servers beyond the limit that nobody looked at them. */
static void
test_many_picks(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	const GPtrArray *picks = hc_evidence_builder_picks(builder);
	g_auto(GStrv) servers = g_new0(char *, HC_LIMIT_SERVERS + 4);
	const HcPick *last = NULL;

	for (guint i = 0; i < HC_LIMIT_SERVERS + 3; i++)
		servers[i] = g_strdup_printf("S%u", i);
	take_send_from(builder, IDENTIFIER, (const char *const *)servers);
	hc_derive(builder);
	g_assert_cmpuint(picks->len, ==, HC_LIMIT_SERVERS + 1);
	last = picks->pdata[HC_LIMIT_SERVERS];
	g_assert_cmpstr(last->server, ==, "3 more servers");
	g_assert_cmpint(last->head.status, ==, HC_FACT_NOT_ASKED);
	g_assert_nonnull(strstr(last->head.why, "HC_LIMIT_SERVERS"));

	g_clear_pointer(&servers[HC_LIMIT_SERVERS + 2], g_free);
	g_clear_pointer(&servers[HC_LIMIT_SERVERS + 1], g_free);
	g_clear_pointer(&servers[HC_LIMIT_SERVERS], g_free);
	take_send_from(builder, IDENTIFIER, (const char *const *)servers);
	hc_derive(builder);
	g_assert_cmpuint(picks->len, ==, HC_LIMIT_SERVERS);
}

static void
test_receive_picks(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(0);
	HcEvent *event = event_of(HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, "E1");
	HcExchangeObject *object = add_object(event);

	hc_exchange_put_text(object, "Identity", "E1\\frontend");
	hc_exchange_put_text(object, "TlsCertificateName", IDENTIFIER);
	hc_evidence_builder_take_event(builder, event);
	hc_evidence_builder_take_event(builder, certificates("E1", "hybrid.der"));
	assert_picks(builder, "E1\\frontend@E1:absent");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/derive/completed-from-older", test_completed_from_older);
	g_test_add_func("/parse/derive/gone-certificate", test_gone_certificate);
	g_test_add_func("/parse/derive/certificates", test_certificates);
	g_test_add_func("/parse/derive/placeless", test_placeless);
	g_test_add_func("/parse/derive/unreadable", test_unreadable);
	g_test_add_func("/parse/derive/record", test_record);
	g_test_add_func("/parse/derive/picks", test_picks);
	g_test_add_func("/parse/derive/many-picks", test_many_picks);
	g_test_add_func("/parse/derive/receive-picks", test_receive_picks);
	return g_test_run();
}
