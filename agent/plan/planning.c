/* One round of planning.  Room: plan. */
#include "agent/plan/plan-parts.h"

#include "agent/base/hostport.h"
#include "agent/base/limits.h"
#include "agent/evidence/network.h"

#include <string.h>

/* All that hc_question_same() compares. */
static char *
key_of(const HcQuestion *question)
{
	return g_strdup_printf("%d %s %s %u %u %s", (int)question->kind, question->host,
		question->address != NULL ? question->address : "", question->port,
		question->tls_max, question->path != NULL ? question->path : "");
}

void
hc_planning_note(HcPlanning *self, const HcQuestion *question)
{
	g_hash_table_insert(self->index, key_of(question), NULL);
}

void
hc_planning_ask(HcPlanning *self, HcQuestion *question)
{
	g_autoptr(HcQuestion) taken = question;
	g_autofree char *key = key_of(question);
	gpointer planned = NULL;

	if (g_hash_table_lookup_extended(self->index, key, NULL, &planned)) {
		if (planned != NULL)
			((HcQuestion *)planned)->roles |= question->roles;
		return;
	}
	if (g_hash_table_size(self->index) >= HC_LIMIT_QUESTIONS)
		return;
	g_hash_table_insert(self->index, g_steal_pointer(&key), taken);
	g_ptr_array_add(self->next, g_steal_pointer(&taken));
}

static gboolean
is_asked_for(const HcPlanning *self, const char *address)
{
	switch (hc_hostport_family(address)) {
	case HC_FAMILY_IPV4:
		return self->targets->ipv4;
	case HC_FAMILY_IPV6:
		return self->targets->ipv6;
	case HC_FAMILY_NONE:
		break;
	}
	return FALSE;
}

static void
ask_address(HcPlanning *self, const HcQuestion *like, const char *address)
{
	HcQuestion *question = NULL;

	if (!is_asked_for(self, address))
		return;
	question = hc_question_new(like->kind, like->host, address, like->port);
	question->roles = like->roles;
	hc_planning_ask(self, question);
}

/* FALSE: nobody has looked for its addresses yet. */
static gboolean
ask_addresses_of(HcPlanning *self, const HcQuestion *like)
{
	const HcHostAddresses *found = hc_evidence_addresses_of(self->so_far, like->host);

	if (found->head.status == HC_FACT_NOT_ASKED)
		return FALSE;
	for (guint i = 0; found->addresses != NULL && found->addresses[i] != NULL; i++)
		ask_address(self, like, found->addresses[i]);
	return TRUE;
}

/* As questions spell a host: "[203.0.113.25]" is an address, names are in lower case. */
static char *
host_of(const char *text)
{
	const gsize length = strlen(text);
	char *host = NULL;
	guint16 port = 0;

	if (length > 2 && text[0] == '[' && text[length - 1] == ']') {
		host = g_strndup(text + 1, length - 2);
		if (hc_hostport_family(host) != HC_FAMILY_NONE)
			return host;
		g_free(host);
		return NULL;
	}
	return hc_hostport_parse(text, 1, &host, &port, NULL) ? host : NULL;
}

void
hc_planning_ask_host(
	HcPlanning *self, HcQuestionKind kind, const char *host, guint16 port, guint roles)
{
	g_autofree char *name = host_of(host);
	g_autoptr(HcQuestion) like = NULL;
	HcQuestion *addresses = NULL;

	if (name == NULL)
		return;
	like = hc_question_new(kind, name, NULL, port);
	like->roles = roles;
	if (hc_hostport_family(name) != HC_FAMILY_NONE) {
		ask_address(self, like, name);
		return;
	}
	if (ask_addresses_of(self, like))
		return;
	addresses = hc_question_new(HC_QUESTION_ADDRESSES, name, NULL, 0);
	addresses->roles = roles;
	hc_planning_ask(self, addresses);
}
