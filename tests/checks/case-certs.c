/* Changes to the certificates of servers, as check cases write them.  Room: tests. */
#include "tests/checks/case-certs.h"

#include "agent/base/dname.h"

static gboolean
is_on(const char *server, const HcCertFacts *cert)
{
	return server == NULL || (cert->server != NULL && hc_dname_same_host(server, cert->server));
}

static HcTri
tri_of(const char *word)
{
	if (g_strcmp0(word, "yes") == 0)
		return HC_TRI_YES;
	return g_strcmp0(word, "no") == 0 ? HC_TRI_NO : HC_TRI_UNKNOWN;
}

static void
replace(char **text, const json_t *value)
{
	g_free(*text);
	*text = g_strdup(json_string_value(value));
}

static GStrv
list_of(const json_t *value)
{
	GStrvBuilder *list = g_strv_builder_new();
	GStrv result;

	for (gsize i = 0; i < json_array_size(value); i++)
		g_strv_builder_add(list, json_string_value(json_array_get(value, i)));
	result = g_strv_builder_end(list);
	g_strv_builder_unref(list);
	return result;
}

static void
replace_list(GStrv *list, const json_t *value)
{
	g_strfreev(*list);
	*list = json_is_array(value) ? list_of(value) : NULL;
}

static gboolean
replace_time(HcTime *when, const json_t *value)
{
	return json_is_string(value) && hc_when_parse_rfc3339(json_string_value(value), when, NULL);
}

/* Text members of the facts, by the name they have in a case. */
static char **
text_member(HcCertFacts *cert, const char *key)
{
	const struct {
		const char *key;
		char **text;
	} members[] = {
		{ "subject", &cert->subject },
		{ "issuer", &cert->issuer },
		{ "subject_cn", &cert->subject_cn },
		{ "key_type", &cert->key_type },
		{ "signature_hash", &cert->signature_hash },
		{ "services", &cert->services },
		{ "root_ca_type", &cert->root_ca_type },
	};

	for (guint i = 0; i < G_N_ELEMENTS(members); i++) {
		if (g_str_equal(members[i].key, key))
			return members[i].text;
	}
	return NULL;
}

static gboolean
set_member(HcCertFacts *cert, const char *key, const json_t *value)
{
	char **text = text_member(cert, key);

	if (text != NULL)
		replace(text, value);
	else if (g_str_equal(key, "has_private_key"))
		cert->has_private_key = tri_of(json_string_value(value));
	else if (g_str_equal(key, "key_bits"))
		cert->key_bits = (guint)json_integer_value(value);
	else if (g_str_equal(key, "self_issued"))
		cert->self_issued = json_is_true(value);
	else if (g_str_equal(key, "dns_names"))
		replace_list(&cert->dns_names, value);
	else if (g_str_equal(key, "eku"))
		replace_list(&cert->eku, value);
	else if (g_str_equal(key, "not_before"))
		return replace_time(&cert->not_before, value);
	else if (g_str_equal(key, "not_after"))
		return replace_time(&cert->not_after, value);
	else
		return FALSE;
	return TRUE;
}

char *
hc_case_certs_set(HcCertFacts *cert, json_t *values)
{
	const char *key;
	json_t *value;

	json_object_foreach(values, key, value)
	{
		if (!set_member(cert, key, value))
			return g_strdup_printf("certificates have no \"%s\" of that form", key);
	}
	return NULL;
}

/* A server whose certificates nobody asked for has been asked now. */
static void
answer_for(HcEvidenceBuilder *builder, const char *server)
{
	HcExchangeSet *set =
		hc_evidence_builder_set(builder, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);
	HcAnswer *answer;

	for (guint i = 0; i < set->answers->len; i++) {
		answer = g_ptr_array_index(set->answers, i);
		if (answer->server != NULL && hc_dname_same_host(server, answer->server))
			return;
	}
	answer = hc_answer_new();
	answer->head.status = HC_FACT_COLLECTED;
	answer->server = g_strdup(server);
	g_ptr_array_add(set->answers, answer);
}

static char *
add_cert(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder)
{
	const char *name = json_string_value(json_object_get(op, "name"));
	const char *server = json_string_value(json_object_get(op, "server"));
	g_autoptr(HcCertFacts) cert = hc_case_world_cert(world, name);
	char *problem;

	if (cert == NULL || server == NULL)
		return g_strdup_printf("no certificate %s, or no server", name);
	cert->server = g_strdup(server);
	problem = hc_case_certs_set(cert, json_object_get(op, "set"));
	if (problem != NULL)
		return problem;
	answer_for(builder, server);
	hc_evidence_builder_take_cert(builder, g_steal_pointer(&cert));
	return NULL;
}

/* Sets or removes every certificate the change names. */
static char *
change_certs(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder)
{
	GPtrArray *certs = hc_evidence_builder_certs(builder);
	const char *name = json_string_value(json_object_get(op, "name"));
	const char *server = json_string_value(json_object_get(op, "server"));
	const char *thumbprint = name != NULL
					 ? hc_case_world_thumbprint(world, name)
					 : json_string_value(json_object_get(op, "thumbprint"));
	json_t *values = json_object_get(op, "set");
	guint n = 0;

	for (guint i = certs->len; i > 0; i--) {
		HcCertFacts *cert = g_ptr_array_index(certs, i - 1);
		g_autofree char *problem = NULL;

		if (!hc_text_same(cert->thumbprint, thumbprint) || !is_on(server, cert))
			continue;
		n++;
		if (values == NULL)
			g_ptr_array_remove_index(certs, i - 1);
		else
			problem = hc_case_certs_set(cert, values);
		if (problem != NULL)
			return g_steal_pointer(&problem);
	}
	return n > 0 ? NULL : g_strdup("the healthy organisation has no such certificate there");
}

/* An organisation that was set aside, with certificates on one of its servers. */
static char *
add_foreign(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder)
{
	const json_t *names = json_object_get(op, "certs");
	const char *server = json_string_value(json_object_get(op, "server"));
	const char *word = json_string_value(json_object_get(op, "side"));
	HcSide side = HC_SIDE_ONPREM;
	HcForeign *foreign;

	if (word == NULL || !hc_side_from_word(word, &side))
		return g_strdup("needs \"side\"");
	foreign = hc_foreign_new(side, json_string_value(json_object_get(op, "name")));
	for (gsize i = 0; i < json_array_size(names); i++)
		hc_foreign_add_cert(foreign, server,
			hc_case_world_thumbprint(
				world, json_string_value(json_array_get(names, i))));
	hc_evidence_builder_take_foreign(builder, foreign);
	return NULL;
}

char *
hc_case_certs_apply(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder)
{
	const char *name = json_string_value(json_object_get(op, "op"));
	gboolean has_values = json_object_get(op, "set") != NULL;

	if (g_str_equal(name, "add-foreign"))
		return add_foreign(world, op, builder);
	if (g_str_equal(name, "add-cert"))
		return add_cert(world, op, builder);
	if (g_str_equal(name, "set-cert") != has_values)
		return g_strdup("\"set\" belongs to set-cert");
	return change_certs(world, op, builder);
}

void
hc_case_certs_forget(HcEvidenceBuilder *builder, const char *server)
{
	GPtrArray *certs = hc_evidence_builder_certs(builder);

	for (guint i = certs->len; i > 0; i--) {
		if (is_on(server, g_ptr_array_index(certs, i - 1)))
			g_ptr_array_remove_index(certs, i - 1);
	}
}
