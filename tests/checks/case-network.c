/* What the network answered, as check cases write it.  Room: tests. */
#include "tests/checks/case-network.h"

#include "agent/evidence/evidence-json-parts.h"
#include "tests/checks/case-certs.h"

/* What a healthy listener says; a case overwrites members of it. */
#define GREETING                                                                                   \
	"{\"code\": 220, \"enhanced\": null, \"text\": \"mail.contoso.example Microsoft ESMTP "    \
	"MAIL "                                                                                    \
	"Service ready\"}"
#define HELLO "{\"code\": 250, \"enhanced\": null, \"text\": \"mail.contoso.example Hello\"}"
#define BEFORE "[\"SIZE 37748736\", \"PIPELINING\", \"STARTTLS\", \"CHUNKING\"]"
#define AFTER "[\"SIZE 37748736\", \"PIPELINING\", \"CHUNKING\", \"XOORG\"]"

static const char healthy_tls[] =
	"{\"version\": \"TLSv1.3\", \"cipher\": \"TLS_AES_256_GCM_SHA384\", \"group\": \"x25519\","
	" \"chain\": [], \"client_certificate\": \"no\", \"complete\": \"yes\","
	" \"in_order\": \"yes\", \"name_matches\": \"yes\", \"trust\": ["
	"  {\"set\": \"host\", \"status\": \"trusted\", \"anchor\": \"5c58468d55f58e49\"},"
	"  {\"set\": \"shipped\", \"status\": \"trusted\", \"anchor\": \"5c58468d55f58e49\"}]}";

/* Of each stage that comes about, what is known once it went well. */
static const struct {
	HcStage stage;
	const char *key;
	const char *json;
} said[] = {
	{ HC_STAGE_GREETING, "greeting", GREETING },
	{ HC_STAGE_EHLO, "before", BEFORE },
	{ HC_STAGE_EHLO2, "after", AFTER },
	{ HC_STAGE_EHLO2, "reply", HELLO },
};

/* Where a session with that outcome ends unless the case says it. */
static const struct {
	HcOutcome outcome;
	HcStage stage;
} ends[] = {
	{ HC_OUTCOME_OK, HC_STAGE_QUIT },
	{ HC_OUTCOME_REFUSED, HC_STAGE_CONNECT },
	{ HC_OUTCOME_FILTERED, HC_STAGE_CONNECT },
	{ HC_OUTCOME_UNREACHABLE, HC_STAGE_CONNECT },
	{ HC_OUTCOME_INTERRUPTED, HC_STAGE_CONNECT },
	{ HC_OUTCOME_SILENT, HC_STAGE_GREETING },
	{ HC_OUTCOME_TARPIT, HC_STAGE_GREETING },
	{ HC_OUTCOME_BUSY, HC_STAGE_GREETING },
	{ HC_OUTCOME_NOT_SMTP, HC_STAGE_GREETING },
	{ HC_OUTCOME_INSPECTED, HC_STAGE_EHLO },
	{ HC_OUTCOME_NO_STARTTLS, HC_STAGE_EHLO },
	{ HC_OUTCOME_STARTTLS_REFUSED, HC_STAGE_STARTTLS },
	{ HC_OUTCOME_RESET_AFTER_STARTTLS, HC_STAGE_TLS },
	{ HC_OUTCOME_PLAINTEXT_INJECTED, HC_STAGE_TLS },
	{ HC_OUTCOME_TLS_ALERT, HC_STAGE_TLS },
	{ HC_OUTCOME_TLS_CUT, HC_STAGE_TLS },
};

static json_t *
parse(const char *text)
{
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);

	if (json == NULL)
		g_error("%s: not JSON", text);
	return json;
}

static void
set_default(json_t *fact, const char *key, json_t *take_value)
{
	if (json_object_get(fact, key) == NULL)
		json_object_set(fact, key, take_value);
	json_decref(take_value);
}

static const char *
text_of(const json_t *fact, const char *key)
{
	const char *text = json_string_value(json_object_get(fact, key));

	return text != NULL ? text : "";
}

/* --- what all facts have ---------------------------------------------------------------------- */

/* "collected" but for what tells nothing. */
static const char *
status_of(const json_t *fact)
{
	if (g_str_equal(text_of(fact, "outcome"), "interrupted"))
		return "unreachable";
	return g_str_equal(text_of(fact, "outcome"), "no-address") ? "absent" : "collected";
}

/* "SMTP mail.contoso.example [203.0.113.25]:25" */
static char *
place_of(const json_t *fact, const char *word)
{
	const json_t *port = json_object_get(fact, "port");

	if (port == NULL)
		return g_strdup_printf("%s %s", word, text_of(fact, "host"));
	return g_strdup_printf("%s %s [%s]:%u", word, text_of(fact, "host"),
		text_of(fact, "address"), (guint)json_integer_value(port));
}

static void
add_head(json_t *fact, const char *word, HcEvidenceBuilder *builder)
{
	HcTime as_of = hc_evidence_as_of(hc_evidence_builder_view(builder));
	g_autofree char *when = hc_when_format(as_of);
	g_autofree char *place = place_of(fact, word);

	set_default(fact, "outcome", json_string("ok"));
	set_default(fact, "status", json_string(status_of(fact)));
	set_default(fact, "roles", parse("[\"listener\"]"));
	set_default(fact, "took_us", json_integer(20000));
	set_default(fact, "origin",
		json_pack("{s:s, s:s, s:s}", "place", place, "vantage", HC_VANTAGE_THIS_HOST,
			"as_of", when));
}

/* --- TLS -------------------------------------------------------------------------------------- */

static char *
present_one(const HcCaseWorld *world, const char *name, json_t *set, HcEvidenceBuilder *builder)
{
	g_autoptr(HcCertFacts) cert = hc_case_world_cert(world, name);
	char *problem = NULL;

	if (cert == NULL)
		return g_strdup_printf("no certificate %s", name);
	if (set != NULL && hc_evidence_builder_presented(builder, cert->sha256) != NULL)
		return g_strdup_printf("%s was presented before, without \"set\"", name);
	problem = hc_case_certs_set(cert, set);
	if (problem == NULL)
		hc_evidence_builder_take_presented(builder, g_steal_pointer(&cert));
	return problem;
}

/* The certificates named in "certs" are what was presented; "set" changes the first of them. */
static char *
present(const HcCaseWorld *world, json_t *tls, const json_t *op, HcEvidenceBuilder *builder)
{
	const json_t *names = json_object_get(op, "certs");
	json_t *chain = json_array();

	for (gsize i = 0; i < json_array_size(names); i++) {
		const char *name = json_string_value(json_array_get(names, i));
		g_autoptr(HcCertFacts) cert = hc_case_world_cert(world, name);
		char *problem = present_one(
			world, name, i == 0 ? json_object_get(op, "set") : NULL, builder);

		if (problem != NULL)
			return problem;
		json_array_append_new(chain, json_string(cert->sha256));
	}
	set_default(tls, "chain", chain);
	return NULL;
}

/* "trust": {"host": "untrusted"} writes one status. */
static void
set_trust(json_t *tls, json_t *trusts)
{
	const char *set;
	json_t *status;

	json_object_foreach(trusts, set, status)
	{
		json_t *list = json_object_get(tls, "trust");

		for (gsize i = 0; i < json_array_size(list); i++) {
			json_t *trust = json_array_get(list, i);

			if (!g_str_equal(text_of(trust, "set"), set))
				continue;
			json_object_set(trust, "status", status);
			json_object_set_new(trust, "anchor", json_null());
			json_object_set_new(trust, "why", json_string("as the case says"));
		}
	}
}

static char *
add_tls(const HcCaseWorld *world, json_t *fact, const json_t *op, HcEvidenceBuilder *builder)
{
	json_t *tls = parse(healthy_tls);
	json_t *changes = json_object_get(op, "tls");

	json_object_del(tls, "chain");
	if (changes != NULL)
		json_object_update(tls, changes);
	set_trust(tls, json_object_get(op, "trust"));
	json_object_set_new(fact, "tls", tls);
	return present(world, tls, op, builder);
}

/* --- SMTP ------------------------------------------------------------------------------------- */

static HcStage
stage_of(const json_t *fact, HcOutcome outcome)
{
	HcStage stage = HC_STAGE_QUIT;

	if (hc_stage_from_word(text_of(fact, "stage"), &stage))
		return stage;
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		if (ends[i].outcome == outcome)
			return ends[i].stage;
	}
	return stage;
}

static json_t *
stages_to(HcStage last, HcOutcome outcome)
{
	json_t *array = json_array();

	for (guint i = 0; i < HC_N_STAGES; i++) {
		HcOutcome how = i < last ? HC_OUTCOME_OK : HC_OUTCOME_NOT_REACHED;

		json_array_append_new(
			array, json_pack("{s:s, s:s, s:i}", "stage", hc_stage_word((HcStage)i),
				       "outcome", hc_outcome_word(i == last ? outcome : how),
				       "took_us", i <= last ? 2000 : 0));
	}
	return array;
}

static char *
fill_smtp(const HcCaseWorld *world, json_t *fact, const json_t *op, HcEvidenceBuilder *builder)
{
	HcOutcome outcome = HC_OUTCOME_OK;
	HcStage last = HC_STAGE_QUIT;

	if (!hc_outcome_from_word(text_of(fact, "outcome"), &outcome))
		return g_strdup("no such outcome");
	last = stage_of(fact, outcome);
	set_default(fact, "stage", json_string(hc_stage_word(last)));
	set_default(fact, "stages", stages_to(last, outcome));
	for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
		if (last > said[i].stage)
			set_default(fact, said[i].key, parse(said[i].json));
	}
	return last > HC_STAGE_TLS || json_object_get(op, "tls") != NULL
		       ? add_tls(world, fact, op, builder)
		       : NULL;
}

static char *
fill_http(const HcCaseWorld *world, json_t *fact, const json_t *op, HcEvidenceBuilder *builder)
{
	set_default(fact, "stage", json_string("ehlo2"));
	set_default(fact, "path", json_string("/"));
	return json_object_get(op, "tls") != NULL || json_object_get(op, "certs") != NULL
		       ? add_tls(world, fact, op, builder)
		       : NULL;
}

/* --- one change ------------------------------------------------------------------------------- */

typedef char *(*Fill)(
	const HcCaseWorld *world, json_t *fact, const json_t *op, HcEvidenceBuilder *builder);

static const struct {
	const char *op;
	const char *word;
	gint port; /* the usual one; 0: there is none */
	Fill fill;
	HcJsonReader read;
} facts[] = {
	{ "add-addresses", "ADDRESSES", 0, NULL, hc_evidence_json_read_addresses },
	{ "add-smtp", "SMTP", 25, fill_smtp, hc_evidence_json_read_smtp },
	{ "add-tcp", "TCP", 443, NULL, hc_evidence_json_read_tcp },
	{ "add-http", "HTTPS", 443, fill_http, hc_evidence_json_read_http },
};

/* What a case writes for itself alone is no member of the fact. */
static json_t *
fact_of(const json_t *op)
{
	static const char *const words[] = { "op", "certs", "set", "trust", "tls" };
	json_t *fact = json_deep_copy(op);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		json_object_del(fact, words[i]);
	return fact;
}

static char *
add_fact(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder, guint row)
{
	json_t *fact = fact_of(op);
	const HcJsonAt at = { NULL, facts[row].op, -1, fact };
	g_autoptr(GError) error = NULL;
	char *problem = NULL;

	if (facts[row].port != 0)
		set_default(fact, "port", json_integer(facts[row].port));
	add_head(fact, facts[row].word, builder);
	if (facts[row].fill != NULL)
		problem = facts[row].fill(world, fact, op, builder);
	if (problem == NULL && !facts[row].read(&at, builder, &error))
		problem = g_strdup(error->message);
	json_decref(fact);
	return problem;
}

char *
hc_case_network_apply(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder)
{
	const char *name = text_of(op, "op");

	if (g_str_equal(name, "network-asked")) {
		hc_evidence_builder_set_network_asked(builder);
		return NULL;
	}
	for (guint i = 0; i < G_N_ELEMENTS(facts); i++) {
		if (g_str_equal(facts[i].op, name))
			return add_fact(world, op, builder, i);
	}
	return g_strdup("no such change");
}
