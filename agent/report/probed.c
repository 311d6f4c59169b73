/* The mail servers that were asked, in words.  Room: report. */
#include "agent/report/probed.h"

#include "agent/base/hostport.h"
#include "agent/base/role.h"

static void
probed_free(gpointer data)
{
	HcProbed *self = data;

	g_free(self->address);
	g_free(self->roles);
	g_free(self->outcome_text);
	g_free(self->until);
	g_free(self);
}

static char *
roles_text(guint roles)
{
	GString *text = g_string_new(NULL);

	for (guint place = 0; place < HC_N_ROLES; place++) {
		if ((roles & (1u << place)) != 0)
			g_string_append_printf(
				text, "%s%s", text->len > 0 ? ", " : "", hc_role_word(place));
	}
	return g_string_free(text, FALSE);
}

static void
describe_tls(HcProbed *self, const HcTlsSession *tls)
{
	const HcCertFacts *leaf = hc_tls_leaf(tls);

	self->tls = tls->version;
	if (leaf == NULL || leaf->head.status != HC_FACT_COLLECTED)
		return;
	self->leaf = leaf->subject;
	self->until = hc_when_format_date(leaf->not_after);
}

static HcProbed *
of_session(const HcSmtpSession *session)
{
	HcProbed *self = g_new0(HcProbed, 1);

	self->host = session->host;
	self->address = hc_hostport_text(session->address, (guint16)session->port);
	self->roles = roles_text(session->roles);
	self->outcome = session->outcome;
	self->outcome_text = hc_smtp_outcome_text(session);
	self->stage = hc_stage_word(session->stage);
	if (session->tls != NULL)
		describe_tls(self, session->tls);
	return self;
}

static HcProbed *
of_name(const HcHostAddresses *name)
{
	HcProbed *self = g_new0(HcProbed, 1);

	self->host = name->host;
	self->roles = roles_text(name->roles);
	self->outcome = name->result.outcome;
	self->outcome_text = g_strdup(hc_outcome_word(name->result.outcome));
	self->stage = hc_stage_word(HC_STAGE_RESOLVE);
	return self;
}

GPtrArray *
hc_probed_new(const HcEvidence *evidence)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(probed_free);

	for (guint i = 0; i < hc_evidence_n_addresses(evidence); i++) {
		const HcHostAddresses *name = hc_evidence_addresses(evidence, i);

		if (name->addresses[0] == NULL)
			g_ptr_array_add(list, of_name(name));
	}
	/* One version of TLS by itself is a detail of the session that offered all. */
	for (guint i = 0; i < hc_evidence_n_smtp(evidence); i++) {
		const HcSmtpSession *session = hc_evidence_smtp(evidence, i);

		if (session->tls_max == 0)
			g_ptr_array_add(list, of_session(session));
	}
	return list;
}

const char *
hc_probed_state(const HcProbed *self)
{
	if (self->outcome == HC_OUTCOME_OK)
		return "ok";
	return self->outcome == HC_OUTCOME_INTERRUPTED ? "unknown" : "fail";
}
