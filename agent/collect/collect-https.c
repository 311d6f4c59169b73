/* A request over HTTPS to one address.  Room: collect. */
#include "agent/collect/collect-https.h"
#include "agent/base/http-head.h"
#include "agent/base/limits.h"
#include "agent/collect/curl-setup.h"
#include "agent/collect/dial.h"
#include "agent/collect/tls.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DESCRIPTORS 4              /* the socket, and what libcurl wakes itself with */
#define PLAIN_OCTETS ((gsize)1024) /* that are kept of what is no HTTP */

/* CURLE_TOO_LARGE, of a line of a head; before libcurl 8.6 it is CURLE_OUT_OF_MEMORY. */
#define TOO_LARGE 100

/* How the peer left the socket. */
typedef enum { LEFT_NOT, LEFT_FIN, LEFT_RST } Left;

typedef struct {
	HcAsking *asking;
	const HcCurl *curl;
	HcDial *dial;
	int dialed; /* connected, and not yet libcurl's; else -1 */
	char *url;
	char *next; /* where its answer leads; NULL: nowhere that is followed */
	guint n_redirects;
	gsize n_head;     /* octets of all heads */
	GByteArray *head; /* of the answer */
	CURLM *multi;     /* of one request, and gone with it */
	CURL *easy;
	struct curl_slist *connect_to;
	HcTls *tls; /* of its handshake; NULL: none began */
	HcWatch *watch;
	curl_socket_t watched;
	GSource *timer;
	Left left;
	char why[CURL_ERROR_SIZE];
} Request;

static void connect_to_peer(Request *self);

/* --- what comes ------------------------------------------------------------------------------- */

static gboolean
is_clear(const Request *self)
{
	return hc_question_is_clear(hc_asking_question(self->asking));
}

static void
end_with(Request *self, const HcRecord *record)
{
	hc_asking_record(self->asking, record);
	hc_asking_end(self->asking);
}

static void
record_octets(Request *self, HcRecordKind kind, const char *octets, gsize n)
{
	g_autoptr(GBytes) bytes = g_bytes_new(octets, n);

	hc_asking_record(self->asking,
		&(HcRecord){ .kind = kind, .bytes = bytes, .in_tls = !is_clear(self) });
}

/* The answer is whole as far as it is asked for: it ends the asking, or leads on. */
static void
take_head(Request *self, const HcHttpHead *head)
{
	g_autofree char *target = hc_http_head_redirect(head, self->url);

	if (target == NULL || !hc_http_may_follow(self->url, target, NULL)) {
		hc_asking_end(self->asking);
		return;
	}
	if (self->n_redirects >= HC_LIMIT_REDIRECTS) {
		end_with(
			self, &(HcRecord){ .kind = HC_RECORD_LIMIT, .text = "HC_LIMIT_REDIRECTS" });
		return;
	}
	self->next = g_steal_pointer(&target);
}

/* TRUE: the transfer goes on. */
static gboolean
take_line(Request *self, const char *line, gsize n)
{
	g_autoptr(HcHttpHead) head = NULL;
	gsize taken = 0;

	g_byte_array_append(self->head, (const guint8 *)line, (guint)n);
	if (line[0] != '\r' && line[0] != '\n')
		return TRUE;
	head = hc_http_head_read((const char *)self->head->data, self->head->len, &taken);
	g_byte_array_set_size(self->head, 0);
	if (head != NULL && hc_http_head_is_interim(head))
		return TRUE;
	if (head != NULL)
		take_head(self, head);
	else
		hc_asking_end(self->asking);
	return FALSE;
}

/* One line of a head; less than it was given makes libcurl end the transfer. */
static size_t
on_line(char *line, size_t size, size_t n, void *user)
{
	Request *self = user;
	const gsize length = size * n;

	self->n_head += length;
	if (self->n_head > HC_LIMIT_HTTP_HEAD) {
		end_with(
			self, &(HcRecord){ .kind = HC_RECORD_LIMIT, .text = "HC_LIMIT_HTTP_HEAD" });
		return 0;
	}
	record_octets(self, HC_RECORD_RECEIVED, line, length);
	if (length == 0 || hc_asking_has_ended(self->asking))
		return 0;
	return take_line(self, line, length) ? length : 0;
}

/* Transfers end with their head: a body without one is no HTTP. */
static size_t
on_body(char *octets, size_t size, size_t n, void *user)
{
	Request *self = user;

	record_octets(self, HC_RECORD_RECEIVED, octets, MIN(size * n, PLAIN_OCTETS));
	hc_asking_end(self->asking);
	return 0;
}

static int
on_debug(CURL *easy, curl_infotype type, char *octets, size_t n, void *user)
{
	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		record_octets(user, HC_RECORD_SENT, octets, n);
	return 0;
}

/* --- what TLS shows --------------------------------------------------------------------------- */

/* Where a redirect leads it is the same peer: only what goes wrong is news. */
static void
on_seen(const HcRecord *record, gpointer user)
{
	Request *self = user;
	HcRecord shared = *record;
	g_autoptr(GBytes) bytes = NULL;
	gsize n = 0;
	const guint8 *octets = NULL;

	if (self->n_redirects > 0 && record->kind != HC_RECORD_ALERT)
		return;
	if (record->bytes != NULL) {
		octets = g_bytes_get_data(record->bytes, &n);
		bytes = hc_asking_share(self->asking, octets, n);
		shared.bytes = bytes;
	}
	hc_asking_record(self->asking, &shared);
}

static CURLcode
on_context(CURL *easy, void *context, void *user)
{
	Request *self = user;

	(void)easy;
	if (self->tls == NULL)
		self->tls = hc_tls_watch(
			context, hc_asking_question(self->asking)->tls_max, on_seen, self);
	return CURLE_OK;
}

/* --- the socket ------------------------------------------------------------------------------- */

static curl_socket_t
on_open(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	Request *self = user;
	const int fd = self->dialed;

	(void)purpose, (void)address;
	self->dialed = -1;
	return fd;
}

static int
on_options(void *user, curl_socket_t fd, curlsocktype purpose)
{
	(void)user, (void)fd, (void)purpose;
	return CURL_SOCKOPT_ALREADY_CONNECTED;
}

/* Who read the octets got the errno; the state of the connection is what remains of it. */
static Left
how_left(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t length = sizeof info;

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) < 0)
		return LEFT_NOT;
	if (info.tcpi_state == TCP_CLOSE)
		return LEFT_RST;
	return info.tcpi_state == TCP_CLOSE_WAIT || info.tcpi_state == TCP_LAST_ACK ? LEFT_FIN
										    : LEFT_NOT;
}

static int
on_close(void *user, curl_socket_t fd)
{
	Request *self = user;

	g_clear_pointer(&self->watch, hc_watch_free);
	if (self->left == LEFT_NOT)
		self->left = how_left(fd);
	return close(fd);
}

/* --- libcurl in the loop ---------------------------------------------------------------------- */

static void
close_request(Request *self)
{
	if (self->easy != NULL) {
		self->curl->multi_remove_handle(self->multi, self->easy);
		self->curl->easy_cleanup(self->easy);
		self->easy = NULL;
	}
	if (self->multi != NULL)
		self->curl->multi_cleanup(self->multi);
	self->multi = NULL;
	if (self->connect_to != NULL)
		self->curl->slist_free_all(self->connect_to);
	self->connect_to = NULL;
	g_clear_pointer(&self->tls, hc_tls_free);
	g_clear_pointer(&self->watch, hc_watch_free);
	if (self->timer != NULL)
		g_source_destroy(self->timer);
	g_clear_pointer(&self->timer, g_source_unref);
	if (self->dialed >= 0)
		close(self->dialed);
	self->dialed = -1;
}

/* The reason OpenSSL gives, which libcurl writes behind "error:0A00010B:SSL routines::"; NULL: it
 * was something else that failed. */
static const char *
tls_fault(const Request *self, CURLcode result)
{
	if (result != CURLE_SSL_CONNECT_ERROR || strstr(self->why, "error:") == NULL)
		return NULL;
	return strrchr(self->why, ':') + 1;
}

static const char *
reason_of(const Request *self, CURLcode result)
{
	const char *fault = tls_fault(self, result);

	if (fault != NULL)
		return fault;
	return *self->why != '\0' ? self->why : self->curl->easy_strerror(result);
}

static void
end_failed(Request *self, CURLcode result)
{
	const gboolean is_gone = self->left == LEFT_FIN && tls_fault(self, result) == NULL;

	if (self->left == LEFT_RST)
		hc_asking_record_errno(self->asking, ECONNRESET);
	else if (result == CURLE_GOT_NOTHING || is_gone)
		hc_asking_record(self->asking, &(HcRecord){ .kind = HC_RECORD_CLOSED });
	else if ((int)result == TOO_LARGE || result == CURLE_OUT_OF_MEMORY)
		hc_asking_record(self->asking,
			&(HcRecord){ .kind = HC_RECORD_LIMIT, .text = "HC_LIMIT_HTTP_HEAD" });
	else
		hc_asking_record(self->asking,
			&(HcRecord){ .kind = HC_RECORD_ERROR, .text = reason_of(self, result) });
	hc_asking_end(self->asking);
}

static void
end_request(Request *self, CURLcode result)
{
	if (hc_asking_has_ended(self->asking))
		return;
	if (self->next == NULL) {
		end_failed(self, result);
		return;
	}
	close_request(self);
	g_free(self->url);
	self->url = g_steal_pointer(&self->next);
	self->n_redirects++;
	connect_to_peer(self);
}

/* Lets libcurl do what it can; @fd is the socket that is ready, or CURL_SOCKET_TIMEOUT. */
static void
go_on(Request *self, curl_socket_t fd)
{
	const CURLMsg *message = NULL;
	int n = 0;

	self->curl->multi_socket_action(self->multi, fd, 0, &n);
	message = self->curl->multi_info_read(self->multi, &n);
	if (message != NULL && message->msg == CURLMSG_DONE)
		end_request(self, message->data.result);
}

static void
on_ready(gpointer user)
{
	Request *self = user;

	/* Before libcurl says goodbye, to which a peer that is gone answers with an RST. */
	self->left = how_left(self->watched);
	go_on(self, self->watched);
}

/* Numeric addresses need no resolver, so a request has this one socket. */
static int
on_socket(CURL *easy, curl_socket_t fd, int what, void *user, void *unused)
{
	Request *self = user;

	(void)easy, (void)unused;
	if (what == CURL_POLL_REMOVE) {
		g_clear_pointer(&self->watch, hc_watch_free);
		return 0;
	}
	if (self->watch == NULL)
		self->watch = hc_watch_new(hc_asking_run(self->asking)->loop, fd, on_ready, self);
	self->watched = fd;
	hc_watch_set_writing(self->watch, (what & CURL_POLL_OUT) != 0);
	return 0;
}

static gboolean
on_time(gpointer user)
{
	Request *self = user;

	g_clear_pointer(&self->timer, g_source_unref);
	go_on(self, CURL_SOCKET_TIMEOUT);
	return G_SOURCE_REMOVE;
}

static int
on_timer(CURLM *multi, long ms, void *user)
{
	Request *self = user;

	(void)multi;
	if (self->timer != NULL)
		g_source_destroy(self->timer);
	g_clear_pointer(&self->timer, g_source_unref);
	if (ms < 0)
		return 0;
	self->timer = g_timeout_source_new((guint)MIN(ms, (long)G_MAXINT));
	g_source_set_callback(self->timer, on_time, self, NULL);
	g_source_attach(self->timer, hc_loop_context(hc_asking_run(self->asking)->loop));
	return 0;
}

/* --- a request -------------------------------------------------------------------------------- */

static void
set_own(Request *self)
{
	const HcCurl *curl = self->curl;

	curl->easy_setopt(self->easy, CURLOPT_URL, self->url);
	curl->easy_setopt(self->easy, CURLOPT_ERRORBUFFER, self->why);
	curl->easy_setopt(self->easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
	curl->easy_setopt(self->easy, CURLOPT_OPENSOCKETDATA, self);
	curl->easy_setopt(self->easy, CURLOPT_SOCKOPTFUNCTION, on_options);
	curl->easy_setopt(self->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
	curl->easy_setopt(self->easy, CURLOPT_CLOSESOCKETDATA, self);
	curl->easy_setopt(self->easy, CURLOPT_HEADERFUNCTION, on_line);
	curl->easy_setopt(self->easy, CURLOPT_HEADERDATA, self);
	curl->easy_setopt(self->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl->easy_setopt(self->easy, CURLOPT_WRITEDATA, self);
	curl->easy_setopt(self->easy, CURLOPT_DEBUGFUNCTION, on_debug);
	curl->easy_setopt(self->easy, CURLOPT_DEBUGDATA, self);
	curl->multi_setopt(self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl->multi_setopt(self->multi, CURLMOPT_SOCKETDATA, self);
	curl->multi_setopt(self->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl->multi_setopt(self->multi, CURLMOPT_TIMERDATA, self);
}

/* FALSE: without it a handshake could neither be seen nor kept from refusing. */
static gboolean
set_tls(Request *self)
{
	if (is_clear(self))
		return TRUE;
	self->curl->easy_setopt(self->easy, CURLOPT_SSL_CTX_DATA, self);
	return self->curl->easy_setopt(self->easy, CURLOPT_SSL_CTX_FUNCTION, on_context) ==
	       CURLE_OK;
}

static void
end_without_library(Request *self, const char *why)
{
	end_with(self, &(HcRecord){ .kind = HC_RECORD_ERROR, .code = ENOSYS, .text = why });
}

static void
on_dialed(int fd, gpointer user)
{
	Request *self = user;

	g_clear_pointer(&self->dial, hc_dial_free);
	self->dialed = fd;
	self->left = LEFT_NOT;
	self->why[0] = '\0';
	self->multi = self->curl->multi_init();
	self->easy = self->curl->easy_init();
	if (self->multi == NULL || self->easy == NULL)
		g_error("libcurl: out of memory");
	set_own(self);
	if (hc_curl_set_up(
		    self->curl, self->easy, hc_asking_question(self->asking), &self->connect_to) &&
		set_tls(self))
		self->curl->multi_add_handle(self->multi, self->easy);
	else
		end_without_library(self, "libcurl lacks an option that is needed");
}

static void
connect_to_peer(Request *self)
{
	self->dial = hc_dial_new(self->asking, on_dialed, self);
}

static gpointer
begin(HcAsking *asking)
{
	Request *self = g_new0(Request, 1);
	const char *why = NULL;

	self->asking = asking;
	self->dialed = -1;
	self->url = hc_question_url(hc_asking_question(asking));
	self->head = g_byte_array_new();
	self->curl = hc_curl_get(&why);
	if (self->curl != NULL)
		connect_to_peer(self);
	else
		end_without_library(self, why);
	return self;
}

static void
stop(gpointer state)
{
	Request *self = state;

	hc_dial_free(self->dial);
	close_request(self);
	g_byte_array_unref(self->head);
	g_free(self->url);
	g_free(self->next);
	g_free(self);
}

const HcAsker hc_asker_https = { .n_descriptors = DESCRIPTORS, .begin = begin, .stop = stop };
