/*
 * What a reply says, as facts have it.  Room: parse.
 * In: a reply that was read.  Out: code, enhanced code and text; keyword lines of EHLO.  Printable.
 */
#pragma once

#include "agent/base/smtp-reply.h"
#include "agent/evidence/smtp.h"

/* Of a reply that is not whole or wrong: what there is of it. */
void hc_reply_facts_fill(const HcSmtpReply *reply, HcSmtpReplyFacts *ret_facts);
/* The lines behind the first; NULL unless it is a whole 2yz. */
GStrv hc_reply_facts_keywords(const HcSmtpReply *reply);
