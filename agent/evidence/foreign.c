/* An organisation that is not the one judged.  Room: evidence. */
#include "agent/evidence/foreign.h"

#include <string.h>

static void
cert_free(gpointer data)
{
	HcForeignCert *cert = data;

	g_free(cert->server);
	g_free(cert->thumbprint);
	g_free(cert);
}

HcForeign *
hc_foreign_new(HcSide side, const char *name)
{
	HcForeign *self = g_new0(HcForeign, 1);

	self->side = side;
	self->name = g_strdup(name);
	self->inputs = hc_text_dup_list(NULL);
	self->certs = g_ptr_array_new_with_free_func(cert_free);
	self->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return self;
}

void
hc_foreign_free(HcForeign *self)
{
	if (self == NULL)
		return;
	g_free(self->name);
	g_strfreev(self->inputs);
	g_clear_pointer(&self->certs, g_ptr_array_unref);
	g_clear_pointer(&self->known, g_hash_table_unref);
	g_free(self);
}

/* "thumbprint server", of the server its first label, without case. */
static char *
key_of(const char *server, const char *thumbprint)
{
	g_autofree char *key = g_strdup_printf("%s%s%.*s", thumbprint, server != NULL ? " " : "",
		server != NULL ? (int)strcspn(server, ".") : 0, server != NULL ? server : "");

	return g_ascii_strdown(key, -1);
}

void
hc_foreign_add_cert(HcForeign *self, const char *server, const char *thumbprint)
{
	HcForeignCert *cert = NULL;

	if (hc_text_is_empty(thumbprint))
		return;
	if (!g_hash_table_add(self->known, key_of(server, thumbprint)))
		return;
	cert = g_new0(HcForeignCert, 1);
	cert->server = g_strdup(server);
	cert->thumbprint = g_ascii_strup(thumbprint, -1);
	g_ptr_array_add(self->certs, cert);
}

void
hc_foreign_add_input(HcForeign *self, const char *path)
{
	guint n = g_strv_length(self->inputs);

	/* Events of one input come together. */
	if (n > 0 && g_strcmp0(self->inputs[n - 1], path) == 0)
		return;
	if (hc_text_is_empty(path) || g_strv_contains((const char *const *)self->inputs, path))
		return;
	self->inputs = g_renew(char *, self->inputs, n + 2);
	self->inputs[n] = g_strdup(path);
	self->inputs[n + 1] = NULL;
}

gboolean
hc_foreign_is_warning(const char *warning)
{
	return g_str_has_prefix(warning, HC_FOREIGN_WARNING);
}
