/* The rehearsal of a renewal at Contoso. */
#include "tests/unit/rehearsal-story.h"

#include <string.h>

static char public_text[] = "it ends in a public root";
static char complete_text[] = "the file holds every intermediate";
static const HcRehearsalChain good_chain = { HC_TRI_YES, public_text, HC_TRI_YES, complete_text };

void
story_clear(Story *self)
{
	hc_rehearsal_free(self->rehearsal);
	hc_hybrid_free(self->hybrid);
	if (self->evidence == NULL)
		self->evidence = hc_evidence_builder_finish(self->builder);
	hc_evidence_free(self->evidence);
	hc_cert_facts_free(self->cert);
}

Story
story_new(void)
{
	Story self = { .builder = org_new(), .cert = hc_cert_facts_new() };
	HcCertFacts *cert = self.cert;

	cert->head.status = HC_FACT_COLLECTED;
	cert->thumbprint = g_strdup(STORY_THUMBPRINT);
	cert->spki_sha256 = g_strdup("0a1b");
	cert->subject = g_strdup("CN=" STORY_CN);
	cert->issuer = g_strdup(ORG_ISSUER);
	cert->subject_cn = g_strdup(STORY_CN);
	cert->dns_names = g_strsplit(STORY_CN ",autodiscover.contoso.example", ",", 0);
	cert->not_before = org_time("2026-09-20T00:00:00Z");
	cert->not_after = org_time("2027-04-05T23:59:59Z");
	cert->key_type = g_strdup("RSA");
	cert->key_bits = 2048;
	cert->signature_hash = g_strdup("sha256");
	return self;
}

void
story_put(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

void
story_rename(HcCertFacts *cert, const char *cn, const char *names)
{
	g_autofree char *subject = g_strdup_printf("CN=%s", cn);

	story_put(&cert->subject, *cn != '\0' ? subject : "");
	story_put(&cert->subject_cn, *cn != '\0' ? cn : NULL);
	g_strfreev(cert->dns_names);
	cert->dns_names = g_strsplit(names, ",", 0);
}

HcExchangeObject *
story_configuration(Story *self)
{
	return hc_evidence_builder_set(self->builder, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION)
		->objects->pdata[0];
}

void
story_rehearse(Story *self, const char *when)
{
	self->evidence = hc_evidence_builder_finish(self->builder);
	self->hybrid = hc_hybrid_new(self->evidence);
	self->rehearsal = hc_rehearsal_new(self->hybrid, self->cert, &good_chain, org_time(when));
}

void
story_rehearse_alone(Story *self, const HcRehearsalChain *chain)
{
	self->rehearsal = hc_rehearsal_new(
		NULL, self->cert, chain != NULL ? chain : &good_chain, org_time(ORG_AS_OF));
}

const HcRehearsed *
story_entry(const Story *self, const char *id, guint nth)
{
	for (guint i = 0; i < self->rehearsal->entries->len; i++) {
		const HcRehearsed *one = g_ptr_array_index(self->rehearsal->entries, i);

		if (g_str_equal(one->id, id) && nth-- == 0)
			return one;
	}
	g_error("no entry %s", id);
}

const char *
story_effect(const Story *self, const char *id)
{
	return hc_rehearsed_effect_word(story_entry(self, id, 0)->effect);
}

const char *
story_command(const HcRehearsed *one, guint i)
{
	g_assert_cmpuint(one->commands->len, >, i);
	return g_ptr_array_index(one->commands, i);
}

const HcRehearsedOn *
story_on(const HcRehearsed *one, guint i)
{
	g_assert_cmpuint(one->on->len, >, i);
	return g_ptr_array_index(one->on, i);
}

char *
story_steps(const GPtrArray *steps)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < steps->len; i++) {
		const HcRehearsedStep *step = g_ptr_array_index(steps, i);

		g_string_append_printf(text, "%s\n", step->text);
		for (guint k = 0; k < step->commands->len; k++)
			g_string_append_printf(
				text, "  %s\n", (char *)g_ptr_array_index(step->commands, k));
	}
	return g_string_free(text, FALSE);
}

void
story_assert_has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		g_error("\"%s\" is not in:\n%s", part, text);
}
