/*
 * The rehearsal of a renewal at Contoso: a certificate that is not in the organisation, and what
 * comes out of it.
 */
#pragma once

#include "agent/hcw/rehearsal.h"
#include "tests/unit/org.h"

#define STORY_CN "mail.contoso.example"
#define STORY_THUMBPRINT "BB22"

typedef struct {
	HcEvidenceBuilder *builder;
	HcCertFacts *cert;
	HcEvidence *evidence;
	HcHybrid *hybrid;
	HcRehearsal *rehearsal;
} Story;

/* A good certificate of the same issuer and subject, newer than today's. */
Story story_new(void);
void story_clear(Story *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Story, story_clear)

/* Replaces *@field. */
void story_put(char **field, const char *value);
void story_rename(HcCertFacts *cert, const char *cn, const char *names);
/* The organisation's HybridConfiguration, to be changed. */
HcExchangeObject *story_configuration(Story *self);
/* Freezes the organisation and rehearses as of @when. */
void story_rehearse(Story *self, const char *when);
/* The certificate alone, without any input. */
void story_rehearse_alone(Story *self, const HcRehearsalChain *chain);

/* The @nth entry of that id; never NULL. */
const HcRehearsed *story_entry(const Story *self, const char *id, guint nth);
const char *story_effect(const Story *self, const char *id);
const char *story_command(const HcRehearsed *entry, guint i);
const HcRehearsedOn *story_on(const HcRehearsed *entry, guint i);
/* Every step's text and commands in one string. */
char *story_steps(const GPtrArray *steps);
void story_assert_has(const char *text, const char *part);
