/* The program: finds the command, prints what went wrong, and ends with a status.  Room: app. */
#include "agent/app/commands.h"
#include "agent/app/environment.h"
#include "agent/app/interrupt.h"
#include "agent/app/options.h"
#include "agent/base/error.h"
#include "agent/base/nearest.h"
#include "agent/base/text.h"

#include <locale.h>
#include <stdio.h>

const HcCommand hc_commands[] = {
	{ "check", "inputs to verdict and report: the main job", hc_cmd_check },
	{ "cert", "a new certificate, and the rehearsal of its installation", hc_cmd_cert },
	{ "probe", "mail servers, asked as Exchange Online would ask", hc_cmd_probe },
	{ "checks", "every rule with its effect and source", hc_cmd_checks },
	{ "explain", "one rule with source, symptom and remedy", hc_cmd_explain },
	{ 0 },
};

static void
print_check_help(FILE *to)
{
	g_autofree char *options = NULL;

	g_set_prgname("hybridcheck check");
	options = hc_options_check_help();
	fprintf(to,
		"\n%s"
		"Exit status: 0 nothing at or above --fail-on; 1 a failed rule is; 2 a required\n"
		"rule could not be decided; 64 usage; 65 no input could be used; 66 a path does\n"
		"not exist or nothing was recognised; 70 internal; 73 cannot create; 74 I/O;\n"
		"77 permission; 78 configuration; 130, 143 interrupted.\n",
		options);
}

static void
print_cert_help(FILE *to)
{
	g_autofree char *options = NULL;

	g_set_prgname("hybridcheck cert");
	options = hc_options_cert_help();
	fprintf(to,
		"\n%s"
		"FILE is PEM, DER or PKCS#7, or - for standard input; the PATHs are those of "
		"check.\n"
		"Without them the certificate and its chain alone are judged.\n"
		"Exit status: 0 nothing breaks; 1 an entry is fix-first or rerun-required; 2 "
		"something\n"
		"needed is unknown; 65 FILE is no certificate; others as for check.\n",
		options);
}

static void
print_probe_help(FILE *to)
{
	g_autofree char *options = NULL;

	g_set_prgname("hybridcheck probe");
	options = hc_options_probe_help();
	fprintf(to,
		"\n%s"
		"Every address of a HOST is asked by itself, on port 25 unless another is named.\n"
		"Exit status: 0 nothing speaks against delivery; 1 something does; 2 something\n"
		"could not be found out; others as for check.\n",
		options);
}

static void
print_help(FILE *to, gboolean long_form)
{
	fputs("Usage: hybridcheck COMMAND [OPTION…] [ARGUMENT…]\n"
	      "Says whether the Exchange Hybrid Configuration Wizard must be rerun, and why.\n\n",
		to);
	for (const HcCommand *c = hc_commands; c->name != NULL; c++)
		fprintf(to, "  %-8s %s\n", c->name, c->summary);
	fputs("\nTry: hybridcheck check --example\n"
	      "     hybridcheck --help\n",
		to);
	if (!long_form)
		return;
	print_check_help(to);
	print_cert_help(to);
	print_probe_help(to);
}

static int
status_of(const GError *error)
{
	if (error->domain != HC_ERROR)
		return 70;
	switch ((HcErrorCode)error->code) {
	case HC_ERROR_USAGE:
		return 64;
	case HC_ERROR_INPUT:
	case HC_ERROR_LIMIT:
		return 65;
	case HC_ERROR_NOT_FOUND:
		return 66;
	case HC_ERROR_INTERNAL:
		return 70;
	case HC_ERROR_CREATE:
		return 73;
	case HC_ERROR_IO:
		return 74;
	case HC_ERROR_PERMISSION:
		return 77;
	case HC_ERROR_CONFIG:
		return 78;
	}
	return 70;
}

/* One message may have several lines (the inputs and their reasons): each is made safe by itself.
 */
static int
complain(const GError *error)
{
	g_auto(GStrv) lines = g_strsplit(error->message, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *clean = hc_text_printable(lines[i]);

		fprintf(stderr, "%s%s\n", i == 0 ? "hybridcheck: " : "", clean);
	}
	return status_of(error);
}

static int
unknown_command(const char *name)
{
	const char *names[G_N_ELEMENTS(hc_commands)] = { NULL };
	g_autofree char *clean = hc_text_excerpt(name, 60);
	const char *near = NULL;

	for (guint i = 0; hc_commands[i].name != NULL; i++)
		names[i] = hc_commands[i].name;
	near = hc_nearest(name, names);
	fprintf(stderr, "hybridcheck: there is no command \"%s\"%s%s%s\n", clean,
		near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
		near != NULL ? "\"?" : "");
	return 64;
}

static gboolean
is_option(const char *arg, const char *short_form, const char *long_form)
{
	return g_str_equal(arg, short_form) || g_str_equal(arg, long_form);
}

/* The command's own page; the others share one. */
static void
print_command_help(const HcCommand *command)
{
	if (command->run == hc_cmd_cert)
		print_cert_help(stdout);
	else if (command->run == hc_cmd_probe)
		print_probe_help(stdout);
	else
		print_help(stdout, TRUE);
}

static int
run_command(const HcCommand *command, char **args)
{
	g_autoptr(HcWorld) world = NULL;
	g_autoptr(GError) error = NULL;
	int status = 70;

	for (guint i = 0; args[i] != NULL && !g_str_equal(args[i], "--"); i++) {
		if (is_option(args[i], "-h", "--help")) {
			print_command_help(command);
			return 0;
		}
	}
	world = hc_environment_read();
	hc_interrupt_install();
	if (!command->run(world, args, &status, &error))
		return complain(error);
	return status;
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	if (argc < 2 || is_option(argv[1], "-h", "--help")) {
		print_help(stdout, argc >= 2);
		return 0;
	}
	if (is_option(argv[1], "-V", "--version")) {
		puts("hybridcheck " HC_VERSION);
		return 0;
	}
	for (const HcCommand *c = hc_commands; c->name != NULL; c++) {
		if (g_str_equal(argv[1], c->name))
			return run_command(c, argv + 2);
	}
	return unknown_command(argv[1]);
}
