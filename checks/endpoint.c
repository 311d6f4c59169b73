/* Hosts that were connected to.  Room: checks. */
#include "checks/endpoint.h"

#include "agent/base/dname.h"
#include "checks/saw.h"

/* One look at a host, of whatever kind. */
typedef struct {
	const HcFactHead *head;
	const char *host;
	guint port;
	guint roles;
	HcOutcome outcome;
	const char *detail;
	const HcHttpAnswer *http;
} Look;

typedef struct {
	GPtrArray *endpoints;
	guint roles;
	guint port;
} Search;

static HcEndpoint *
endpoint_of(const Search *search, const Look *look)
{
	HcEndpoint *endpoint = NULL;

	for (guint i = 0; i < search->endpoints->len; i++) {
		endpoint = g_ptr_array_index(search->endpoints, i);
		if (hc_dname_equal(endpoint->host, look->host))
			return endpoint;
	}
	endpoint = g_new0(HcEndpoint, 1);
	endpoint->host = look->host;
	endpoint->port = search->port;
	endpoint->outcome = HC_OUTCOME_NOT_REACHED;
	endpoint->head = look->head;
	g_ptr_array_add(search->endpoints, endpoint);
	return endpoint;
}

static void
count_good(HcEndpoint *endpoint, const Look *look)
{
	if (endpoint->n_good++ == 0)
		endpoint->head = look->head;
	if (endpoint->http == NULL)
		endpoint->http = look->http;
}

static void
count_bad(HcEndpoint *endpoint, const Look *look)
{
	if (endpoint->n_bad++ > 0)
		return;
	endpoint->outcome = look->outcome;
	endpoint->detail = look->detail;
	if (endpoint->n_good == 0)
		endpoint->head = look->head;
}

static void
add(const Search *search, const Look *look)
{
	HcEndpoint *endpoint = NULL;

	if ((look->roles & search->roles) == 0 || (look->port != 0 && look->port != search->port))
		return;
	endpoint = endpoint_of(search, look);
	if (look->outcome == HC_OUTCOME_OK && look->head->status == HC_FACT_COLLECTED)
		count_good(endpoint, look);
	else if (hc_fact_is_answered(look->head))
		count_bad(endpoint, look);
}

static void
add_connects(const Search *search, const HcEvidence *evidence)
{
	guint n = hc_evidence_n_tcp(evidence);

	for (guint i = 0; i < n; i++) {
		const HcTcpConnect *tcp = hc_evidence_tcp(evidence, i);
		const Look look = { &tcp->head, tcp->host, tcp->port, tcp->roles, tcp->outcome,
			tcp->detail, NULL };

		add(search, &look);
	}
}

static void
add_answers(const Search *search, const HcEvidence *evidence)
{
	guint n = hc_evidence_n_http(evidence);

	for (guint i = 0; i < n; i++) {
		const HcHttpAnswer *http = hc_evidence_http(evidence, i);
		const Look look = { &http->head, http->host, http->port, http->roles, http->outcome,
			http->detail, http };

		add(search, &look);
	}
}

/* A name with addresses is looked at by its connections. */
static void
add_names(const Search *search, const HcEvidence *evidence)
{
	guint n = hc_evidence_n_addresses(evidence);

	for (guint i = 0; i < n; i++) {
		const HcHostAddresses *name = hc_evidence_addresses(evidence, i);
		const Look look = { &name->head, name->host, 0, name->roles, name->result.outcome,
			name->result.detail, NULL };

		if (name->head.status != HC_FACT_COLLECTED)
			add(search, &look);
	}
}

GPtrArray *
hc_endpoints_new(const HcEvidence *evidence, guint roles, guint port)
{
	GPtrArray *endpoints = g_ptr_array_new_with_free_func(g_free);
	const Search search = { endpoints, roles, port };

	add_connects(&search, evidence);
	add_answers(&search, evidence);
	add_names(&search, evidence);
	return endpoints;
}

HcFinding *
hc_endpoint_report(const HcCheck *self, HcStatus status, const HcEndpoint *endpoint,
	HcFindings *out, const char *format, ...)
{
	g_autofree char *host = hc_check_value(endpoint->host);
	g_autofree char *subject = g_strdup_printf("%s:%u", host, endpoint->port);
	g_autofree char *detail = hc_check_value(endpoint->detail);
	g_autofree char *summary = NULL;
	HcFinding *finding = NULL;
	va_list args;

	va_start(args, format);
	summary = g_strdup_vprintf(format, args);
	va_end(args);
	finding = hc_findings_add(out, self, status, subject, "%s", summary);
	if (endpoint->n_good > 0)
		hc_finding_prove(finding, &endpoint->head->origin, "answers");
	else
		hc_finding_prove(finding, &endpoint->head->origin, "%s%s%s",
			hc_outcome_word(endpoint->outcome), *detail != '\0' ? ": " : "", detail);
	return finding;
}
