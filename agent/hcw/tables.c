/*
 * The five tables the wizard would print.  Room: hcw.
 * The rows are in rows.c, what is expected in expected.c, how values compare in form.c; here they
 * meet.
 */
#include "agent/hcw/tables.h"

#include "agent/hcw/missing.h"
#include "agent/hcw/rows.h"
#include "agent/hcw/space.h"

static void
row_free(HcTableRow *row)
{
	g_free(row->actual);
	g_free(row->expected);
	g_free(row->actual_value);
	g_free(row->expected_value);
	g_free(row->why);
	g_free(row);
}

static void
table_free(HcTable *table)
{
	g_free(table->name);
	g_clear_pointer(&table->rows, g_ptr_array_unref);
	g_free(table);
}

/* The real value of the object; NULL if the source does not have it. */
static char *
value_of(const HcRow *row, const HcSubject *subject)
{
	const char *text = hc_exchange_text(subject->object, row->property);
	g_auto(GStrv) servers = NULL;

	if (row->form != HC_FORM_SERVERS)
		return g_strdup(text);
	if (text == NULL)
		return g_strdup(subject->server);
	servers = hc_space_servers(subject->object, row->property);
	return hc_text_join((const char *const *)servers);
}

static char *
expected_of(const HcRow *row, const HcSubject *subject, char **ret_why)
{
	return row->fixed != NULL ? g_strdup(row->fixed) : row->expect(subject, ret_why);
}

/* Compares what is known; the first input that is missing is the reason of an UNKNOWN. */
static HcTableRow *
compare(const HcRow *row, const HcSubject *subject)
{
	HcTableRow *self = g_new0(HcTableRow, 1);
	g_autofree char *actual = value_of(row, subject);
	g_autofree char *expected = expected_of(row, subject, &self->why);

	self->property = row->property;
	self->equals = HC_TRI_UNKNOWN;
	if (actual == NULL) {
		g_free(self->why);
		self->why = hc_missing_property(subject->object, row->property);
	} else if (expected != NULL) {
		gboolean equal = hc_form_equal(row->form, actual, expected);

		self->equals = equal ? HC_TRI_YES : HC_TRI_NO;
	}
	self->actual = hc_form_print(row->form, actual);
	self->expected = hc_form_print(row->form, expected);
	if (hc_form_hides(row->form)) {
		self->actual_value = g_steal_pointer(&actual);
		self->expected_value = g_steal_pointer(&expected);
	}
	return self;
}

/* A row of an object that does not exist, or (with @why) of which nothing is known. */
static HcTableRow *
without_object(const HcRow *row, const HcSubject *subject, const char *why)
{
	HcTableRow *self = g_new0(HcTableRow, 1);
	g_autofree char *unused = NULL;
	g_autofree char *expected = expected_of(row, subject, &unused);

	self->property = row->property;
	self->equals = why != NULL ? HC_TRI_UNKNOWN : HC_TRI_NO;
	self->why = g_strdup(why);
	self->expected = hc_form_print(row->form, expected);
	if (hc_form_hides(row->form))
		self->expected_value = g_steal_pointer(&expected);
	return self;
}

static char *
name_of(const HcRows *rows, const HcSubject *subject)
{
	g_autofree char *unused = NULL;
	char *name = NULL;

	if (subject->object != NULL)
		return g_strdup(hc_exchange_identity(subject->object));
	name = rows->name(subject, &unused);
	return name != NULL ? name : g_strdup("");
}

/* @why: NULL if it is known whether there is such an object. */
static HcTable *
table_new(const HcRows *rows, const HcSubject *subject, const char *why)
{
	HcTable *self = g_new0(HcTable, 1);

	self->object = rows->object;
	self->name = name_of(rows, subject);
	self->missing = subject->object == NULL && why == NULL;
	self->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
	for (guint i = 0; i < rows->n_rows; i++) {
		HcTableRow *row = subject->object != NULL
					  ? compare(&rows->rows[i], subject)
					  : without_object(&rows->rows[i], subject, why);

		g_ptr_array_add(self->rows, row);
	}
	return self;
}

/* NULL if the answer tells which objects there are. */
static char *
why_unseen(const HcFactHead *head, const HcRows *rows, const char *server)
{
	if (hc_fact_is_answered(head))
		return NULL;
	return hc_missing_answer(head, rows->side, rows->kind, server);
}

/* What the tables are computed for. */
typedef struct {
	const HcHybrid *hybrid;
	const char *certificate; /* chosen on the wizard's page; NULL: the configured one */
} Run;

static void
add_table(GPtrArray *tables, const Run *run, const HcRows *rows, const HcExchangeObject *object)
{
	HcSubject subject = {
		.hybrid = run->hybrid, .object = object, .certificate = run->certificate
	};
	const HcExchangeSet *set = hc_evidence_set(run->hybrid->evidence, rows->side, rows->kind);
	g_autofree char *why = why_unseen(&set->head, rows, NULL);

	g_ptr_array_add(tables, table_new(rows, &subject, why));
}

/* Which servers receive is not known: one table that says so. */
static void
add_unknown_receive(GPtrArray *tables, const Run *run)
{
	const HcHybrid *hybrid = run->hybrid;
	HcSubject subject = { .hybrid = hybrid, .certificate = run->certificate };
	g_autofree char *why = NULL;

	if (hybrid->configuration != NULL && hybrid->gone[0] != NULL)
		why = g_strdup("the receiving servers that HybridConfiguration lists do not exist");
	else if (hybrid->configuration != NULL)
		why = g_strdup("HybridConfiguration lists no ReceivingTransportServers");
	else
		why = hc_missing_kind(
			hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	g_ptr_array_add(tables, table_new(&hc_rows_receive, &subject, why));
}

static void
add_receive(GPtrArray *tables, const Run *run, const HcReceiveMatch *match)
{
	HcSubject subject = { .hybrid = run->hybrid,
		.object = match->connector,
		.server = match->server,
		.certificate = run->certificate };
	g_autofree char *why = why_unseen(match->head, &hc_rows_receive, match->server);

	g_ptr_array_add(tables, table_new(&hc_rows_receive, &subject, why));
}

/* One table for all servers that nobody looked at. */
static void
add_receive_rest(GPtrArray *tables, const Run *run, const HcReceiveMatch *match)
{
	HcSubject subject = { .hybrid = run->hybrid, .certificate = run->certificate };
	HcTable *table = table_new(&hc_rows_receive, &subject, match->head->why);

	g_free(table->name);
	table->name = g_strdup(match->server);
	g_ptr_array_add(tables, table);
}

/*
 * The wizard cannot reach the Receive connectors of Edge servers and compares none of them
 * (rulebook 1.5); the rules about Edge do.
 */
static void
add_receives(GPtrArray *tables, const Run *run)
{
	const HcHybrid *hybrid = run->hybrid;

	if (hybrid->edge[0] != NULL)
		return;
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->is_rest)
			add_receive_rest(tables, run, match);
		else
			add_receive(tables, run, match);
	}
	if (hybrid->receives->len == 0)
		add_unknown_receive(tables, run);
}

GPtrArray *
hc_tables_with_certificate(const HcHybrid *hybrid, const char *identifier)
{
	GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
	Run run = { hybrid, identifier };

	if (hybrid->without_mail)
		return tables;
	add_table(tables, &run, &hc_rows_send, hybrid->send);
	add_receives(tables, &run);
	add_table(tables, &run, &hc_rows_outbound, hybrid->outbound);
	add_table(tables, &run, &hc_rows_inbound, hybrid->inbound);
	add_table(tables, &run, &hc_rows_organization, hybrid->organization);
	return tables;
}

GPtrArray *
hc_tables_new(const HcHybrid *hybrid)
{
	return hc_tables_with_certificate(hybrid, NULL);
}

/* FALSE as soon as one row is @unwanted, or something other than YES if @only_yes. */
static gboolean
every_row(const GPtrArray *tables, gboolean only_yes)
{
	for (guint i = 0; i < tables->len; i++) {
		const HcTable *table = g_ptr_array_index(tables, i);

		for (guint k = 0; k < table->rows->len; k++) {
			const HcTableRow *row = g_ptr_array_index(table->rows, k);

			if (row->equals == HC_TRI_UNKNOWN || (only_yes && row->equals == HC_TRI_NO))
				return FALSE;
		}
	}
	return TRUE;
}

gboolean
hc_tables_are_complete(const GPtrArray *tables)
{
	return every_row(tables, FALSE);
}

gboolean
hc_tables_are_equal(const GPtrArray *tables)
{
	return every_row(tables, TRUE);
}
