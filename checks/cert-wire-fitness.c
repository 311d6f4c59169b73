/*
 * What the certificate that our listener presents is fit for: its dates, key and signatures.
 * Room: checks.  Where it is one that the configuration names, the rules of the configuration say
 * it, and these follow.
 */
#include "checks/check.h"

#include "certs/fitness.h"
#include "certs/renewal.h"
#include "checks/cert-assess.h"
#include "checks/saw.h"
#include "checks/wire-cert.h"

/* What a rule of the configuration tells of a certificate that it judges anyway. */
static HcFinding *
report_bad(const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session,
	const char *elsewhere, const char *text, HcFindings *out)
{
	gboolean follows = hc_wire_is_judged(hybrid, hc_tls_leaf(session->tls));
	HcFinding *finding = hc_wire_report(
		self, follows ? HC_STATUS_INFO : HC_STATUS_FAIL, session, out, "%s", text);

	hc_wire_prove_leaf(finding, session);
	if (follows)
		hc_finding_follow(finding, elsewhere);
	return finding;
}

/* --- dates ----------------------------------------------------------------------------------- */

static void
judge_dates(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcCertFacts *leaf = hc_wire_saw_leaf(self, session, out);
	HcTime as_of = hc_evidence_as_of(hybrid->evidence);
	g_autofree char *from = NULL;
	g_autofree char *to = NULL;
	g_autofree char *text = NULL;

	if (leaf == NULL)
		return;
	from = hc_when_format_date(leaf->not_before);
	to = hc_when_format_date(leaf->not_after);
	if (leaf->not_after < as_of)
		text = g_strdup_printf("the certificate that is presented expired on %s", to);
	else if (leaf->not_before > as_of)
		text = g_strdup_printf(
			"the certificate that is presented is not valid before %s", from);
	if (text != NULL)
		report_bad(self, hybrid, session, "cert-expired", text, out);
	else
		hc_wire_report(
			self, HC_STATUS_PASS, session, out, "it is valid from %s to %s", from, to);
}

static void
judge_valid(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_dates, out);
}

static void
judge_end(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	const HcCertFacts *leaf = hc_wire_saw_leaf(self, session, out);
	HcTime as_of = hc_evidence_as_of(hybrid->evidence);
	HcSeverity severity = HC_SEVERITY_INFO;
	g_autofree char *date = NULL;
	g_autofree char *text = NULL;

	if (leaf == NULL)
		return;
	if (leaf->not_after < as_of || leaf->not_before > as_of) {
		hc_wire_report(self, HC_STATUS_NOT_APPLICABLE, session, out,
			"it is not valid any more, or not yet");
		return;
	}
	date = hc_when_format_date(leaf->not_after);
	severity = hc_cert_urgency(leaf, as_of);
	if (severity == HC_SEVERITY_INFO) {
		hc_wire_report(self, HC_STATUS_PASS, session, out, "it is valid until %s", date);
		return;
	}
	text = g_strdup_printf("the certificate that is presented expires on %s", date);
	report_bad(self, hybrid, session, "cert-expiring", text, out)->severity = severity;
}

static void
judge_expiring(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_end, out);
}

/* --- strength -------------------------------------------------------------------------------- */

typedef HcTri (*Measure)(const HcCertFacts *cert, GString *text);

/* Judges the first certificate of the chain that is weak; the root's own signature proves nothing.
 */
static void
judge_strength(const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session,
	Measure measure, HcFindings *out)
{
	const GPtrArray *chain = session->tls->chain;
	gboolean any_unknown = FALSE;

	for (guint i = 0; i < chain->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(chain, i);
		g_autoptr(GString) why = g_string_new(NULL);
		HcTri good = measure(cert, why);
		g_autofree char *name = NULL;
		g_autofree char *text = NULL;

		any_unknown = any_unknown || good == HC_TRI_UNKNOWN;
		if (good != HC_TRI_NO)
			continue;
		name = hc_check_value(cert->subject);
		text = g_strdup_printf("%s, which is presented: %s", name, why->str);
		report_bad(self, hybrid, session,
			measure == hc_fitness_key ? "cert-key-weak" : "cert-hash-weak", text, out);
		return;
	}
	hc_wire_report(self, any_unknown ? HC_STATUS_UNKNOWN : HC_STATUS_PASS, session, out,
		any_unknown ? "not every certificate that was sent can be measured"
			    : "every certificate that was sent is strong enough");
}

static void
judge_key_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	if (hc_wire_saw_leaf(self, session, out) != NULL)
		judge_strength(self, hybrid, session, hc_fitness_key, out);
}

static void
judge_hash_of(
	const HcCheck *self, const HcHybrid *hybrid, const HcSmtpSession *session, HcFindings *out)
{
	if (hc_wire_saw_leaf(self, session, out) != NULL)
		judge_strength(self, hybrid, session, hc_fitness_hash, out);
}

static void
judge_key(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_key_of, out);
}

static void
judge_hash(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_wire_judge(self, hybrid, HC_WIRE_OURS, judge_hash_of, out);
}

const HcCheck hc_checks_cert_wire_fitness[] = {
	{
		.id = "cert-wire-expired",
		.title = "The listener presents a valid certificate",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_valid,
		.impact = "Exchange Online refuses the certificate and keeps mail in the queue "
			  "until it bounces after a day.",
		.fix = "Find out what answers on that address, and install a valid certificate of "
		       "a public CA there. Where a server already has one, restart transport: it "
		       "may still use the old one.",
		.unless = "the new certificate keeps issuer and subject",
		.ndr = "450 4.7.320 Certificate validation failed; 450 4.4.317",
		.reference = "NDR-MFI BLOG-TLSCERT",
	},
	{
		.id = "cert-wire-expiring",
		.title = "The certificate that the listener presents does not expire soon",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_MEDIUM,
		.worst = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_MANUAL_FIX,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.hop = "A7",
		.judge = judge_expiring,
		.impact = "Mail from Exchange Online stops on that date.",
		.fix = "Renew it, and install the new one wherever that address leads to. Ask the "
		       "CA whether issuer or subject will change: only then the connectors have "
		       "to name the new one.",
		.reference = "HC-CERT CABF-SC081",
	},
	{
		.id = "cert-wire-key-weak",
		.title = "The keys of the chain that the listener sends are strong",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_CA,
		.hop = "A7",
		.judge = judge_key,
		.impact = "TLS libraries refuse RSA keys below 2048 bits.",
		.fix = "Have the certificate issued again with an RSA key of at least 2048 bits.",
		.unless = "the new certificate keeps issuer and subject",
		.reference = "HC-CERT",
	},
	{
		.id = "cert-wire-hash-weak",
		.title = "No certificate of the chain that the listener sends is signed with SHA-1",
		.class = HC_CLASS_PERIMETER,
		.severity = HC_SEVERITY_HIGH,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_CA,
		.hop = "A7",
		.judge = judge_hash,
		.impact = "Exchange Online has rejected SHA-1 since 2016.",
		.fix = "Have the certificate issued again, or replace the intermediate certificate "
		       "by its successor.",
		.unless = "the new certificate keeps issuer and subject",
		.ndr = "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]",
		.reference = "DOC-CIPHERS HC-CERT",
	},
	{ .id = NULL },
};
