/*
 * The parts a rehearsal is put together from.  Room: hcw; for the files of the rehearsal alone.
 * In: the draft.  Out: entries added to it, steps made of them.
 */
#pragma once

#include "agent/hcw/rehearsal.h"

#define HC_SHELL_ONPREM "Exchange Management Shell"
#define HC_SHELL_EDGE "Exchange Management Shell on that Edge server"
#define HC_SHELL_ONLINE "Exchange Online PowerShell"

/* A rehearsal while it is written. */
typedef struct {
	const HcHybrid *hybrid; /* NULL: no inputs */
	const HcCertFacts *cert;
	const HcRehearsalChain *chain;
	HcTime as_of;
	char *identifier; /* "<I>…<S>…" of @cert */
	HcRehearsal *out;
} HcDraft;

/* Borrowed; entries keep the order in which they are added. */
HcRehearsed *hc_draft_add(
	HcDraft *self, const char *id, HcRehearsedEffect effect, const char *source);
/* The effect only grows stronger. */
void hc_rehearsed_raise(HcRehearsed *self, HcRehearsedEffect effect);
/* Replaces *@field. */
void hc_rehearsed_say(char **field, const char *format, ...) G_GNUC_PRINTF(2, 3);
void hc_rehearsed_command(HcRehearsed *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
void hc_rehearsed_undo(HcRehearsed *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A foreign value for a sentence. */
char *hc_rehearsed_value(const char *text);
/* The line that puts the new certificate into $c. */
char *hc_rehearsed_get(const HcCertFacts *cert);

/* The certificate by itself, and its chain (rehearsal-traits.c). */
void hc_draft_traits(HcDraft *self);
/* Places that name it by issuer and subject (rehearsal-places.c). */
void hc_draft_places(HcDraft *self);
/* Names that Exchange Online and the wizard compare (rehearsal-names.c). */
void hc_draft_names(HcDraft *self);
/* The servers that must hold it (rehearsal-servers.c). */
void hc_draft_servers(HcDraft *self);
/* Selection, steps and undo, made of the entries (rehearsal-steps.c). */
void hc_draft_steps(HcDraft *self);

/* Certificates of @server known to the inputs: borrowed HcCertFacts. */
GPtrArray *hc_draft_certs_on(const HcDraft *self, const char *server);
void hc_draft_borrow(GPtrArray *certs, const HcCertFacts *cert);
/* The certificates of @server were exported; it may have none. */
gboolean hc_draft_knows(const HcDraft *self, const char *server);

/* Make @self say that an input is missing: UNKNOWN, with the input and how to supply it. */
void hc_rehearsed_lacks(HcRehearsed *self, const HcDraft *draft, HcSide side, HcKind kind);
void hc_rehearsed_lacks_property(
	HcRehearsed *self, const HcExchangeObject *object, const char *property);
/* The kind was exported on @side: an object that was not found does not exist. */
gboolean hc_draft_was_exported(const HcDraft *self, HcSide side, HcKind kind);
