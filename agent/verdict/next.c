/* What to do next, in order.  Room: verdict. */
#include "agent/verdict/words.h"

#include "agent/hcw/changes.h"
#include "agent/hcw/dedicated-app.h"

/* First screens are short: so many steps at most before the rerun. */
#define MAX_STEPS 8

static gboolean
is_listed(const HcVerdict *self, const char *text)
{
	for (guint i = 0; i < self->next->len; i++) {
		const HcNext *next = g_ptr_array_index(self->next, i);

		if (g_strcmp0(next->command, text) == 0 || g_strcmp0(next->action, text) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
append(HcVerdict *self, HcWho who, const char *command, const char *action)
{
	HcNext *next = g_new0(HcNext, 1);

	next->who = hc_who_word(who);
	next->command = g_strdup(command);
	next->action = g_strdup(action);
	g_ptr_array_add(self->next, next);
}

static void
add(HcVerdict *self, HcWho who, const char *command, const char *action)
{
	if (self->next->len < MAX_STEPS && !is_listed(self, command != NULL ? command : action))
		append(self, who, command, action);
}

/* A repair in words where a rule has them, else its commands. */
static void
add_repair(HcVerdict *self, const HcFinding *finding)
{
	HcWho who = finding->check->who;

	if (finding->check->fix != NULL)
		add(self, who, NULL, finding->check->fix);
	for (guint i = 0; i < finding->commands->len; i++)
		add(self, who, g_ptr_array_index(finding->commands, i), NULL);
}

static gboolean
labels_are_confirmed(guint selection)
{
	for (guint bit = HC_HCW_USMC; bit <= HC_HCW_FULL; bit <<= 1) {
		if ((selection & bit) != 0 && !hc_selection_label_is_confirmed((HcSelection)bit))
			return FALSE;
	}
	return TRUE;
}

/* "; on its certificate page choose …", where the rerun is there to change the certificate. */
static char *
certificate_choice(const HcVerdict *self, const HcHybrid *hybrid)
{
	g_autofree char *identifier = NULL;

	if (!hc_selection_includes(self->selection, HC_HCW_USMC))
		return g_strdup("");
	identifier = hc_changes_certificate(hybrid);
	return identifier == NULL
		       ? g_strdup("")
		       : g_strdup_printf("; on its certificate page choose %s", identifier);
}

static void
add_rerun(HcVerdict *self, const HcHybrid *hybrid)
{
	g_autofree char *labels = hc_selection_join(self->selection, hc_selection_label, "; and ");
	g_autofree char *choice = certificate_choice(self, hybrid);
	g_autofree char *action =
		g_strdup_printf("run the current wizard (aka.ms/hybridwizard): %s%s%s%s%s", labels,
			labels_are_confirmed(self->selection)
				? ""
				: " (the exact words of this box are not confirmed)",
			choice, self->unless != NULL ? "; not needed if " : "",
			self->unless != NULL ? self->unless : "");

	add(self, HC_WHO_YOU, NULL, action);
}

/* Before any rerun: what Microsoft itself recommends to save (rulebook 7.3 step 1, BLOG-TLSCERT).
 */
static void
add_backup(HcVerdict *self)
{
	add(self, HC_WHO_YOU,
		"Get-SendConnector | Export-Clixml send.xml; "
		"Get-ReceiveConnector | Export-Clixml receive.xml",
		"save the connectors on premises first");
	add(self, HC_WHO_YOU,
		"Get-InboundConnector | Export-Clixml inbound.xml; "
		"Get-OutboundConnector | Export-Clixml outbound.xml",
		"save the connectors of Exchange Online");
}

/*
 * What the rerun itself repairs needs no step of its own; nor does what only a wider run would
 * repair: two runs of different width side by side would contradict each other.
 */
static gboolean
is_repaired_by_rerun(const HcVerdict *self, const HcFinding *finding)
{
	if (finding->effect == HC_EFFECT_RERUN_REQUIRED)
		return TRUE;
	if (finding->effect != HC_EFFECT_RERUN_RECOMMENDED)
		return FALSE;
	return finding->commands->len == 0 ||
	       hc_selection_includes(self->selection, finding->check->hcw);
}

/* What harms nobody as it is, but may stop the run that is asked for. */
static void
add_before_run(HcVerdict *self, const HcFindings *findings)
{
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		const HcFinding *finding = hc_findings_at(findings, i);

		if (finding->before_run && finding->waived == NULL)
			add_repair(self, finding);
	}
}

/* Repairs of what does not touch mail flow, after all that does. */
static void
add_beside_mail(HcVerdict *self, const HcFindings *findings)
{
	static const HcClass beside[] = { HC_CLASS_OAUTH, HC_CLASS_COEXISTENCE };

	for (guint c = 0; c < G_N_ELEMENTS(beside); c++) {
		const GArray *reasons = self->classes[beside[c]].reasons;

		for (guint i = 0; i < reasons->len; i++)
			add_repair(
				self, hc_findings_at(findings, g_array_index(reasons, guint, i)));
	}
}

/* A finding of OAuth or coexistence that ends in a run of the wizard for OAuth. */
static gboolean
sends_to_oauth(const HcVerdict *self, const HcFindings *findings)
{
	static const HcClass beside[] = { HC_CLASS_OAUTH, HC_CLASS_COEXISTENCE };

	for (guint c = 0; c < G_N_ELEMENTS(beside); c++) {
		const GArray *reasons = self->classes[beside[c]].reasons;

		for (guint i = 0; i < reasons->len; i++) {
			const HcFinding *finding =
				hc_findings_at(findings, g_array_index(reasons, guint, i));

			if (finding->effect != HC_EFFECT_MANUAL_FIX &&
				hc_selection_includes(finding->check->hcw, HC_HCW_OAUTH))
				return TRUE;
		}
	}
	return FALSE;
}

/*
 * Every run that touches OAuth uploads the Auth certificate to the shared service principal again
 * (CVE-2025-53786).  Without a dedicated app OAuth still needs it there.
 */
static void
add_follow_up(HcVerdict *self, const HcHybrid *hybrid)
{
	HcTri in_use = hc_app_is_in_use(hybrid->evidence);

	if (hc_evidence_as_of(hybrid->evidence) < HC_APP_SINCE || in_use == HC_TRI_NO)
		return;
	append(self, HC_WHO_YOU,
		".\\ConfigureExchangeHybridApplication.ps1 "
		"-ResetFirstPartyServicePrincipalKeyCredentials",
		in_use == HC_TRI_YES
			? "after every run of the wizard that touches OAuth, take the certificate "
			  "off Exchange Online's shared service principal again"
			: "after every run of the wizard that touches OAuth, if a dedicated hybrid "
			  "app is in use, take the certificate off Exchange Online's shared "
			  "service "
			  "principal again");
}

void
hc_verdict_list_next(HcVerdict *self, const HcHybrid *hybrid, const HcFindings *findings)
{
	gboolean rerun = self->decision == HC_DECISION_RERUN_REQUIRED || self->rerun_follows;

	for (guint i = 0; i < self->reasons->len; i++) {
		const HcReason *reason = g_ptr_array_index(self->reasons, i);
		const HcFinding *finding = hc_findings_at(findings, reason->finding);

		if (rerun && is_repaired_by_rerun(self, finding))
			continue;
		if (self->next->len < MAX_STEPS - 3)
			add_repair(self, finding);
	}
	if (rerun) {
		add_before_run(self, findings);
		add_backup(self);
		add_rerun(self, hybrid);
	}
	add_beside_mail(self, findings);
	if ((rerun && hc_selection_includes(self->selection, HC_HCW_OAUTH | HC_HCW_DHA)) ||
		sends_to_oauth(self, findings))
		add_follow_up(self, hybrid);
}
