/*
 * A TCP proxy that holds every octet for a while, in both directions: it stands in for a round trip
 * of twice that time, where the kernel has no such queue.
 *
 * delay MILLISECONDS LISTEN_PORT PORT: listens on every IPv4 address, and connects to PORT of the
 * address that was dialled.  Connections themselves are made at once.  Says "ready"; runs until it
 * is ended.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK 16384
#define AT_ONCE 64
#define BACKLOG 1024

/* One end of a connection; both ends go when neither sends any more and nothing is held for them.
 */
typedef struct End End;
struct End {
	int fd;
	End *other;
	guint n_held;    /* chunks on their way to it */
	gboolean silent; /* it has sent its last octet */
};

/* n = 0: the sender closed. */
typedef struct {
	gint64 due_us;
	End *to;
	ssize_t n;
	guint8 octets[CHUNK];
} Chunk;

typedef struct {
	int epoll, listener;
	gint64 hold_us;
	guint16 port; /* network order */
	GQueue held;  /* Chunk, in the order in which they are due */
} Proxy;

static void
die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static void
watch(const Proxy *self, int fd, End *end)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = end };

	if (epoll_ctl(self->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
		die("epoll_ctl");
}

static void
set_prompt(int fd)
{
	int one = 1;

	if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) < 0)
		die("setsockopt");
}

/* --- connections ------------------------------------------------------------------------------ */

static void
join(const Proxy *self, int near, int far)
{
	End *a = g_new0(End, 1);
	End *b = g_new0(End, 1);

	*a = (End){ .fd = near, .other = b };
	*b = (End){ .fd = far, .other = a };
	set_prompt(near);
	set_prompt(far);
	watch(self, near, a);
	watch(self, far, b);
}

static void
take_connection(const Proxy *self, int near)
{
	struct sockaddr_in address = { 0 };
	socklen_t size = sizeof address;
	int far = socket(AF_INET, SOCK_STREAM, 0);

	if (far < 0 || getsockname(near, (struct sockaddr *)&address, &size) < 0)
		die("socket");
	address.sin_port = self->port;
	if (connect(far, (struct sockaddr *)&address, sizeof address) < 0) {
		close(far);
		close(near);
		return;
	}
	join(self, near, far);
}

static void
take_connections(const Proxy *self)
{
	for (;;) {
		int near = accept(self->listener, NULL, NULL);

		if (near >= 0)
			take_connection(self, near);
		else if (errno == EAGAIN)
			return;
		else if (errno != EINTR && errno != ECONNABORTED)
			die("accept");
	}
}

static void
drop_if_over(End *end)
{
	End *other = end->other;

	if (!end->silent || !other->silent || end->n_held > 0 || other->n_held > 0)
		return;
	close(end->fd);
	close(other->fd);
	g_free(end);
	g_free(other);
}

/* --- octets ----------------------------------------------------------------------------------- */

static void
hold(Proxy *self, End *from)
{
	Chunk *chunk = g_new(Chunk, 1);
	ssize_t n = read(from->fd, chunk->octets, CHUNK);

	chunk->to = from->other;
	chunk->n = MAX(n, 0);
	chunk->due_us = g_get_monotonic_time() + self->hold_us;
	chunk->to->n_held++;
	g_queue_push_tail(&self->held, chunk);
	if (chunk->n > 0)
		return;
	from->silent = TRUE;
	epoll_ctl(self->epoll, EPOLL_CTL_DEL, from->fd, NULL);
}

/* An end that is gone takes nothing: it will be silent soon. */
static void
pass_on(const Chunk *chunk)
{
	const guint8 *octets = chunk->octets;
	ssize_t n = chunk->n;

	while (n > 0) {
		ssize_t sent = send(chunk->to->fd, octets, (size_t)n, MSG_NOSIGNAL);

		if (sent < 0)
			return;
		octets += sent;
		n -= sent;
	}
	if (chunk->n == 0)
		shutdown(chunk->to->fd, SHUT_WR);
}

static void
pass_on_due(Proxy *self)
{
	Chunk *chunk = g_queue_peek_head(&self->held);

	while (chunk != NULL && chunk->due_us <= g_get_monotonic_time()) {
		pass_on(chunk);
		chunk->to->n_held--;
		drop_if_over(chunk->to);
		g_free(g_queue_pop_head(&self->held));
		chunk = g_queue_peek_head(&self->held);
	}
}

/* Milliseconds until something is due, rounded up; -1: nothing is. */
static int
pause_ms(Proxy *self)
{
	const Chunk *chunk = g_queue_peek_head(&self->held);

	if (chunk == NULL)
		return -1;
	return (int)MAX((chunk->due_us - g_get_monotonic_time() + 999) / 1000, 0);
}

static void
turn(Proxy *self)
{
	struct epoll_event events[AT_ONCE];
	int n = epoll_wait(self->epoll, events, AT_ONCE, pause_ms(self));

	if (n < 0 && errno != EINTR)
		die("epoll_wait");
	for (int i = 0; i < n; i++) {
		if (events[i].data.ptr == NULL)
			take_connections(self);
		else
			hold(self, events[i].data.ptr);
	}
	pass_on_due(self);
}

/* --- start ------------------------------------------------------------------------------------ */

static int
listen_on(guint16 port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	int one = 1;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0 ||
		bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
		listen(fd, BACKLOG) < 0)
		die("listen");
	return fd;
}

static guint64
number(const char *text, guint64 most)
{
	guint64 value = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, most, &value, NULL)) {
		fprintf(stderr, "%s: no number up to %" G_GUINT64_FORMAT "\n", text, most);
		exit(EXIT_FAILURE);
	}
	return value;
}

int
main(int argc, char **argv)
{
	Proxy self = { .held = G_QUEUE_INIT };

	if (argc != 4) {
		fputs("usage: delay MILLISECONDS LISTEN_PORT PORT\n", stderr);
		return EXIT_FAILURE;
	}
	self.hold_us = (gint64)number(argv[1], 60000) * 1000;
	self.listener = listen_on((guint16)number(argv[2], G_MAXUINT16));
	self.port = htons((guint16)number(argv[3], G_MAXUINT16));
	self.epoll = epoll_create1(0);
	if (self.epoll < 0)
		die("epoll_create1");
	watch(&self, self.listener, NULL);
	puts("ready");
	fflush(stdout);
	for (;;)
		turn(&self);
}
