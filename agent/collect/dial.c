/* One TCP connection on its way.  Room: collect. */
#include "agent/collect/dial.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

struct HcDial {
	HcAsking *asking;
	HcDialed done;
	gpointer user;
	int fd;
	HcWatch *watch;
};

/* In place of the name of an errno: a host without IPv6, or without any network. */
#define NO_ROUTE "no route from this host"

typedef union {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
} Address;

static gboolean
read_address(const char *text, guint16 port, Address *ret_address)
{
	*ret_address = (Address){ 0 };
	if (inet_pton(AF_INET, text, &ret_address->v4.sin_addr) == 1) {
		ret_address->v4.sin_family = AF_INET;
		ret_address->v4.sin_port = htons(port);
		return TRUE;
	}
	if (inet_pton(AF_INET6, text, &ret_address->v6.sin6_addr) == 1) {
		ret_address->v6.sin6_family = AF_INET6;
		ret_address->v6.sin6_port = htons(port);
		return TRUE;
	}
	return FALSE;
}

static socklen_t
length_of(const Address *address)
{
	return address->any.sa_family == AF_INET ? sizeof address->v4 : sizeof address->v6;
}

static char *
text_of(const Address *address)
{
	char text[INET6_ADDRSTRLEN] = "";

	if (address->any.sa_family == AF_INET) {
		inet_ntop(AF_INET, &address->v4.sin_addr, text, sizeof text);
		return g_strdup_printf("%s:%u", text, ntohs(address->v4.sin_port));
	}
	inet_ntop(AF_INET6, &address->v6.sin6_addr, text, sizeof text);
	return g_strdup_printf("[%s]:%u", text, ntohs(address->v6.sin6_port));
}

static void
fail(HcDial *self, int code)
{
	hc_asking_record_errno(self->asking, code);
	hc_asking_end(self->asking);
}

static void
record_connected(HcDial *self)
{
	Address ours = { 0 };
	socklen_t length = sizeof ours;
	g_autofree char *text = NULL;

	if (getsockname(self->fd, &ours.any, &length) == 0)
		text = text_of(&ours);
	hc_asking_record(self->asking, &(HcRecord){ .kind = HC_RECORD_CONNECTED, .text = text });
}

static void
on_ready(gpointer user)
{
	HcDial *self = user;
	int code = 0;
	socklen_t length = sizeof code;
	int fd = self->fd;

	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &length) < 0)
		code = errno;
	g_clear_pointer(&self->watch, hc_watch_free);
	/* An RST to our SYN is ECONNREFUSED: with these two it had been answered before. */
	if (code == 0 || code == ECONNRESET || code == EPIPE)
		record_connected(self);
	if (code != 0) {
		fail(self, code);
		return;
	}
	self->fd = -1;
	self->done(fd, self->user);
}

/* 0, or the errno of what failed. */
static int
begin(HcDial *self, const Address *to, const char *source)
{
	const int yes = 1;
	Address from = { 0 };

	self->fd = socket(to->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (self->fd < 0)
		return errno;
	/* A short command must not wait for the acknowledgement of the last one. */
	(void)setsockopt(self->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (source != NULL && !read_address(source, 0, &from))
		return EINVAL;
	if (source != NULL && bind(self->fd, &from.any, length_of(&from)) < 0)
		return errno;
	if (connect(self->fd, &to->any, length_of(to)) < 0 && errno != EINPROGRESS)
		return errno;
	return 0;
}

HcDial *
hc_dial_new(HcAsking *asking, HcDialed done, gpointer user)
{
	HcDial *self = g_new0(HcDial, 1);
	const HcQuestion *question = hc_asking_question(asking);
	const HcCollectOptions *options = hc_asking_run(asking)->options;
	Address to = { 0 };
	int code = 0;

	self->asking = asking;
	self->done = done;
	self->user = user;
	self->fd = -1;
	if (!read_address(question->address, question->port, &to))
		code = EINVAL;
	else
		code = begin(self, &to,
			to.any.sa_family == AF_INET ? options->source4 : options->source6);
	/* Said before a packet left: of this host, not of the way to the other one. */
	if (code == ENETUNREACH) {
		hc_asking_record(asking,
			&(HcRecord){ .kind = HC_RECORD_ERROR, .code = code, .text = NO_ROUTE });
		hc_asking_end(asking);
		return self;
	}
	if (code != 0) {
		fail(self, code);
		return self;
	}
	self->watch = hc_watch_new(hc_asking_run(asking)->loop, self->fd, on_ready, self);
	hc_watch_set_writing(self->watch, TRUE);
	return self;
}

void
hc_dial_free(HcDial *self)
{
	if (self == NULL)
		return;
	hc_watch_free(self->watch);
	if (self->fd >= 0)
		close(self->fd);
	g_free(self);
}
