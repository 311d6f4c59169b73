/*
 * The order of steps for a change ticket, and how to undo them.  Room: hcw.
 * The old certificate goes last, and only when nothing names it; the default SMTP certificate is
 * never overwritten, because EdgeSync and internal mail hang on it.
 */
#include "agent/hcw/rehearsal-parts.h"

#include "agent/base/powershell.h"
#include "agent/hcw/servers.h"

static HcRehearsedStep *add_step(GPtrArray *steps, const char *format, ...) G_GNUC_PRINTF(2, 3);

static HcRehearsedStep *
add_step(GPtrArray *steps, const char *format, ...)
{
	HcRehearsedStep *step = g_new0(HcRehearsedStep, 1);
	va_list args;

	va_start(args, format);
	step->text = g_strdup_vprintf(format, args);
	va_end(args);
	step->commands = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(steps, step);
	return step;
}

static void add_command(HcRehearsedStep *step, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
add_command(HcRehearsedStep *step, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(step->commands, g_strdup_vprintf(format, args));
	va_end(args);
}

static void
step_obstacles(HcDraft *self)
{
	for (guint i = 0; i < self->out->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(self->out->entries, i);

		if (entry->effect == HC_REHEARSED_FIX_FIRST)
			add_step(self->out->steps, "First: %s.",
				entry->why != NULL ? entry->why : entry->then);
	}
}

static void
step_backup(HcDraft *self)
{
	static const char *const onprem[] = { "SendConnector", "ReceiveConnector",
		"HybridConfiguration" };
	static const char *const online[] = { "InboundConnector", "OutboundConnector" };
	HcRehearsedStep *step = add_step(self->out->steps,
		"Back up the connectors. The first three in the " HC_SHELL_ONPREM
		", the others in " HC_SHELL_ONLINE ".");

	for (gsize i = 0; i < G_N_ELEMENTS(onprem); i++)
		add_command(step, "Get-%s | Export-Clixml before-%s.clixml", onprem[i], onprem[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(online); i++)
		add_command(step, "Get-%s | Export-Clixml before-%s.clixml", online[i], online[i]);
}

static gboolean
holds_it(const HcDraft *self, const char *server)
{
	g_autoptr(GPtrArray) certs = hc_draft_certs_on(self, server);

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (hc_text_same(cert->thumbprint, self->cert->thumbprint) &&
			cert->has_private_key != HC_TRI_NO)
			return TRUE;
	}
	return FALSE;
}

/* An Edge server takes no -Server from elsewhere: the comment says where the line is typed. */
static void
add_on_server(const HcDraft *self, HcRehearsedStep *step, const char *server, const char *cmdlet,
	const char *arguments)
{
	g_autofree char *quoted = hc_powershell_quote(server);
	g_autofree char *clean = hc_rehearsed_value(server);

	if (hc_servers_is_edge(self->hybrid, server))
		add_command(step, "%s %s  # on %s itself", cmdlet, arguments, clean);
	else
		add_command(step, "%s -Server %s %s", cmdlet, quoted, arguments);
}

static void
step_import(HcDraft *self, const char *const *servers)
{
	HcRehearsedStep *step = NULL;

	for (gsize i = 0; servers[i] != NULL; i++) {
		if (holds_it(self, servers[i]))
			continue;
		if (step == NULL)
			step = add_step(self->out->steps,
				"Import it with its private key on every server, "
				"Edge servers included. See that its "
				"intermediates lie in LocalMachine\\CA there.");
		add_on_server(self, step, servers[i], "Import-ExchangeCertificate",
			"-FileData ([System.IO.File]::ReadAllBytes('<path of the PFX file>')) "
			"-Password (Get-Credential).Password");
	}
}

static void
step_enable(HcDraft *self, const char *const *servers)
{
	HcRehearsedStep *step = add_step(self->out->steps,
		"Enable it for SMTP on every server. Answer No when asked to overwrite the default "
		"SMTP certificate: Yes breaks EdgeSync.");
	g_autofree char *thumbprint = hc_powershell_quote(self->cert->thumbprint);
	g_autofree char *arguments = g_strdup_printf("-Thumbprint %s -Services SMTP", thumbprint);

	for (gsize i = 0; servers[i] != NULL; i++)
		add_on_server(self, step, servers[i], "Enable-ExchangeCertificate", arguments);
}

/* The commands of all entries typed in @shell; the line that fills $c once. */
static void
add_commands_of(const HcDraft *self, const char *shell, HcRehearsedStep *step)
{
	g_autofree char *get = hc_rehearsed_get(self->cert);
	gboolean has_c = FALSE;

	for (guint i = 0; i < self->out->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(self->out->entries, i);

		for (guint k = 0; g_strcmp0(entry->shell, shell) == 0 && k < entry->commands->len;
			k++) {
			const char *command = g_ptr_array_index(entry->commands, k);

			if (has_c && g_str_equal(command, get))
				continue;
			has_c = has_c || g_str_equal(command, get);
			add_command(step, "%s", command);
		}
	}
}

static gboolean
has_commands(const HcDraft *self, const char *shell)
{
	for (guint i = 0; i < self->out->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(self->out->entries, i);

		if (entry->commands->len > 0 &&
			(shell == NULL || g_strcmp0(entry->shell, shell) == 0))
			return TRUE;
	}
	return FALSE;
}

static void
step_set(HcDraft *self)
{
	static const char *const shells[] = { HC_SHELL_ONPREM, HC_SHELL_EDGE, HC_SHELL_ONLINE };

	for (gsize i = 0; i < G_N_ELEMENTS(shells); i++) {
		if (has_commands(self, shells[i]))
			add_commands_of(self, shells[i],
				add_step(self->out->steps, "Make the connectors name it, in %s%s.",
					g_str_equal(shells[i], HC_SHELL_ONLINE) ? "" : "the ",
					shells[i]));
	}
}

static void
step_edge_sync(HcDraft *self)
{
	if (self->hybrid->edge[0] != NULL)
		add_command(
			add_step(self->out->steps, "Bring the Send connector to the Edge servers."),
			"Start-EdgeSynchronization");
}

static void
step_verify(HcDraft *self)
{
	HcRehearsedStep *step = add_step(self->out->steps,
		"Send a message each way and see that no queue grows. Then "
		"export the connectors and certificates again and judge them.");

	add_command(step, "Get-Queue | Where-Object MessageCount -gt 0");
	add_command(step, "hybridcheck check <the new exports>");
}

/* Thumbprints in use today that are not the new one, each once. */
static GPtrArray *
old_thumbprints(const HcDraft *self)
{
	GPtrArray *old = g_ptr_array_new();

	for (guint i = 0; i < self->out->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(self->out->entries, i);

		for (guint k = 0; k < entry->on->len; k++) {
			const HcRehearsedOn *on = g_ptr_array_index(entry->on, k);

			if (on->today == NULL || g_str_equal(on->today, "none") ||
				hc_text_same(on->today, self->cert->thumbprint) ||
				g_ptr_array_find_with_equal_func(old, on->today, g_str_equal, NULL))
				continue;
			g_ptr_array_add(old, on->today);
		}
	}
	return old;
}

static void
step_remove(HcDraft *self, const char *const *servers)
{
	g_autoptr(GPtrArray) old = old_thumbprints(self);
	HcRehearsedStep *step = add_step(self->out->steps,
		"Wait, and remove the old certificate when nothing names it any "
		"more. A change of a connector takes some minutes, sessions "
		"last; gone earlier, STARTTLS is gone with it. Where issuer and "
		"subject stayed the same the old one may also simply expire.");

	for (guint i = 0; i < old->len; i++) {
		g_autofree char *thumbprint = hc_powershell_quote(g_ptr_array_index(old, i));
		g_autofree char *arguments = g_strdup_printf("-Thumbprint %s", thumbprint);

		for (gsize k = 0; servers[k] != NULL; k++)
			add_on_server(
				self, step, servers[k], "Remove-ExchangeCertificate", arguments);
	}
}

static void
undo_steps(HcDraft *self)
{
	static const char *const shells[] = { HC_SHELL_ONPREM, HC_SHELL_EDGE, HC_SHELL_ONLINE };

	for (gsize s = 0; s < G_N_ELEMENTS(shells); s++) {
		HcRehearsedStep *step = NULL;

		for (guint i = 0; i < self->out->entries->len; i++) {
			const HcRehearsed *entry = g_ptr_array_index(self->out->entries, i);

			for (guint k = 0;
				g_strcmp0(entry->shell, shells[s]) == 0 && k < entry->undo->len;
				k++) {
				if (step == NULL)
					step = add_step(self->out->undo,
						"Give the connectors their old names back, in "
						"%s%s.",
						g_str_equal(shells[s], HC_SHELL_ONLINE) ? ""
											: "the ",
						shells[s]);
				add_command(step, "%s",
					(const char *)g_ptr_array_index(entry->undo, k));
			}
		}
	}
	add_step(self->out->undo,
		"Remove the new certificate from every server, or take the SMTP service away: "
		"where "
		"issuer and subject are the old ones' Exchange takes the newest as long as it is "
		"there. This works only while the old certificate is there and valid.");
}

/* Whether the wizard's certificate option does what the commands do. */
static void
choose_selection(HcDraft *self)
{
	HcRehearsal *out = self->out;
	gboolean derives = TRUE;

	for (guint i = 0; i < out->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(out->entries, i);

		if (g_str_equal(entry->id, "wizard-cn"))
			derives = entry->effect == HC_REHEARSED_NONE;
	}
	if (!has_commands(self, NULL)) {
		out->selection_text = g_strdup("no run of the wizard is needed");
	} else if (!derives) {
		out->selection_text = g_strdup(
			"not with this certificate as things are: the wizard would derive a name "
			"that does not attribute mail, or none; use the commands");
	} else {
		out->selection = HC_HCW_USMC;
		out->selection_text = g_strdup(
			self->hybrid->edge[0] != NULL
				? "after the import it writes the same values, except on Edge "
				  "servers, whose Receive connectors it cannot reach"
				: "after the import it writes the same values as the commands");
	}
}

void
hc_draft_steps(HcDraft *self)
{
	g_auto(GStrv) servers = hc_servers_concerned(self->hybrid);
	const char *const *names = (const char *const *)servers;

	choose_selection(self);
	step_obstacles(self);
	step_backup(self);
	if (servers[0] != NULL) {
		step_import(self, names);
		step_enable(self, names);
	}
	step_set(self);
	step_edge_sync(self);
	step_verify(self);
	step_remove(self, names);
	undo_steps(self);
}
