/* What to ask of the network next.  Room: plan. */
#include "agent/plan/plan.h"

#include "agent/base/dname.h"
#include "agent/evidence/network.h"
#include "agent/hcw/servers.h"
#include "agent/plan/plan-parts.h"

#include <string.h>

/* --- mail servers ----------------------------------------------------------------------------- */

static void
ask_smtp(HcPlanning *self, const char *host, guint roles)
{
	hc_planning_ask_host(self, HC_QUESTION_SMTP, host, HC_PORT_SMTP, roles);
}

static void
ask_smart_hosts(HcPlanning *self, const HcExchangeObject *connector, guint role)
{
	const char *const *hosts =
		connector != NULL ? hc_exchange_list(connector, "SmartHosts") : NULL;

	for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++)
		ask_smtp(self, hosts[i], role);
}

static void
ask_listeners(HcPlanning *self)
{
	const HcExchangeObject *configuration = self->hybrid->configuration;
	const char *wizards = configuration != NULL
				      ? hc_exchange_text(configuration, "OnPremisesSmartHost")
				      : NULL;

	ask_smart_hosts(self, self->hybrid->outbound, HC_ROLE_LISTENER);
	if (!hc_text_is_empty(wizards))
		ask_smtp(self, wizards, HC_ROLE_LISTENER);
}

/* "E1.contoso.example" of "E1"; NULL if no export tells. */
static const char *
full_name(const HcEvidence *evidence, const char *server)
{
	const HcExchangeSet *servers =
		hc_evidence_set(evidence, HC_SIDE_ONPREM, HC_KIND_EXCHANGE_SERVER);

	if (strchr(server, '.') != NULL)
		return server;
	for (guint i = 0; i < servers->objects->len; i++) {
		const char *fqdn = hc_exchange_text(g_ptr_array_index(servers->objects, i), "Fqdn");

		if (fqdn != NULL && hc_dname_same_host(fqdn, server))
			return fqdn;
	}
	return NULL;
}

static void
ask_servers(HcPlanning *self)
{
	const HcHybrid *hybrid = self->hybrid;
	const GStrv own = hybrid->edge[0] != NULL ? hybrid->edge : hybrid->receiving;

	for (gsize i = 0; own[i] != NULL; i++) {
		const char *name =
			hc_servers_is_judged(own, i) ? full_name(self->so_far, own[i]) : NULL;

		if (name != NULL)
			ask_smtp(self, name, HC_ROLE_SERVER);
	}
}

static void
ask_given(HcPlanning *self, const GPtrArray *targets, HcQuestionKind kind)
{
	for (guint i = 0; i < targets->len; i++) {
		const HcTarget *target = g_ptr_array_index(targets, i);

		hc_planning_ask_host(self, kind, target->host, target->port, HC_ROLE_GIVEN);
	}
}

/* --- versions of TLS -------------------------------------------------------------------------- */

/* Each by itself, where the session came so far that there is something to ask. */
static void
ask_versions(HcPlanning *self)
{
	for (guint i = 0; i < hc_evidence_n_smtp(self->so_far); i++) {
		const HcSmtpSession *session = hc_evidence_smtp(self->so_far, i);

		if (session->tls_max != 0 || session->stage < HC_STAGE_TLS)
			continue;
		for (guint version = 0x0301; version <= 0x0304; version++) {
			HcQuestion *question = hc_question_new(HC_QUESTION_SMTP, session->host,
				session->address, (guint16)session->port);

			question->roles = session->roles;
			question->tls_max = version;
			hc_planning_ask(self, question);
		}
	}
}

/* --- exported --------------------------------------------------------------------------------- */

GPtrArray *
hc_plan_next(const HcTargets *targets, const HcEvidence *so_far, const HcHybrid *hybrid,
	const GPtrArray *asked)
{
	HcPlanning self = { .targets = targets,
		.so_far = so_far,
		.hybrid = hybrid,
		.next = g_ptr_array_new_with_free_func((GDestroyNotify)hc_question_free),
		.index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };

	for (guint i = 0; i < asked->len; i++)
		hc_planning_note(&self, g_ptr_array_index(asked, i));
	ask_given(&self, targets->smtp, HC_QUESTION_SMTP);
	ask_given(&self, targets->https, HC_QUESTION_HTTPS);
	if (hybrid != NULL) {
		ask_listeners(&self);
		ask_servers(&self);
		ask_smart_hosts(&self, hybrid->send, HC_ROLE_EXCHANGE_ONLINE);
		hc_plan_matrix(&self);
	}
	if (targets->all_versions)
		ask_versions(&self);
	g_hash_table_unref(self.index);
	return self.next;
}
