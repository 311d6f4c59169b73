/* Addresses, connects and HTTPS answers as JSON and back.  Room: evidence. */
#include "agent/evidence/evidence-json-network.h"

#include "agent/base/limits.h"

/* --- what facts of the network share ---------------------------------------------------------- */

static json_t *
roles_out(guint roles)
{
	json_t *array = json_array();

	for (guint i = 0; i < HC_N_ROLES; i++) {
		if ((roles & (1U << i)) != 0)
			json_array_append_new(array, json_string(hc_role_word(i)));
	}
	return array;
}

void
hc_evidence_json_put_host(json_t *json, const char *host, guint roles)
{
	hc_json_out_text(json, "host", host);
	json_object_set_new(json, "roles", roles_out(roles));
}

void
hc_evidence_json_put_peer(json_t *json, const char *address, guint port)
{
	hc_json_out_text(json, "address", address);
	hc_json_out_int(json, "port", port);
}

static gboolean
read_roles(const HcJsonAt *at, guint *ret_roles, GError **error)
{
	g_auto(GStrv) words = NULL;

	*ret_roles = 0;
	if (!hc_json_in_list(at, "roles", HC_N_ROLES, &words, error))
		return FALSE;
	for (guint i = 0; words != NULL && words[i] != NULL; i++) {
		guint role = 0;

		if (!hc_role_from_word(words[i], &role))
			return hc_json_in_fail(at, "roles", "not reasons we know", error);
		*ret_roles |= role;
	}
	return TRUE;
}

gboolean
hc_evidence_json_read_host(const HcJsonAt *at, char **ret_host, guint *ret_roles, GError **error)
{
	return hc_json_in_text(at, "host", ret_host, error) && read_roles(at, ret_roles, error);
}

gboolean
hc_evidence_json_read_peer(const HcJsonAt *at, char **ret_address, guint *ret_port, GError **error)
{
	if (!hc_json_in_uint(at, "port", ret_port, error))
		return FALSE;
	if (*ret_port > G_MAXUINT16)
		return hc_json_in_fail(at, "port", "not a port", error);
	return hc_json_in_text(at, "address", ret_address, error);
}

gboolean
hc_evidence_json_read_stage(const HcJsonAt *at, HcStage *ret_stage, GError **error)
{
	const char *word = json_string_value(json_object_get(at->value, "stage"));

	return hc_stage_from_word(word, ret_stage) ||
	       hc_json_in_fail(at, "stage", "not a stage we know", error);
}

gboolean
hc_evidence_json_read_outcome(const HcJsonAt *at, HcOutcome *ret_outcome, GError **error)
{
	const char *word = json_string_value(json_object_get(at->value, "outcome"));

	return hc_outcome_from_word(word, ret_outcome) ||
	       hc_json_in_fail(at, "outcome", "not an outcome we know", error);
}

/* --- addresses -------------------------------------------------------------------------------- */

json_t *
hc_evidence_json_addresses(const HcHostAddresses *addresses)
{
	json_t *json = json_object();

	hc_json_out_head(json, &addresses->head);
	hc_evidence_json_put_host(json, addresses->host, addresses->roles);
	hc_json_out_list(json, "addresses", (const char *const *)addresses->addresses);
	hc_json_out_text(json, "outcome", hc_outcome_word(addresses->result.outcome));
	hc_json_out_int(json, "took_us", addresses->result.took_us);
	hc_json_out_text(json, "detail", addresses->result.detail);
	return json;
}

gboolean
hc_evidence_json_read_addresses(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcHostAddresses) addresses = hc_host_addresses_new(NULL);
	HcStageResult *result = &addresses->result;

	g_clear_pointer(&addresses->addresses, g_strfreev);
	if (!hc_json_in_head(at, &addresses->head, error) ||
		!hc_evidence_json_read_host(at, &addresses->host, &addresses->roles, error) ||
		!hc_json_in_list(
			at, "addresses", HC_LIMIT_ADDRESSES, &addresses->addresses, error) ||
		!hc_evidence_json_read_outcome(at, &result->outcome, error) ||
		!hc_json_in_int(at, "took_us", &result->took_us, error) ||
		!hc_json_in_text(at, "detail", &result->detail, error))
		return FALSE;
	hc_evidence_builder_take_addresses(into, g_steal_pointer(&addresses));
	return TRUE;
}

/* --- connects --------------------------------------------------------------------------------- */

json_t *
hc_evidence_json_tcp(const HcTcpConnect *connect)
{
	json_t *json = json_object();

	hc_json_out_head(json, &connect->head);
	hc_evidence_json_put_host(json, connect->host, connect->roles);
	hc_evidence_json_put_peer(json, connect->address, connect->port);
	hc_json_out_text(json, "source", connect->source);
	hc_json_out_text(json, "outcome", hc_outcome_word(connect->outcome));
	hc_json_out_int(json, "took_us", connect->took_us);
	hc_json_out_text(json, "detail", connect->detail);
	return json;
}

gboolean
hc_evidence_json_read_tcp(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcTcpConnect) connect = hc_tcp_connect_new();

	if (!hc_json_in_head(at, &connect->head, error) ||
		!hc_evidence_json_read_host(at, &connect->host, &connect->roles, error) ||
		!hc_evidence_json_read_peer(at, &connect->address, &connect->port, error) ||
		!hc_json_in_text(at, "source", &connect->source, error) ||
		!hc_evidence_json_read_outcome(at, &connect->outcome, error) ||
		!hc_json_in_int(at, "took_us", &connect->took_us, error) ||
		!hc_json_in_text(at, "detail", &connect->detail, error))
		return FALSE;
	hc_evidence_builder_take_tcp(into, g_steal_pointer(&connect));
	return TRUE;
}

/* --- HTTPS ------------------------------------------------------------------------------------ */

json_t *
hc_evidence_json_http(const HcHttpAnswer *answer)
{
	json_t *json = json_object();

	hc_json_out_head(json, &answer->head);
	hc_evidence_json_put_host(json, answer->host, answer->roles);
	hc_evidence_json_put_peer(json, answer->address, answer->port);
	hc_json_out_text(json, "path", answer->path);
	hc_json_out_text(json, "stage", hc_stage_word(answer->stage));
	hc_json_out_text(json, "outcome", hc_outcome_word(answer->outcome));
	hc_json_out_int(json, "took_us", answer->took_us);
	hc_json_out_text(json, "detail", answer->detail);
	hc_json_out_int(json, "http_status", answer->status);
	hc_json_out_text(json, "url", answer->url);
	hc_json_out_list(json, "redirects", (const char *const *)answer->redirects);
	hc_json_out_text(json, "authenticate", answer->authenticate);
	hc_json_out_text(json, "server", answer->server);
	json_object_set_new(json, "tls", hc_evidence_json_tls(answer->tls));
	return json;
}

static gboolean
read_http_answer(const HcJsonAt *at, HcHttpAnswer *answer, GError **error)
{
	return hc_json_in_text(at, "path", &answer->path, error) &&
	       hc_evidence_json_read_stage(at, &answer->stage, error) &&
	       hc_evidence_json_read_outcome(at, &answer->outcome, error) &&
	       hc_json_in_int(at, "took_us", &answer->took_us, error) &&
	       hc_json_in_text(at, "detail", &answer->detail, error) &&
	       hc_json_in_uint(at, "http_status", &answer->status, error) &&
	       hc_json_in_text(at, "url", &answer->url, error) &&
	       hc_json_in_list(at, "redirects", HC_LIMIT_REDIRECTS, &answer->redirects, error) &&
	       hc_json_in_text(at, "authenticate", &answer->authenticate, error) &&
	       hc_json_in_text(at, "server", &answer->server, error);
}

gboolean
hc_evidence_json_read_http(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcHttpAnswer) answer = hc_http_answer_new();

	g_clear_pointer(&answer->redirects, g_strfreev);
	if (!hc_json_in_head(at, &answer->head, error) ||
		!hc_evidence_json_read_host(at, &answer->host, &answer->roles, error) ||
		!hc_evidence_json_read_peer(at, &answer->address, &answer->port, error) ||
		!read_http_answer(at, answer, error) ||
		!hc_evidence_json_read_tls(at, into, &answer->tls, error))
		return FALSE;
	hc_evidence_builder_take_http(into, g_steal_pointer(&answer));
	return TRUE;
}

/* --- all of it -------------------------------------------------------------------------------- */

static json_t *
presented_out(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_presented(evidence); i++)
		json_array_append_new(
			array, hc_evidence_json_cert(hc_evidence_presented(evidence, i)));
	return array;
}

static json_t *
all_addresses_out(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_addresses(evidence); i++)
		json_array_append_new(
			array, hc_evidence_json_addresses(hc_evidence_addresses(evidence, i)));
	return array;
}

static json_t *
all_smtp_out(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_smtp(evidence); i++)
		json_array_append_new(array, hc_evidence_json_smtp(hc_evidence_smtp(evidence, i)));
	return array;
}

static json_t *
all_tcp_out(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_tcp(evidence); i++)
		json_array_append_new(array, hc_evidence_json_tcp(hc_evidence_tcp(evidence, i)));
	return array;
}

static json_t *
all_http_out(const HcEvidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 0; i < hc_evidence_n_http(evidence); i++)
		json_array_append_new(array, hc_evidence_json_http(hc_evidence_http(evidence, i)));
	return array;
}

void
hc_evidence_json_put_network(json_t *json, const HcEvidence *evidence)
{
	hc_json_out_bool(json, "network_asked", hc_evidence_network_asked(evidence));
	json_object_set_new(json, "presented", presented_out(evidence));
	json_object_set_new(json, "addresses", all_addresses_out(evidence));
	json_object_set_new(json, "smtp", all_smtp_out(evidence));
	json_object_set_new(json, "tcp", all_tcp_out(evidence));
	json_object_set_new(json, "http", all_http_out(evidence));
}

/* The certificates come first: what follows names them. */
gboolean
hc_evidence_json_read_network(const HcJsonAt *root, HcEvidenceBuilder *builder, GError **error)
{
	static const HcJsonArray arrays[] = {
		{ "presented", HC_LIMIT_NETWORK_FACTS, hc_evidence_json_read_presented },
		{ "addresses", HC_LIMIT_NETWORK_FACTS, hc_evidence_json_read_addresses },
		{ "smtp", HC_LIMIT_NETWORK_FACTS, hc_evidence_json_read_smtp },
		{ "tcp", HC_LIMIT_NETWORK_FACTS, hc_evidence_json_read_tcp },
		{ "http", HC_LIMIT_NETWORK_FACTS, hc_evidence_json_read_http },
	};
	gboolean asked = FALSE;

	if (!hc_json_in_bool(root, "network_asked", &asked, error))
		return FALSE;
	if (asked)
		hc_evidence_builder_set_network_asked(builder);
	for (guint i = 0; i < G_N_ELEMENTS(arrays); i++) {
		if (!hc_json_in_each(root, &arrays[i], builder, error))
			return FALSE;
	}
	return TRUE;
}
