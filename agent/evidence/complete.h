/*
 * What every reader of a record may rely on.  Room: evidence; the builder calls this for every
 * record it takes, whatever source it came from.  A text that a record cannot be without is ""
 * where the source had none, a list that cannot be NULL is empty.
 */
#pragma once

#include "agent/evidence/evidence.h"

void hc_complete_cert(HcCertFacts *cert);
void hc_complete_pick(HcPick *pick);
void hc_complete_run(HcRun *run);
void hc_complete_record(HcRunRecord *record);
void hc_complete_foreign(HcForeign *foreign);
void hc_complete_addresses(HcHostAddresses *addresses);
void hc_complete_smtp(HcSmtpSession *session);
void hc_complete_tcp(HcTcpConnect *connect);
void hc_complete_http(HcHttpAnswer *answer);
void hc_complete_input(HcInput *input);
