/* Many descriptors in one GMainContext.  Room: collect. */
#include "agent/collect/loop.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#define READY_AT_ONCE 64

typedef struct {
	GSource source;
	int epoll_fd;
	gint64 until_us;
} Source;

struct HcLoop {
	GMainContext *context;
	GSource *source;
	int epoll_fd;
};

struct HcWatch {
	HcLoop *loop;
	int fd;
	gboolean is_writing;
	HcLoopReady ready;
	gpointer user;
};

/*
 * The turn's end is told here, not with g_source_set_ready_time(): that wakes the context, so that
 * no turn would ever wait.
 */
static gboolean
prepare(GSource *source, int *ret_timeout_ms)
{
	const gint64 until_us = ((Source *)source)->until_us;
	const gint64 left_us = until_us - g_source_get_time(source);

	if (until_us == G_MAXINT64)
		*ret_timeout_ms = -1;
	else
		*ret_timeout_ms = (int)CLAMP(left_us / 1000 + 1, 0, G_MAXINT);
	return FALSE;
}

/* A watch may free itself while it is called, but no other: each stands once in the list. */
static gboolean
dispatch(GSource *source, GSourceFunc callback, gpointer user)
{
	struct epoll_event events[READY_AT_ONCE];
	int n = epoll_wait(((Source *)source)->epoll_fd, events, READY_AT_ONCE, 0);

	(void)callback;
	(void)user;
	for (int i = 0; i < n; i++) {
		HcWatch *watch = events[i].data.ptr;

		watch->ready(watch->user);
	}
	return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .prepare = prepare, .dispatch = dispatch };

HcLoop *
hc_loop_new(void)
{
	HcLoop *self = g_new0(HcLoop, 1);

	self->context = g_main_context_new();
	self->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (self->epoll_fd < 0)
		g_error("epoll_create1: %s", g_strerror(errno));
	self->source = g_source_new(&source_funcs, sizeof(Source));
	((Source *)self->source)->epoll_fd = self->epoll_fd;
	g_source_add_unix_fd(self->source, self->epoll_fd, G_IO_IN);
	g_source_attach(self->source, self->context);
	return self;
}

void
hc_loop_free(HcLoop *self)
{
	if (self == NULL)
		return;
	g_source_destroy(self->source);
	g_source_unref(self->source);
	g_main_context_unref(self->context);
	close(self->epoll_fd);
	g_free(self);
}

GMainContext *
hc_loop_context(const HcLoop *self)
{
	return self->context;
}

void
hc_loop_turn(HcLoop *self, gint64 until_us)
{
	((Source *)self->source)->until_us = until_us;
	g_main_context_iteration(self->context, TRUE);
}

static void
control(HcWatch *self, int operation)
{
	struct epoll_event event = { .events = EPOLLIN | (self->is_writing ? EPOLLOUT : 0u),
		.data.ptr = self };

	if (epoll_ctl(self->loop->epoll_fd, operation, self->fd, &event) < 0)
		g_error("epoll_ctl: %s", g_strerror(errno));
}

HcWatch *
hc_watch_new(HcLoop *loop, int fd, HcLoopReady ready, gpointer user)
{
	HcWatch *self = g_new0(HcWatch, 1);

	self->loop = loop;
	self->fd = fd;
	self->ready = ready;
	self->user = user;
	control(self, EPOLL_CTL_ADD);
	return self;
}

void
hc_watch_set_writing(HcWatch *self, gboolean writing)
{
	if (self->is_writing == writing)
		return;
	self->is_writing = writing;
	control(self, EPOLL_CTL_MOD);
}

void
hc_watch_free(HcWatch *self)
{
	if (self == NULL)
		return;
	control(self, EPOLL_CTL_DEL);
	g_free(self);
}
