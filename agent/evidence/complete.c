/* What every reader of a record may rely on.  Room: evidence. */
#include "agent/evidence/complete.h"

static void
need_text(char **text)
{
	if (*text == NULL)
		*text = g_strdup("");
}

static void
need_list(GStrv *list)
{
	if (*list == NULL)
		*list = hc_text_dup_list(NULL);
}

void
hc_complete_cert(HcCertFacts *cert)
{
	need_list(&cert->dns_names);
	if (cert->head.status != HC_FACT_COLLECTED)
		return;
	need_text(&cert->thumbprint);
	need_text(&cert->sha256);
	need_text(&cert->spki_sha256);
	need_text(&cert->serial);
	need_text(&cert->subject);
	need_text(&cert->issuer);
	need_text(&cert->key_type);
	need_text(&cert->signature_hash);
}

void
hc_complete_pick(HcPick *pick)
{
	need_text(&pick->connector);
	need_text(&pick->server);
	if (pick->head.status != HC_FACT_COLLECTED)
		return;
	need_text(&pick->thumbprint);
	need_text(&pick->how);
}

static void
complete_table(HcRunTable *table)
{
	need_text(&table->object);
	need_text(&table->phase);
	for (guint i = 0; i < table->rows->len; i++) {
		HcRunRow *row = table->rows->pdata[i];

		need_text(&row->property);
		need_text(&row->actual);
		need_text(&row->expected);
	}
}

void
hc_complete_run(HcRun *run)
{
	for (guint i = 0; i < run->messages->len; i++) {
		HcRunMessage *message = run->messages->pdata[i];

		need_text(&message->text);
	}
	for (guint i = 0; i < run->tables->len; i++)
		complete_table(run->tables->pdata[i]);
	for (guint i = 0; i < run->phases->len; i++) {
		HcRunPhase *phase = run->phases->pdata[i];

		need_text(&phase->task);
		need_text(&phase->phase);
		need_text(&phase->result);
	}
}

void
hc_complete_record(HcRunRecord *record)
{
	need_list(&record->unknown);
}

void
hc_complete_foreign(HcForeign *foreign)
{
	need_text(&foreign->name);
	need_list(&foreign->inputs);
	for (guint i = 0; i < foreign->certs->len; i++) {
		HcForeignCert *cert = foreign->certs->pdata[i];

		need_text(&cert->thumbprint);
	}
}

void
hc_complete_input(HcInput *input)
{
	need_text(&input->path);
	need_text(&input->kind);
}

static void
complete_tls(HcTlsSession *tls)
{
	if (tls != NULL)
		need_list(&tls->notes);
}

void
hc_complete_addresses(HcHostAddresses *addresses)
{
	need_text(&addresses->host);
	need_list(&addresses->addresses);
}

void
hc_complete_smtp(HcSmtpSession *session)
{
	need_text(&session->host);
	need_text(&session->address);
	need_text(&session->transcript);
	if (session->outcome == HC_OUTCOME_TLS_ALERT)
		need_text(&session->alert);
	complete_tls(session->tls);
}

void
hc_complete_tcp(HcTcpConnect *connect)
{
	need_text(&connect->host);
	need_text(&connect->address);
}

void
hc_complete_http(HcHttpAnswer *answer)
{
	need_text(&answer->host);
	need_text(&answer->path);
	need_list(&answer->redirects);
	complete_tls(answer->tls);
}
