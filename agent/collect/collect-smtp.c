/* An SMTP session as far as it goes without a mail.  Room: collect. */
#include "agent/collect/collect-smtp.h"
#include "agent/base/limits.h"
#include "agent/base/smtp-reply.h"
#include "agent/collect/dial.h"
#include "agent/collect/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_OCTETS 16384
#define QUIT_MS 1000 /* how long a goodbye is waited for; it decides nothing */

#define SERVICE_READY 220
#define CLOSING 421

typedef enum {
	STEP_GREETING,
	STEP_EHLO,
	STEP_HELO,
	STEP_STARTTLS,
	STEP_HANDSHAKE,
	STEP_EHLO_IN_TLS,
	STEP_QUIT,
} Step;

typedef struct {
	HcAsking *asking;
	HcDial *dial;
	int fd;
	HcWatch *watch;
	Step step;
	HcSmtpReply *reply;
	GByteArray *to_send; /* as it goes over the wire */
	const HcTlsClient *client;
	HcTls *tls;         /* NULL in clear */
	gsize n_tls_octets; /* that came */
} Session;

/* --- sending ---------------------------------------------------------------------------------- */

static void
fail(Session *self, int code)
{
	hc_asking_record_errno(self->asking, code);
	hc_asking_end(self->asking);
}

/* As much as the socket takes now; the rest when it has room. */
static void
flush(Session *self)
{
	while (self->to_send->len > 0) {
		ssize_t n = send(self->fd, self->to_send->data, self->to_send->len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
			fail(self, errno);
			return;
		}
		if (n < 0)
			break;
		g_byte_array_remove_range(self->to_send, 0, (guint)n);
	}
	hc_watch_set_writing(self->watch, self->to_send->len > 0);
}

/* What TLS wants to say. */
static void
flush_tls(Session *self)
{
	guint8 octets[READ_OCTETS];
	gsize n = hc_tls_drain(self->tls, octets, sizeof octets);

	for (; n > 0; n = hc_tls_drain(self->tls, octets, sizeof octets))
		g_byte_array_append(self->to_send, octets, (guint)n);
	flush(self);
}

static void
send_command(Session *self, Step step, const char *verb, const char *argument)
{
	g_autofree char *line = argument != NULL ? g_strdup_printf("%s %s\r\n", verb, argument)
						 : g_strdup_printf("%s\r\n", verb);
	gsize n = strlen(line);
	g_autoptr(GBytes) bytes = g_bytes_new(line, n);

	self->step = step;
	hc_smtp_reply_restart(self->reply);
	hc_asking_record(self->asking,
		&(HcRecord){ .kind = HC_RECORD_SENT, .bytes = bytes, .in_tls = self->tls != NULL });
	if (self->tls == NULL) {
		g_byte_array_append(self->to_send, (const guint8 *)line, (guint)n);
		flush(self);
		return;
	}
	if (hc_tls_write(self->tls, (const guint8 *)line, n) != HC_TLS_OPEN)
		hc_asking_end(self->asking);
	flush_tls(self);
}

static void
send_quit(Session *self)
{
	hc_asking_end_within(self->asking, QUIT_MS);
	send_command(self, STEP_QUIT, "QUIT", NULL);
}

static void
send_hello(Session *self, Step step)
{
	send_command(self, step, step == STEP_HELO ? "HELO" : "EHLO",
		hc_asking_run(self->asking)->options->ehlo);
}

/* --- TLS begins ------------------------------------------------------------------------------- */

static gpointer
open_tls(const HcCollectRun *run)
{
	const HcCollectOptions *options = run->options;
	HcTlsClient *client =
		hc_tls_client_new(options->client_cert_pem, options->client_key_pem, NULL);

	/* hc_collect_check() says why; here the rest can still be seen. */
	return client != NULL ? client : hc_tls_client_new(NULL, NULL, NULL);
}

static void
close_tls(gpointer data)
{
	hc_tls_client_free(data);
}

static void
on_seen(const HcRecord *record, gpointer user)
{
	Session *self = user;
	HcRecord shared = *record;
	g_autoptr(GBytes) bytes = NULL;
	gsize n = 0;
	const guint8 *octets = NULL;

	if (record->bytes != NULL) {
		octets = g_bytes_get_data(record->bytes, &n);
		bytes = hc_asking_share(self->asking, octets, n);
		shared.bytes = bytes;
	}
	hc_asking_record(self->asking, &shared);
}

/* RFC 6066 3: a name without its last dot, never an address.  NULL: none is sent. */
static char *
server_name(const char *host)
{
	struct in6_addr unused = { 0 };
	gsize n = strlen(host);

	if (inet_pton(AF_INET, host, &unused) == 1 || inet_pton(AF_INET6, host, &unused) == 1)
		return NULL;
	if (n > 0 && host[n - 1] == '.')
		n--;
	return g_strndup(host, n);
}

/* Clear octets that are here already were not asked for: nobody may speak before our ClientHello.
 */
static gboolean
has_unread_octets(const Session *self)
{
	guint8 octet = 0;

	return recv(self->fd, &octet, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

static void
shake(Session *self)
{
	HcTlsState state = hc_tls_shake(self->tls);

	flush_tls(self);
	switch (state) {
	case HC_TLS_OPEN:
		send_hello(self, STEP_EHLO_IN_TLS);
		break;
	case HC_TLS_CLOSED:
		hc_asking_record(
			self->asking, &(HcRecord){ .kind = HC_RECORD_CLOSED, .in_tls = TRUE });
		hc_asking_end(self->asking);
		break;
	case HC_TLS_FAILED:
		hc_asking_end(self->asking);
		break;
	case HC_TLS_WAITING:
		break;
	}
}

static void
begin_tls(Session *self)
{
	const HcQuestion *question = hc_asking_question(self->asking);
	g_autofree char *name = server_name(question->host);

	self->step = STEP_HANDSHAKE;
	/* The next read records them, and ends it. */
	if (has_unread_octets(self))
		return;
	self->tls = hc_tls_new(self->client, name, question->tls_max, on_seen, self);
	shake(self);
}

/* --- replies ---------------------------------------------------------------------------------- */

static void
take_ehlo(Session *self, guint code)
{
	if (code / 100 == 5)
		send_hello(self, STEP_HELO);
	else if (code / 100 == 2 && hc_smtp_reply_has_keyword(self->reply, "STARTTLS"))
		send_command(self, STEP_STARTTLS, "STARTTLS", NULL);
	else
		send_quit(self);
}

/* What was sent behind the answer to STARTTLS was injected: no handshake on top of it. */
static void
take_starttls(Session *self, guint code, gsize n_behind)
{
	if (code != SERVICE_READY)
		send_quit(self);
	else if (n_behind > 0)
		hc_asking_end(self->asking);
	else
		begin_tls(self);
}

static void
take_reply(Session *self, gsize n_behind)
{
	guint code = hc_smtp_reply_code(self->reply);

	/* It closes by itself (RFC 5321 3.8); a QUIT would only meet an RST. */
	if (code == CLOSING) {
		hc_asking_end(self->asking);
		return;
	}
	switch (self->step) {
	case STEP_GREETING:
		if (code / 100 == 2)
			send_hello(self, STEP_EHLO);
		else
			send_quit(self);
		break;
	case STEP_EHLO:
		take_ehlo(self, code);
		break;
	case STEP_STARTTLS:
		take_starttls(self, code, n_behind);
		break;
	case STEP_HELO:
	case STEP_EHLO_IN_TLS:
		send_quit(self);
		break;
	case STEP_HANDSHAKE:
	case STEP_QUIT:
		hc_asking_end(self->asking);
		break;
	}
}

/* Who cannot make a reply is not told goodbye. */
static void
take_fault(Session *self)
{
	static const char *const limits[] = {
		[HC_SMTP_FAULT_LONG_LINE] = "HC_LIMIT_SMTP_LINE",
		[HC_SMTP_FAULT_MANY_LINES] = "HC_LIMIT_SMTP_LINES",
		[HC_SMTP_FAULT_MANY_OCTETS] = "HC_LIMIT_SMTP_REPLY",
	};
	HcSmtpFault fault = hc_smtp_reply_fault(self->reply);

	if (fault >= HC_SMTP_FAULT_LONG_LINE)
		hc_asking_record(self->asking,
			&(HcRecord){ .kind = HC_RECORD_LIMIT, .text = limits[fault] });
	hc_asking_end(self->asking);
}

/* Octets behind a reply belong to the next one, as for every client that reads lines. */
static void
take_clear(Session *self, const guint8 *octets, gsize n)
{
	g_autoptr(GBytes) bytes = g_bytes_new(octets, n);

	hc_asking_record(self->asking,
		&(HcRecord){
			.kind = HC_RECORD_RECEIVED, .bytes = bytes, .in_tls = self->tls != NULL });
	/* Nobody may speak before our ClientHello. */
	if (self->step == STEP_HANDSHAKE)
		hc_asking_end(self->asking);
	while (n > 0 && !hc_asking_has_ended(self->asking)) {
		gsize taken = hc_smtp_reply_push(self->reply, octets, n);

		octets += taken;
		n -= taken;
		if (hc_smtp_reply_state(self->reply) == HC_SMTP_REPLY_WRONG)
			take_fault(self);
		else if (hc_smtp_reply_state(self->reply) == HC_SMTP_REPLY_COMPLETE)
			take_reply(self, n);
	}
}

/* --- octets from the peer --------------------------------------------------------------------- */

static void
end_with(Session *self, const HcRecord *record)
{
	hc_asking_record(self->asking, record);
	hc_asking_end(self->asking);
}

static void
read_tls(Session *self)
{
	guint8 octets[READ_OCTETS];
	gsize n = 0;
	HcTlsState state = HC_TLS_OPEN;

	while (state == HC_TLS_OPEN && !hc_asking_has_ended(self->asking)) {
		state = hc_tls_read(self->tls, octets, sizeof octets, &n);
		if (state == HC_TLS_OPEN)
			take_clear(self, octets, n);
	}
	flush_tls(self);
	if (state == HC_TLS_CLOSED)
		end_with(self, &(HcRecord){ .kind = HC_RECORD_CLOSED, .in_tls = TRUE });
	else if (state == HC_TLS_FAILED)
		hc_asking_end(self->asking);
}

/* RFC 8446 5.1: the first octet of a record is its type, from change_cipher_spec to
 * application_data. */
static gboolean
begins_tls(guint8 octet)
{
	return octet >= 20 && octet <= 23;
}

static void
take_tls(Session *self, const guint8 *octets, gsize n)
{
	g_autoptr(GBytes) plain = NULL;

	if (self->n_tls_octets == 0 && !begins_tls(octets[0])) {
		plain = g_bytes_new(octets, n);
		end_with(self, &(HcRecord){ .kind = HC_RECORD_RECEIVED, .bytes = plain });
		return;
	}
	self->n_tls_octets += n;
	if (self->n_tls_octets > HC_LIMIT_TLS_BYTES) {
		end_with(
			self, &(HcRecord){ .kind = HC_RECORD_LIMIT, .text = "HC_LIMIT_TLS_BYTES" });
		return;
	}
	hc_tls_feed(self->tls, octets, n);
	if (self->step == STEP_HANDSHAKE)
		shake(self);
	if (self->step > STEP_HANDSHAKE)
		read_tls(self);
}

/*
 * At once: a peer whose session ticket is not acknowledged yet holds its next reply back (Nagle),
 * and this side would wait 40 ms to acknowledge.  The system forgets it, so it is said each time.
 */
static void
acknowledge(const Session *self)
{
	const int yes = 1;

	(void)setsockopt(self->fd, IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
}

static void
on_ready(gpointer user)
{
	Session *self = user;
	guint8 octets[READ_OCTETS];
	ssize_t n = 0;

	if (self->to_send->len > 0)
		flush(self);
	n = recv(self->fd, octets, sizeof octets, 0);
	if (self->step > STEP_HANDSHAKE)
		acknowledge(self);
	if (n > 0 && self->tls != NULL)
		take_tls(self, octets, (gsize)n);
	else if (n > 0)
		take_clear(self, octets, (gsize)n);
	else if (n == 0)
		end_with(self, &(HcRecord){ .kind = HC_RECORD_CLOSED });
	else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
		fail(self, errno);
}

/* --- a session -------------------------------------------------------------------------------- */

static void
on_dialed(int fd, gpointer user)
{
	Session *self = user;

	g_clear_pointer(&self->dial, hc_dial_free);
	self->fd = fd;
	self->watch = hc_watch_new(hc_asking_run(self->asking)->loop, fd, on_ready, self);
}

static gpointer
begin(HcAsking *asking)
{
	Session *self = g_new0(Session, 1);

	self->asking = asking;
	self->fd = -1;
	self->reply = hc_smtp_reply_new();
	self->to_send = g_byte_array_new();
	self->dial = hc_dial_new(asking, on_dialed, self);
	/* While the connection is under way, so that the first to need it need not wait for it. */
	self->client = hc_asking_shared(asking, open_tls, close_tls);
	return self;
}

static void
stop(gpointer state)
{
	Session *self = state;

	hc_dial_free(self->dial);
	if (self->tls != NULL && self->step > STEP_HANDSHAKE) {
		hc_tls_leave(self->tls);
		flush_tls(self);
	}
	hc_tls_free(self->tls);
	hc_watch_free(self->watch);
	if (self->fd >= 0)
		close(self->fd);
	hc_smtp_reply_free(self->reply);
	g_byte_array_unref(self->to_send);
	g_free(self);
}

const HcAsker hc_asker_smtp = { .n_descriptors = 1, .begin = begin, .stop = stop };
