/* What shows the things that a look from this host cannot show.  Room: verdict. */
#include "agent/verdict/words.h"

#include <string.h>

#define ONLINE "connected with Connect-ExchangeOnline run "

/* The first entry whose words are in a sentence tells; the narrower ones stand first. */
static const struct {
	const char *words;
	const char *look;
} looks[] = {
	{ "Validate-OutboundConnector",
		ONLINE "Validate-OutboundConnector -Identity <the hybrid OutboundConnector> "
		       "-Recipients <a mailbox on premises>" },
	{ "Test-MigrationServerAvailability",
		ONLINE "Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer <that "
		       "name> -Credentials (Get-Credential)" },
	{ "answers the source servers",
		"on each source server of the hybrid Send connector run Test-NetConnection <that "
		"name> -Port 25" },
	{ "TCP 80 to the CAs",
		"on each Exchange server run Test-NetConnection <the host of a revocation list> "
		"-Port 80" },
	{ "TCP 443 answers this host",
		"on each Exchange server run Test-NetConnection <that name> -Port 443" },
	{ "the root of Exchange Online is not known",
		"on each Exchange server run Get-ChildItem Cert:\\LocalMachine\\Root" },
	{ "Cert:\\LocalMachine\\Root",
		"on each Exchange server run Get-ChildItem Cert:\\LocalMachine\\Root" },
	{ "what public DNS answers",
		"resolve that name outside of your network: Resolve-DnsName <that name> -Server "
		"<a public resolver>" },
	{ "telnet localhost 25", "on the server run telnet localhost 25, and type EHLO" },
	{ "but to this host:",
		"run it on a host that the hybrid Receive connector takes, or on the server run "
		"telnet localhost 25, and type EHLO" },
	{ "was not seen: the session", "repair what that session ended with, and run it again" },
	{ "where the hybrid Send connector delivers to is not known",
		"name a smart host of Exchange Online in the exports: the MX of a connector that "
		"routes by DNS is looked up by no rule of this version" },
	{ "so nothing was asked there",
		"export the connectors, or name the host as smtp= under [targets] of the "
		"configuration file" },
	{ "no address of a revocation list",
		"run it where a session goes through: the chains that are presented name them" },
	{ "broken off here", "run it again with a longer --timeout or --budget" },
	{ "roots of this host are not known",
		"install the CA certificates of the distribution, or name a file with --ca-file" },
	{ "has no address here", "run it where that name can be resolved, or publish it in DNS" },
	{ "the resolver of this host did not tell", "run it again when the resolver answers" },
};

const char *
hc_verdict_look(const char *what)
{
	for (gsize i = 0; i < G_N_ELEMENTS(looks); i++) {
		if (strstr(what, looks[i].words) != NULL)
			return looks[i].look;
	}
	return NULL;
}
