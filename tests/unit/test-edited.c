/* What was edited since the last run: by values of a newer source, and by times. */
#include "agent/hcw/edited.h"

#include "agent/evidence/evidence-build.h"
#include "agent/hcw/watched.h"

#define RUN "20260915_000000.xhcw"
#define RUN_START (G_GINT64_CONSTANT(1789430400) * HC_TIME_SECOND) /* 2026-09-15T00:00:00Z */

/* --- values ----------------------------------------------------------------------------------- */

typedef struct {
	HcKind kind;
	const char *property;
	const char *was; /* NULL: the source does not have it */
	const char *is;
	gboolean differs;
} ValueRow;

#define RANGE_ALL_6 "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"

static const ValueRow values[] = {
	{ HC_KIND_SEND_CONNECTOR, "RequireTLS", "True", "False", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "RequireTLS", "True", "true", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "RequireTLS", "True", NULL, FALSE },
	{ HC_KIND_SEND_CONNECTOR, "RequireTLS", NULL, "False", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "RequireTLS", "True", "", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "AddressSpaces", "SMTP:contoso.mail.onmicrosoft.com;1",
		"smtp:Contoso.mail.onmicrosoft.com;1", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "AddressSpaces", "smtp:contoso.mail.onmicrosoft.com;1",
		"contoso.mail.onmicrosoft.com", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "AddressSpaces", "smtp:contoso.mail.onmicrosoft.com;1",
		"smtp:contoso.mail.onmicrosoft.com;5", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "AddressSpaces", "smtp:a.example;1, smtp:b.example;1",
		"smtp:b.example;1, smtp:a.example;1", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "MaxMessageSize", "35 MB (36,700,160 bytes)", "36700160", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "MaxMessageSize", "35 MB (36.700.160 bytes)", "35MB", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "MaxMessageSize", "35 MB (36,700,160 bytes)", "10MB", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "MaxMessageSize", "Unlimited", "unlimited", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "MaxMessageSize", "Unlimited", "36700160", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "SourceTransportServers", "E1, E2",
		"e2.contoso.example, contoso.example/Configuration/Servers/E1", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "SourceTransportServers", "E1, E2", "E1", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "TlsAuthLevel", "DomainValidation", "2", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "TlsAuthLevel", "DomainValidation",
		"Microsoft.Exchange.Data.TlsAuthLevel", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "TlsAuthLevel", "DomainValidation", "EncryptionOnly", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "Port", "25", "587", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "TlsCertificateName",
		"<I>CN=CA, O=Trust, S=NRW, C=DE<S>CN=mail.contoso.example",
		"<i>C=DE, ST=NRW, O=Trust, CN=CA<s>CN=mail.contoso.example", FALSE },
	{ HC_KIND_SEND_CONNECTOR, "TlsCertificateName", "<I>CN=CA<S>CN=mail.contoso.example",
		"<I>CN=Another CA<S>CN=mail.contoso.example", TRUE },
	{ HC_KIND_SEND_CONNECTOR, "WhenChangedUTC", "09/15/2026 00:00:00", "2026-09-16", FALSE },
	{ HC_KIND_RECEIVE_CONNECTOR, "AuthMechanism", "Tls, Integrated, BasicAuth",
		"BasicAuth, Tls, Integrated", FALSE },
	{ HC_KIND_RECEIVE_CONNECTOR, "AuthMechanism", "Tls, Integrated", "3", FALSE },
	{ HC_KIND_RECEIVE_CONNECTOR, "AuthMechanism", "Tls, Integrated", "Tls", TRUE },
	{ HC_KIND_RECEIVE_CONNECTOR, "RemoteIPRanges", RANGE_ALL_6 ", 0.0.0.0-255.255.255.255",
		"0.0.0.0/0, ::/0", FALSE },
	{ HC_KIND_RECEIVE_CONNECTOR, "RemoteIPRanges", "0.0.0.0-255.255.255.255", "198.51.100.0/24",
		TRUE },
	{ HC_KIND_INBOUND_CONNECTOR, "TlsSenderCertificateName", "Mail.contoso.example",
		"mail.contoso.example", FALSE },
	{ HC_KIND_INBOUND_CONNECTOR, "SenderDomains", "smtp:*;1", "*", FALSE },
	{ HC_KIND_ON_PREMISES_ORGANIZATION, "InboundConnector", "Inbound from c1",
		"contoso.onmicrosoft.com\\Inbound from c1", FALSE },
	{ HC_KIND_ON_PREMISES_ORGANIZATION, "Comment", "abc", "def", FALSE },
	{ HC_KIND_HYBRID_CONFIGURATION, "Domains", "contoso.example, autod:fabrikam.example",
		"fabrikam.example, CONTOSO.example", FALSE },
	{ HC_KIND_ORGANIZATION_RELATIONSHIP, "TargetSharingEpr", "https://a.example/ews/",
		"https://a.example/EWS", FALSE },
	{ HC_KIND_ORGANIZATION_RELATIONSHIP, "TargetSharingEpr", "https://a.example/ews", "",
		TRUE },
};

static HcExchangeObject *
object_with(const ValueRow *row, const char *value)
{
	HcExchangeObject *object = hc_exchange_object_new(HC_SIDE_ONPREM, row->kind);

	if (value != NULL)
		hc_exchange_put_joined(object, row->property, value);
	return object;
}

static gint
count_differences(const HcExchangeObject *was, const HcExchangeObject *is)
{
	const HcWatched *watched = hc_watched_of(hc_exchange_kind(is));
	gint n = 0;

	for (; hc_watched_name(watched) != NULL; watched = hc_watched_next(watched))
		n += hc_watched_differs(watched, was, is);
	return n;
}

static void
test_values(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		const ValueRow *row = &values[i];
		g_autoptr(HcExchangeObject) was = object_with(row, row->was);
		g_autoptr(HcExchangeObject) is = object_with(row, row->is);

		g_test_message("%s: %s, %s", row->property, row->was, row->is);
		g_assert_cmpint(count_differences(was, is), ==, row->differs);
		g_assert_cmpint(count_differences(is, was), ==, row->differs);
	}
}

/* --- sources ---------------------------------------------------------------------------------- */

typedef struct {
	const char *input;
	guint day;           /* after the run */
	const char *objects; /* "identity RequireTLS=True WhenChangedUTC=…|identity …" */
	const char *narrow;
} Answer;

typedef struct {
	const char *story;
	Answer answers[4];
	const char *wanted; /* lines of "object, when: changes" */
} Story;

#define A "Send Connector A"

static const Story stories[] = {
	{ "the same values",
		{ { RUN, 0, "A RequireTLS=True" }, { "x.xml", 5, "A RequireTLS=true" } }, "" },
	{ "another value",
		{ { RUN, 0, "A RequireTLS=True Fqdn=a Port=25" },
			{ "x.xml", 5, "A RequireTLS=False Fqdn=A Port=26" } },
		A ", changed before 2026-09-20T00:00:00Z: Port was 25, is 26; "
		  "RequireTLS was True, is False\n" },
	{ "another value, and when",
		{ { RUN, 0, "A RequireTLS=True" },
			{ "x.xml", 5, "A RequireTLS=False WhenChangedUTC=2026-09-17T08:00:00Z" } },
		A ", changed 2026-09-17T08:00:00Z: RequireTLS was True, is False\n" },
	{ "a time alone",
		{ { RUN, 0, "A RequireTLS=True" },
			{ "x.xml", 5, "A WhenChangedUTC=2026-09-17T08:00:00Z" } },
		A ", changed 2026-09-17T08:00:00Z\n" },
	{ "an older export is what the run found",
		{ { "x.xml", 0, "A RequireTLS=False" }, { RUN, 1, "A RequireTLS=True" } }, "" },
	{ "removed", { { RUN, 0, "A|B" }, { "x.xml", 5, "B" } },
		A ", removed before 2026-09-20T00:00:00Z\n" },
	{ "a narrowed export removes nothing",
		{ { RUN, 0, "A|B" }, { "x.xml", 5, "B", .narrow = "damaged" } }, "" },
	{ "made", { { RUN, 0, "B" }, { "x.xml", 5, "A WhenCreatedUTC=2026-09-18T08:00:00Z|B" } },
		A ", made 2026-09-18T08:00:00Z\n" },
	{ "there before the run, which was not shown it",
		{ { RUN, 0, "B" }, { "x.xml", 5, "A WhenCreatedUTC=2020-01-01T00:00:00Z|B" } },
		"" },
	{ "nobody knows whether it was made: the run did not ask for all",
		{ { RUN, 0, "B", .narrow = "Identity=B" }, { "x.xml", 5, "A|B" } }, "" },
	{ "gone before the last run is not since it",
		{ { "20260801_000000.xhcw", 0, "A|B" }, { RUN, 2, "B" }, { "x.xml", 5, "B" } },
		"" },
	{ "identities in two forms are one object",
		{ { RUN, 0, "A Name=A RequireTLS=True" },
			{ "x.xml", 5, "contoso\\A Name=A RequireTLS=True" } },
		"" },
	{ "another Guid is another object",
		{ { RUN, 0, "A Name=A Guid=1" }, { "x.xml", 5, "A Name=A Guid=2" } },
		A ", made before 2026-09-20T00:00:00Z\n" A
		  ", removed before 2026-09-20T00:00:00Z\n" },
	{ "two exports tell nothing of a run",
		{ { "w.xml", 0, "A RequireTLS=True" }, { "x.xml", 5, "A RequireTLS=False" } }, "" },
};

static void
add_object(HcEvent *event, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	HcExchangeObject *object = hc_exchange_object_new(event->side, event->kind);

	hc_exchange_put_text(object, "Identity", words[0]);
	for (guint i = 1; words[i] != NULL; i++) {
		g_auto(GStrv) pair = g_strsplit(words[i], "=", 2);

		hc_exchange_put_text(object, pair[0], pair[1]);
	}
	g_ptr_array_add(event->objects, object);
}

static void
take_answer(HcEvidenceBuilder *builder, const Answer *answer)
{
	HcEvent *event = hc_event_new(HC_VERB_GET, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	HcInput *input = hc_input_new(answer->input, "clixml");
	g_auto(GStrv) objects = g_strsplit(answer->objects, "|", -1);

	if (g_str_has_suffix(answer->input, ".xhcw"))
		input->stamp = g_strndup(answer->input, 15);
	hc_evidence_builder_take_input(builder, input);
	event->when = event->origin.as_of = RUN_START + answer->day * HC_TIME_DAY;
	event->origin.input = g_strdup(answer->input);
	event->narrow = g_strdup(answer->narrow);
	if (input->stamp != NULL)
		hc_evidence_builder_note_invoke_end(builder, input->stamp, event->when, FALSE);
	for (guint i = 0; objects[i] != NULL; i++)
		add_object(event, objects[i]);
	hc_evidence_builder_take_event(builder, event);
}

static char *
print_edited(const HcEvidence *evidence)
{
	g_autoptr(HcHybrid) hybrid = hc_hybrid_new(evidence);
	g_autoptr(GPtrArray) edited = hc_edited_since(hybrid);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < edited->len; i++) {
		const HcEdited *entry = g_ptr_array_index(edited, i);
		g_autofree char *how = hc_edited_how(entry);

		g_string_append_printf(out, "%s, %s\n", entry->object, how);
	}
	return g_string_free(out, FALSE);
}

static void
test_sources(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
		g_autoptr(HcEvidence) evidence = NULL;
		g_autofree char *printed = NULL;

		for (guint a = 0; stories[i].answers[a].input != NULL; a++)
			take_answer(builder, &stories[i].answers[a]);
		evidence = hc_evidence_builder_finish(builder);
		printed = print_edited(evidence);
		g_test_message("%s", stories[i].story);
		g_assert_cmpstr(printed, ==, stories[i].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/edited/values", test_values);
	g_test_add_func("/hcw/edited/sources", test_sources);
	return g_test_run();
}
