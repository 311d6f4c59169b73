/* Changes to Exchange objects and to the last run, as check cases write them.  Room: tests. */
#include "tests/checks/case-ops.h"

#include "agent/base/dname.h"
#include "tests/checks/case-certs.h"
#include "tests/checks/case-network.h"
#include "tests/checks/case-replace.h"

/* One change and what it is applied to. */
typedef struct {
	const HcCaseWorld *world;
	const json_t *op;
	HcEvidenceBuilder *builder;
	HcSide side;
	HcKind kind;
	HcExchangeSet *set;
} Change;

typedef char *(*Apply)(const Change *change);

static const char *
member(const Change *change, const char *key)
{
	return json_string_value(json_object_get(change->op, key));
}

static gboolean
is_on(const char *server, const char *object_server)
{
	return server == NULL ||
	       (object_server != NULL && hc_dname_same_host(server, object_server));
}

static HcExchangeObject *
find(const Change *change, const char *key)
{
	const char *identity = member(change, key);

	if (identity != NULL)
		identity = hc_case_world_identity(change->world, identity);
	for (guint i = 0; i < change->set->objects->len; i++) {
		HcExchangeObject *object = g_ptr_array_index(change->set->objects, i);

		if (identity == NULL || hc_exchange_is_named(object, identity))
			return object;
	}
	return NULL;
}

static char *
not_found(const Change *change, const char *key)
{
	const char *identity = member(change, key);

	return g_strdup_printf("the healthy organisation has no %s %s", hc_kind_noun(change->kind),
		identity != NULL ? identity : "at all");
}

static void
put(HcExchangeObject *object, const char *property, const json_t *value)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	if (json_is_null(value)) {
		hc_exchange_put_null(object, property);
		return;
	}
	if (json_is_string(value)) {
		hc_exchange_put_text(object, property, json_string_value(value));
		return;
	}
	for (gsize i = 0; i < json_array_size(value); i++) {
		const char *text = json_string_value(json_array_get(value, i));

		g_ptr_array_add(list, g_strdup(text));
	}
	g_ptr_array_add(list, NULL);
	hc_exchange_put_list(object, property, (const char *const *)list->pdata);
	g_ptr_array_set_free_func(list, g_free);
}

static char *
set_property(const Change *change)
{
	HcExchangeObject *object = find(change, "identity");
	const json_t *value = json_object_get(change->op, "value");

	if (object == NULL)
		return not_found(change, "identity");
	if (value == NULL || member(change, "property") == NULL)
		return g_strdup("needs \"property\" and \"value\"");
	put(object, member(change, "property"), value);
	return NULL;
}

static char *
drop_property(const Change *change)
{
	HcExchangeObject *object = find(change, "identity");

	if (object == NULL)
		return not_found(change, "identity");
	if (!hc_exchange_remove(object, member(change, "property")))
		return g_strdup_printf("there is no property %s", member(change, "property"));
	return NULL;
}

static void
forget_head(HcExchangeSet *set, HcFactStatus status, const char *why)
{
	hc_fact_head_clear(&set->head);
	set->head.status = status;
	set->head.why = g_strdup(why);
}

/* Answers that spoke of @server alone (or of all servers, if NULL) now say something else. */
static void
change_answers(HcExchangeSet *set, const char *server, HcFactStatus status, const char *why)
{
	for (guint i = 0; i < set->answers->len; i++) {
		HcAnswer *answer = g_ptr_array_index(set->answers, i);

		if (!is_on(server, answer->server))
			continue;
		hc_fact_head_clear(&answer->head);
		answer->head.status = status;
		answer->head.why = g_strdup(why);
	}
}

static guint
n_on(const HcExchangeSet *set, const char *server)
{
	guint n = 0;

	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);

		if (is_on(server, hc_exchange_server(object)))
			n++;
	}
	return n;
}

static char *
remove_object(const Change *change)
{
	HcExchangeObject *object = find(change, "identity");
	g_autofree char *server = NULL;

	if (object == NULL)
		return not_found(change, "identity");
	server = g_strdup(hc_exchange_server(object));
	g_ptr_array_remove(change->set->objects, object);
	if (server != NULL && n_on(change->set, server) == 0)
		change_answers(change->set, server, HC_FACT_ABSENT, "none");
	if (change->set->objects->len > 0)
		return NULL;
	change_answers(change->set, NULL, HC_FACT_ABSENT, "none");
	forget_head(change->set, HC_FACT_ABSENT, "none");
	return NULL;
}

static void
answer_whole(HcExchangeSet *set, HcFactStatus status)
{
	HcAnswer *answer = hc_answer_new();

	answer->head.status = status;
	answer->head.why = status == HC_FACT_ABSENT ? g_strdup("none") : NULL;
	g_ptr_array_add(set->answers, answer);
}

/* Objects of a server that nobody asked come with the answer of that server. */
static void
answer_for(HcExchangeSet *set, const char *server)
{
	HcAnswer *answer;

	for (guint i = 0; i < set->answers->len; i++) {
		answer = g_ptr_array_index(set->answers, i);
		if (answer->narrow == NULL &&
			(answer->server == NULL || is_on(server, answer->server)))
			return;
	}
	answer = hc_answer_new();
	answer->head.status = HC_FACT_COLLECTED;
	answer->server = g_strdup(server);
	g_ptr_array_add(set->answers, answer);
}

static char *
add_object(const Change *change)
{
	json_t *properties = json_object_get(change->op, "properties");
	const HcExchangeObject *like = NULL;
	HcExchangeObject *object;
	const char *name;
	json_t *value;

	if (member(change, "like") != NULL) {
		like = find(change, "like");
		if (like == NULL)
			return not_found(change, "like");
	}
	object = like != NULL ? hc_exchange_object_copy(like)
			      : hc_exchange_object_new(change->side, change->kind);
	json_object_foreach(properties, name, value)
	{
		put(object, name, value);
	}
	if (member(change, "server") != NULL) {
		hc_exchange_set_server(object, member(change, "server"));
		answer_for(change->set, member(change, "server"));
	}
	g_ptr_array_add(change->set->objects, object);
	if (change->set->head.status == HC_FACT_COLLECTED)
		return NULL;
	/* An answer of one server speaks for that server alone. */
	if (member(change, "server") == NULL || change->set->head.status != HC_FACT_NOT_ASKED) {
		g_ptr_array_set_size(change->set->answers, 0);
		answer_whole(change->set, HC_FACT_COLLECTED);
	}
	forget_head(change->set, HC_FACT_COLLECTED, NULL);
	return NULL;
}

static void
drop_objects(HcExchangeSet *set, const char *server)
{
	for (guint i = set->objects->len; i > 0; i--) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i - 1);

		if (is_on(server, hc_exchange_server(object)))
			g_ptr_array_remove_index(set->objects, i - 1);
	}
}

static char *
not_exported(const Change *change)
{
	const char *server = member(change, "server");

	drop_objects(change->set, server);
	if (change->kind == HC_KIND_EXCHANGE_CERTIFICATE)
		hc_case_certs_forget(change->builder, server);
	for (guint i = change->set->answers->len; i > 0; i--) {
		const HcAnswer *answer = g_ptr_array_index(change->set->answers, i - 1);

		if (server != NULL && answer->server == NULL && answer->narrow == NULL)
			return g_strdup("was exported for all servers at once");
		if (is_on(server, answer->server))
			g_ptr_array_remove_index(change->set->answers, i - 1);
	}
	if (change->set->answers->len == 0)
		forget_head(change->set, HC_FACT_NOT_ASKED, NULL);
	return NULL;
}

static char *
empty(const Change *change)
{
	drop_objects(change->set, NULL);
	if (change->kind == HC_KIND_EXCHANGE_CERTIFICATE)
		hc_case_certs_forget(change->builder, NULL);
	g_ptr_array_set_size(change->set->answers, 0);
	answer_whole(change->set, HC_FACT_ABSENT);
	forget_head(change->set, HC_FACT_ABSENT, "none");
	return NULL;
}

static HcRun *
last_run(const Change *change)
{
	GPtrArray *runs = hc_evidence_builder_runs(change->builder);

	return runs->len > 0 ? g_ptr_array_index(runs, runs->len - 1) : NULL;
}

static char *
add_message(const Change *change)
{
	HcRun *run = last_run(change);
	HcRunMessage *message;

	if (run == NULL)
		return g_strdup("there is no run");
	message = hc_run_message_new();
	message->is_error = json_is_true(json_object_get(change->op, "is_error"));
	message->id = message->is_error ? 10165 : 10026;
	message->code = g_strdup(member(change, "code"));
	message->text = g_strdup(member(change, "text"));
	message->task = g_strdup(member(change, "task"));
	message->phase = g_strdup(member(change, "phase"));
	message->when = run->started;
	g_ptr_array_add(run->messages, message);
	return NULL;
}

/* The runs were not given: no log, no record. */
static char *
forget_runs(const Change *change)
{
	g_ptr_array_set_size(hc_evidence_builder_runs(change->builder), 0);
	return NULL;
}

static char *
forget_records(const Change *change)
{
	g_ptr_array_set_size(hc_evidence_builder_records(change->builder), 0);
	return NULL;
}

static char *
set_run(const Change *change)
{
	HcRun *run = last_run(change);

	if (run == NULL)
		return g_strdup("there is no run");
	g_free(run->selected_certificate);
	run->selected_certificate = g_strdup(member(change, "selected_certificate"));
	return NULL;
}

static void
set_record_members(HcRunRecord *record, const json_t *op)
{
	const json_t *succeeded = json_object_get(op, "succeeded");
	const json_t *version = json_object_get(op, "client_version");

	if (succeeded != NULL)
		record->succeeded = json_is_null(succeeded)   ? HC_TRI_UNKNOWN
				    : json_is_true(succeeded) ? HC_TRI_YES
							      : HC_TRI_NO;
	if (version != NULL) {
		g_free(record->client_version);
		record->client_version = g_strdup(json_string_value(version));
	}
}

/* All files that tell of the last run say the same. */
static char *
set_record(const Change *change)
{
	GPtrArray *records = hc_evidence_builder_records(change->builder);
	HcTime newest = HC_TIME_NONE;

	for (guint i = 0; i < records->len; i++)
		newest = MAX(newest, ((HcRunRecord *)g_ptr_array_index(records, i))->time);
	for (guint i = 0; i < records->len; i++) {
		HcRunRecord *record = g_ptr_array_index(records, i);

		if (record->time == newest)
			set_record_members(record, change->op);
	}
	return records->len > 0 ? NULL : g_strdup("there is no record");
}

/* When the wizard's last cmdlet ended is not known. */
static char *
forget_last_end(const Change *change)
{
	hc_evidence_builder_set_last_invoke_end(change->builder, HC_TIME_NONE);
	return NULL;
}

static char *
change_network(const Change *change)
{
	return hc_case_network_apply(change->world, change->op, change->builder);
}

static char *
change_certs(const Change *change)
{
	return hc_case_certs_apply(change->world, change->op, change->builder);
}

static char *
replace_text(const Change *change)
{
	const char *from = member(change, "from");
	const char *to = member(change, "to");

	if (hc_text_is_empty(from) || to == NULL)
		return g_strdup("needs \"from\" and \"to\"");
	if (hc_case_replace(change->builder, from, to))
		return NULL;
	return g_strdup_printf("%s stands nowhere", from);
}

static const struct {
	const char *op;
	gboolean of_kind; /* needs "side" and "noun" */
	Apply apply;
} ops[] = {
	{ "set", TRUE, set_property },
	{ "drop-property", TRUE, drop_property },
	{ "remove-object", TRUE, remove_object },
	{ "add-object", TRUE, add_object },
	{ "not-exported", TRUE, not_exported },
	{ "empty", TRUE, empty },
	{ "replace", FALSE, replace_text },
	{ "add-message", FALSE, add_message },
	{ "no-runs", FALSE, forget_runs },
	{ "no-records", FALSE, forget_records },
	{ "no-last-end", FALSE, forget_last_end },
	{ "set-run", FALSE, set_run },
	{ "set-record", FALSE, set_record },
	{ "add-cert", FALSE, change_certs },
	{ "add-foreign", FALSE, change_certs },
	{ "set-cert", FALSE, change_certs },
	{ "remove-cert", FALSE, change_certs },
	{ "network-asked", FALSE, change_network },
	{ "add-addresses", FALSE, change_network },
	{ "add-smtp", FALSE, change_network },
	{ "add-tcp", FALSE, change_network },
	{ "add-http", FALSE, change_network },
};

static gboolean
find_set(Change *change)
{
	const char *side = member(change, "side");
	const char *noun = member(change, "noun");

	if (side == NULL || !hc_side_from_word(side, &change->side))
		return FALSE;
	if (noun == NULL || !hc_kind_from_noun(noun, &change->kind))
		return FALSE;
	change->set = hc_evidence_builder_set(change->builder, change->side, change->kind);
	return TRUE;
}

char *
hc_case_apply(const HcCaseWorld *world, const json_t *op, HcEvidenceBuilder *builder)
{
	Change change = { .world = world, .op = op, .builder = builder };
	const char *name = member(&change, "op");

	for (guint i = 0; i < G_N_ELEMENTS(ops); i++) {
		if (g_strcmp0(ops[i].op, name) != 0)
			continue;
		if (ops[i].of_kind && !find_set(&change))
			return g_strdup("needs \"side\" and \"noun\"");
		return ops[i].apply(&change);
	}
	return g_strdup("no such change");
}
