/* What is asked of the network.  Room: capture. */
#include "agent/capture/question.h"
#include "agent/base/text.h"

#include <string.h>

HcQuestion *
hc_question_new(HcQuestionKind kind, const char *host, const char *address, guint16 port)
{
	HcQuestion *self = g_new0(HcQuestion, 1);

	self->kind = kind;
	self->host = g_strdup(host);
	self->address = g_strdup(address);
	self->port = port;
	return self;
}

HcQuestion *
hc_question_copy(const HcQuestion *self)
{
	HcQuestion *copy = hc_question_new(self->kind, self->host, self->address, self->port);

	copy->path = g_strdup(self->path);
	copy->roles = self->roles;
	copy->tls_max = self->tls_max;
	return copy;
}

void
hc_question_free(HcQuestion *self)
{
	if (self == NULL)
		return;
	g_free(self->host);
	g_free(self->address);
	g_free(self->path);
	g_free(self);
}

/* The path of a URL, unlike a name, tells capitals apart. */
gboolean
hc_question_same(const HcQuestion *a, const HcQuestion *b)
{
	return a->kind == b->kind && a->port == b->port && a->tls_max == b->tls_max &&
	       hc_text_same(a->host, b->host) && hc_text_same(a->address, b->address) &&
	       g_strcmp0(a->path, b->path) == 0;
}

gboolean
hc_question_is_clear(const HcQuestion *self)
{
	return self->kind == HC_QUESTION_HTTPS && (self->roles & HC_ROLE_REVOCATION) != 0;
}

char *
hc_question_url(const HcQuestion *self)
{
	const gboolean is_clear = hc_question_is_clear(self);
	const gboolean is_usual = self->port == (is_clear ? 80 : 443);
	const gboolean is_ipv6 = strchr(self->host, ':') != NULL;
	GString *url = g_string_new(is_clear ? "http://" : "https://");

	g_string_append_printf(url, is_ipv6 ? "[%s]" : "%s", self->host);
	if (!is_usual)
		g_string_append_printf(url, ":%u", self->port);
	g_string_append(url, self->path != NULL ? self->path : "/");
	return g_string_free(url, FALSE);
}

static const char *
word_of(HcQuestionKind kind)
{
	switch (kind) {
	case HC_QUESTION_ADDRESSES:
		return "ADDRESSES";
	case HC_QUESTION_SMTP:
		return "SMTP";
	case HC_QUESTION_TCP:
		return "TCP";
	case HC_QUESTION_HTTPS:
		return "HTTPS";
	case HC_N_QUESTIONS:
		break;
	}
	return "";
}

char *
hc_question_text(const HcQuestion *self)
{
	GString *text = g_string_new(hc_question_is_clear(self) ? "HTTP" : word_of(self->kind));

	if (!hc_text_same(self->host, self->address))
		g_string_append_printf(text, " %s", self->host);
	if (self->address != NULL)
		g_string_append_printf(text, " [%s]:%u", self->address, self->port);
	if (self->path != NULL)
		g_string_append(text, self->path);
	if (self->tls_max != 0)
		g_string_append_printf(text, " TLS 1.%u only", (self->tls_max & 0xFF) - 1);
	return g_string_free(text, FALSE);
}
