/* Connecting on the loopback, to who listens, who does not and who never answers. */
#include "agent/collect/collect.h"
#include "agent/parse/probe/probe.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket bound to a port of the loopback that nobody else has; -1 where there is no such family.
 */
static int
bound_socket(int family, guint16 *ret_port)
{
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr *any = family == AF_INET ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
	socklen_t length = family == AF_INET ? sizeof v4 : sizeof v6;
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, any, length) < 0) {
		g_assert_cmpint(family, ==, AF_INET6);
		return -1;
	}
	g_assert_cmpint(getsockname(fd, any, &length), ==, 0);
	*ret_port = ntohs(family == AF_INET ? v4.sin_port : v6.sin6_port);
	return fd;
}

static void
take(HcCapture *capture, gpointer user)
{
	hc_parse_answer(capture, user);
	hc_capture_free(capture);
}

static HcEvidence *
ask(const char *address, guint16 port)
{
	const HcCollectOptions options = { .ehlo = "probe.contoso.example",
		.timeout_ms = 500,
		.concurrency = 4,
		.ipv4 = TRUE,
		.ipv6 = TRUE };
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcQuestion) question =
		hc_question_new(HC_QUESTION_TCP, "mail.contoso.example", address, port);
	g_autoptr(GPtrArray) questions = g_ptr_array_new();

	g_ptr_array_add(questions, question);
	hc_collect_run(questions, &options, take, builder);
	return hc_evidence_builder_finish(builder);
}

static void
assert_listener(int family, const char *address)
{
	guint16 port = 0;
	int fd = bound_socket(family, &port);
	g_autoptr(HcEvidence) evidence = NULL;

	if (fd < 0) {
		g_test_skip("this host has no IPv6");
		return;
	}
	g_assert_cmpint(listen(fd, 1), ==, 0);
	evidence = ask(address, port);
	g_assert_cmpint(hc_evidence_tcp(evidence, 0)->outcome, ==, HC_OUTCOME_OK);
	g_assert_cmpstr(hc_evidence_tcp(evidence, 0)->source, ==, address);
	close(fd);
}

static void
test_who_listens_is_reached(void)
{
	assert_listener(AF_INET, "127.0.0.1");
}

static void
test_who_listens_on_ipv6_is_reached(void)
{
	assert_listener(AF_INET6, "::1");
}

static void
test_who_does_not_listen_refuses(void)
{
	guint16 port = 0;
	int fd = bound_socket(AF_INET, &port);
	g_autoptr(HcEvidence) evidence = ask("127.0.0.1", port);

	g_assert_cmpint(hc_evidence_tcp(evidence, 0)->outcome, ==, HC_OUTCOME_REFUSED);
	g_assert_null(hc_evidence_tcp(evidence, 0)->source);
	close(fd);
}

/* Linux answers no SYN once the queue of connections that nobody accepts is full. */
static void
test_who_never_answers_is_filtered(void)
{
	guint16 port = 0;
	int fd = bound_socket(AF_INET, &port);
	g_autoptr(HcEvidence) evidence = NULL;
	int waiting[4] = { -1, -1, -1, -1 };
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	g_assert_cmpint(listen(fd, 0), ==, 0);
	for (guint i = 0; i < G_N_ELEMENTS(waiting); i++) {
		waiting[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		(void)connect(waiting[i], (struct sockaddr *)&to, sizeof to);
	}
	evidence = ask("127.0.0.1", port);
	g_assert_cmpint(hc_evidence_tcp(evidence, 0)->outcome, ==, HC_OUTCOME_FILTERED);
	for (guint i = 0; i < G_N_ELEMENTS(waiting); i++)
		close(waiting[i]);
	close(fd);
}

static void
test_what_is_no_address_is_trouble_of_ours(void)
{
	g_autoptr(HcEvidence) evidence = ask("mail.contoso.example", 25);

	g_assert_cmpint(hc_evidence_tcp(evidence, 0)->outcome, ==, HC_OUTCOME_INTERRUPTED);
	g_assert_cmpstr(hc_evidence_tcp(evidence, 0)->detail, ==, "trouble of this host (EINVAL)");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/collect/tcp/who-listens-is-reached", test_who_listens_is_reached);
	g_test_add_func(
		"/collect/tcp/who-listens-on-ipv6-is-reached", test_who_listens_on_ipv6_is_reached);
	g_test_add_func(
		"/collect/tcp/who-does-not-listen-refuses", test_who_does_not_listen_refuses);
	g_test_add_func(
		"/collect/tcp/who-never-answers-is-filtered", test_who_never_answers_is_filtered);
	g_test_add_func("/collect/tcp/what-is-no-address-is-trouble-of-ours",
		test_what_is_no_address_is_trouble_of_ours);
	return g_test_run();
}
