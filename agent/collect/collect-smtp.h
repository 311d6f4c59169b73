/*
 * An SMTP session as far as it goes without a mail: greeting, EHLO (HELO where that is refused),
 * STARTTLS, handshake, EHLO again, QUIT.  Room: collect.
 * In: SMTP questions.  Out: their transcripts.
 *
 * One command is under way at a time, and a reply that never can be one ends the session.  Octets
 * behind the answer to STARTTLS are recorded and end it too: no handshake is made on top of them.
 */
#pragma once

#include "agent/collect/asking.h"

extern const HcAsker hc_asker_smtp;
