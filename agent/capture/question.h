/*
 * What is asked of the network.  Room: capture.
 * In: what plan, or the user, wants to know.  Out: one question for one collector: a name to
 * resolve, or one address to talk to.  Pure record; its strings are its own.
 */
#pragma once

#include "agent/base/role.h"

#include <glib.h>

typedef enum {
	HC_QUESTION_ADDRESSES, /* which addresses has the name? */
	HC_QUESTION_SMTP,
	HC_QUESTION_TCP,
	HC_QUESTION_HTTPS,
	HC_N_QUESTIONS
} HcQuestionKind;

typedef struct {
	HcQuestionKind kind;
	char *host;    /* name or numeric address as given; the TLS server name if it is a name */
	char *address; /* numeric; NULL for ADDRESSES */
	guint16 port;  /* host order */
	char *path;    /* of the URL, for HTTPS; else NULL */
	guint roles;   /* HC_ROLE_… */
	guint tls_max; /* 0: the highest; else 0x0301 … 0x0304: offer this version alone */
} HcQuestion;

/* @address may be NULL. */
HcQuestion *hc_question_new(
	HcQuestionKind kind, const char *host, const char *address, guint16 port);
HcQuestion *hc_question_copy(const HcQuestion *self);
void hc_question_free(HcQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcQuestion, hc_question_free)

/* The same is asked, for whatever reason (roles do not count). */
gboolean hc_question_same(const HcQuestion *a, const HcQuestion *b);

/* What is asked for revocation goes in clear: a certificate cannot be needed to judge one
 * (RFC 5280 4.2.1.13). */
gboolean hc_question_is_clear(const HcQuestion *self);
/* "https://mail.contoso.example/EWS/Exchange.asmx" of a question for HTTPS; "http:" in clear. */
char *hc_question_url(const HcQuestion *self);

/* "SMTP mail.contoso.example [203.0.113.25]:25", "ADDRESSES mail.contoso.example".  The host is
 * printed as it was given. */
char *hc_question_text(const HcQuestion *self);
