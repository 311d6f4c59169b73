/* Waiting for descriptors: what is ready is called, and waiting is waiting. */
#include "agent/collect/loop.h"

#include <unistd.h>

#define PAUSE_US (50 * 1000)

typedef struct {
	HcLoop *loop;
	int pipe[2];
	guint n_calls;
} Fixture;

static void
set_up(Fixture *self, gconstpointer data)
{
	(void)data;
	self->loop = hc_loop_new();
	g_assert_cmpint(pipe(self->pipe), ==, 0);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
	(void)data;
	hc_loop_free(self->loop);
	close(self->pipe[0]);
	close(self->pipe[1]);
}

static void
on_ready(gpointer user)
{
	Fixture *self = user;
	char octet = 0;

	self->n_calls++;
	g_assert_cmpint(read(self->pipe[0], &octet, 1), ==, 1);
}

static void
test_waiting_takes_few_turns(Fixture *self, gconstpointer data)
{
	HcWatch *watch = hc_watch_new(self->loop, self->pipe[0], on_ready, self);
	const gint64 end = g_get_monotonic_time() + PAUSE_US;
	guint n_turns = 0;

	(void)data;
	/* Each turn ends a little later than the one before: to say so must not end the wait. */
	while (g_get_monotonic_time() < end) {
		hc_loop_turn(self->loop, end + n_turns);
		n_turns++;
	}
	/* The first may be woken by what was attached before it. */
	g_assert_cmpuint(n_turns, <=, 3);
	g_assert_cmpuint(self->n_calls, ==, 0);
	hc_watch_free(watch);
}

static void
test_a_turn_ends_with_what_is_ready(Fixture *self, gconstpointer data)
{
	HcWatch *watch = hc_watch_new(self->loop, self->pipe[0], on_ready, self);

	(void)data;
	g_assert_cmpint(write(self->pipe[1], "x", 1), ==, 1);
	for (guint i = 0; self->n_calls == 0 && i < 2; i++)
		hc_loop_turn(self->loop, G_MAXINT64);
	g_assert_cmpuint(self->n_calls, ==, 1);
	hc_watch_free(watch);
}

static void
test_a_turn_that_is_over_still_calls(Fixture *self, gconstpointer data)
{
	HcWatch *watch = hc_watch_new(self->loop, self->pipe[0], on_ready, self);

	(void)data;
	g_assert_cmpint(write(self->pipe[1], "x", 1), ==, 1);
	for (guint i = 0; self->n_calls == 0 && i < 2; i++)
		hc_loop_turn(self->loop, 0);
	g_assert_cmpuint(self->n_calls, ==, 1);
	hc_watch_free(watch);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/collect/loop/waiting-takes-few-turns", Fixture, NULL, set_up,
		test_waiting_takes_few_turns, tear_down);
	g_test_add("/collect/loop/a-turn-ends-with-what-is-ready", Fixture, NULL, set_up,
		test_a_turn_ends_with_what_is_ready, tear_down);
	g_test_add("/collect/loop/a-turn-that-is-over-still-calls", Fixture, NULL, set_up,
		test_a_turn_that_is_over_still_calls, tear_down);
	return g_test_run();
}
