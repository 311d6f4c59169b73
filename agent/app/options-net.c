/* Options of commands that ask the network.  Room: app. */
#include "agent/app/options-net.h"

#include "agent/base/error.h"
#include "agent/base/hostport.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"

#include <string.h>

#define TIMEOUT "30"
#define BUDGET "120"
#define CONCURRENCY "256"

void
hc_net_words_add_entries(HcNetWords *self, GOptionContext *context)
{
	const GOptionEntry entries[] = {
		{ "timeout", 0, 0, G_OPTION_ARG_STRING, &self->timeout,
			"Seconds to wait for one target (" TIMEOUT ")", "S" },
		{ "budget", 0, 0, G_OPTION_ARG_STRING, &self->budget,
			"Seconds all questions may take together; 0: no bound (" BUDGET ")", "S" },
		{ "concurrency", 0, 0, G_OPTION_ARG_STRING, &self->concurrency,
			"Connections at once (" CONCURRENCY ")", "N" },
		{ "ipv4", '4', 0, G_OPTION_ARG_NONE, &self->ipv4, "Ask over IPv4 only", NULL },
		{ "ipv6", '6', 0, G_OPTION_ARG_NONE, &self->ipv6, "Ask over IPv6 only", NULL },
		{ "source", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->sources,
			"Connect from this address; may be given for each family", "ADDR" },
		{ "ehlo", 0, 0, G_OPTION_ARG_STRING, &self->ehlo,
			"Name to greet mail servers with (this host's)", "NAME" },
		{ 0 },
	};

	g_option_context_add_main_entries(context, entries, NULL);
}

void
hc_net_words_add_tls_entries(HcNetWords *self, GOptionContext *context)
{
	const GOptionEntry entries[] = {
		{ "client-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->client_cert,
			"Present this certificate (PEM) where one is asked for", "FILE" },
		{ "client-key", 0, 0, G_OPTION_ARG_FILENAME, &self->client_key,
			"The key of that certificate (PEM)", "FILE" },
		{ "all-versions", 0, 0, G_OPTION_ARG_NONE, &self->all_versions,
			"Ask each address for each version of TLS by itself, too", NULL },
		{ 0 },
	};

	g_option_context_add_main_entries(context, entries, NULL);
}

void
hc_net_words_clear(HcNetWords *self)
{
	g_free(self->timeout);
	g_free(self->budget);
	g_free(self->concurrency);
	g_strfreev(self->sources);
	g_free(self->ehlo);
	g_free(self->client_cert);
	g_free(self->client_key);
}

void
hc_net_options_clear(HcNetOptions *self)
{
	g_free(self->source4);
	g_free(self->source6);
	g_free(self->ehlo);
	g_free(self->client_cert);
	g_free(self->client_key);
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* "30", "2.5": digits with at most three behind a point; no sign, no exponent. */
static gboolean
parse_ms(const char *text, guint64 *ret_ms)
{
	gsize whole = strspn(text, "0123456789");
	gsize fraction = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	guint64 ms = 0;

	if (whole == 0 || whole > 9 || (text[whole] == '.' && (fraction == 0 || fraction > 3)) ||
		text[whole + (text[whole] == '.' ? 1 + fraction : 0)] != '\0')
		return FALSE;
	for (gsize i = 0; i < whole; i++)
		ms = ms * 10 + (guint64)(text[i] - '0');
	for (gsize i = 0; i < 3; i++)
		ms = ms * 10 + (i < fraction ? (guint64)(text[whole + 1 + i] - '0') : 0);
	*ret_ms = ms;
	return TRUE;
}

/* @least is 0 or 1: thousandths of a second that are too few. */
static gboolean
read_seconds(const char *option, const char *text, guint64 least, guint most_s, guint *ret_ms,
	GError **error)
{
	guint64 ms = 0;

	if (!parse_ms(text, &ms) || ms < least || ms > (guint64)most_s * 1000) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"%s: \"%s\" is not a number of seconds %s %u", option, text,
			least == 0 ? "from 0 to" : "above 0, up to", most_s);
		return FALSE;
	}
	*ret_ms = (guint)ms;
	return TRUE;
}

static gboolean
read_concurrency(const char *text, guint *ret_number, GError **error)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, HC_LIMIT_CONCURRENCY, &number, NULL)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"--concurrency: \"%s\" is not a number from 1 to %d", text,
			HC_LIMIT_CONCURRENCY);
		return FALSE;
	}
	*ret_number = (guint)number;
	return TRUE;
}

/* --- addresses and names ---------------------------------------------------------------------- */

static gboolean
refuse_source(const char *text, const char *why, GError **error)
{
	g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "--source: \"%s\" %s", text, why);
	return FALSE;
}

static gboolean
read_source(const char *text, HcNetOptions *options, GError **error)
{
	HcFamily family = hc_hostport_family(text);
	char **place = family == HC_FAMILY_IPV6 ? &options->source6 : &options->source4;

	if (family == HC_FAMILY_NONE)
		return refuse_source(text, "is not an address", error);
	if (*place != NULL)
		return refuse_source(text, "is a second address of its family", error);
	if (family == HC_FAMILY_IPV4 ? !options->ipv4 : !options->ipv6)
		return refuse_source(text, "is of the family that -4 or -6 leaves out", error);
	*place = g_strdup(text);
	return TRUE;
}

/* A domain or an address literal (RFC 5321 4.1.1.1); it goes out as it is. */
static gboolean
is_ehlo(const char *text)
{
	g_autofree char *inner = NULL;

	if (text[0] != '[')
		return hc_hostport_is_name(text);
	if (text[strlen(text) - 1] != ']')
		return FALSE;
	inner = g_strndup(text + 1, strlen(text) - 2);
	if (g_str_has_prefix(inner, "IPv6:"))
		return hc_hostport_family(inner + strlen("IPv6:")) == HC_FAMILY_IPV6;
	return hc_hostport_family(inner) == HC_FAMILY_IPV4;
}

static gboolean
read_ehlo(const char *text, HcNetOptions *options, GError **error)
{
	if (text == NULL)
		return TRUE;
	if (!is_ehlo(text)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"--ehlo: \"%s\" is neither a host name nor an address literal like "
			"[203.0.113.7]",
			text);
		return FALSE;
	}
	options->ehlo = g_strdup(text);
	return TRUE;
}

static gboolean
read_client(const HcNetWords *words, HcNetOptions *options, GError **error)
{
	if ((words->client_cert == NULL) != (words->client_key == NULL)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"--client-cert and --client-key are given together");
		return FALSE;
	}
	options->client_cert = g_strdup(words->client_cert);
	options->client_key = g_strdup(words->client_key);
	return TRUE;
}

gboolean
hc_net_options_read(const HcNetWords *words, HcNetOptions *ret_options, GError **error)
{
	const char *timeout = words->timeout != NULL ? words->timeout : TIMEOUT;
	const char *budget = words->budget != NULL ? words->budget : BUDGET;
	const char *concurrency = words->concurrency != NULL ? words->concurrency : CONCURRENCY;

	/* Both together leave nothing out. */
	ret_options->ipv4 = words->ipv4 || !words->ipv6;
	ret_options->ipv6 = words->ipv6 || !words->ipv4;
	ret_options->all_versions = words->all_versions;
	if (!read_seconds(
		    "--timeout", timeout, 1, HC_LIMIT_TIMEOUT_S, &ret_options->timeout_ms, error) ||
		!read_seconds(
			"--budget", budget, 0, HC_LIMIT_BUDGET_S, &ret_options->budget_ms, error) ||
		!read_concurrency(concurrency, &ret_options->concurrency, error))
		return FALSE;
	for (guint i = 0; words->sources != NULL && words->sources[i] != NULL; i++) {
		if (!read_source(words->sources[i], ret_options, error))
			return FALSE;
	}
	return read_ehlo(words->ehlo, ret_options, error) && read_client(words, ret_options, error);
}
