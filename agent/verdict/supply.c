/* The command that supplies what was not seen.  Room: verdict. */
#include "agent/verdict/words.h"

#include <string.h>

#define ONPREM "in the Exchange Management Shell run "
#define ONLINE "connected with Connect-ExchangeOnline run "

#define FROM_ONPREM(noun) ONPREM "Get-" noun " | Export-Clixml onprem-org-" noun ".clixml"
#define FROM_ONLINE(noun) ONLINE "Get-" noun " | Export-Clixml online-org-" noun ".clixml"

#define CERTIFICATES                                                                               \
	ONPREM "Get-ExchangeServer | ForEach-Object { Get-ExchangeCertificate -Server $_.Name | "  \
	       "Export-Clixml \"onprem-$($_.Name)-ExchangeCertificate.clixml\" }; on an Edge "     \
	       "server run Get-ExchangeCertificate | Export-Clixml "                               \
	       "\"edge-$env:COMPUTERNAME-ExchangeCertificate.clixml\""
#define RECEIVE_CONNECTORS                                                                         \
	FROM_ONPREM("ReceiveConnector")                                                            \
	"; on an Edge server run Get-ReceiveConnector | Export-Clixml "                            \
	"\"edge-$env:COMPUTERNAME-ReceiveConnector.clixml\""
#define WIZARD                                                                                     \
	"copy the wizard's folder, %AppData%\\Microsoft\\Exchange Hybrid Configuration of the "    \
	"account that ran it"

#define SERVICE_PRINCIPAL                                                                          \
	"with Microsoft Graph PowerShell run Get-MgServicePrincipal -Filter \"appId eq "           \
	"'00000002-0000-0ff1-ce00-000000000000'\" | Select-Object AppId, DisplayName, @{ n = "     \
	"'HasKeys'; e = { $_.KeyCredentials.Count -gt 0 } } | Export-Clixml "                      \
	"online-org-ServicePrincipal.clixml"

/* The first entry whose words are in a sentence tells; the narrower ones stand first. */
static const struct {
	const char *words;
	const char *supply;
} supplies[] = {
	{ "log of the last run", WIZARD },
	{ "last run", WIZARD ", or " FROM_ONLINE("OnPremisesOrganization") },
	{ "wizard ran last", WIZARD ", or " FROM_ONLINE("OnPremisesOrganization") },
	{ "that ran last", WIZARD ", or " FROM_ONLINE("OnPremisesOrganization") },
	{ "service principal of Exchange Online", SERVICE_PRINCIPAL },
	{ "HasKeys", SERVICE_PRINCIPAL },
	{ "Test-EdgeSynchronization",
		ONPREM "Test-EdgeSynchronization -FullCompareMode | Export-Clixml "
		       "onprem-org-EdgeSynchronization.clixml" },
	{ "ExSetup.exe",
		"on each server run Get-Command ExSetup.exe | ForEach-Object { $_.FileVersionInfo "
		"} | Export-Clixml \"onprem-$env:COMPUTERNAME-ExSetup.clixml\"" },
	{ "on Edge server",
		"on that Edge server run .\\Export-HybridCheck.ps1 and bring its files along" },
	{ "of Edge server",
		"on that Edge server run .\\Export-HybridCheck.ps1 and bring its files along" },
	{ "Receive connector", RECEIVE_CONNECTORS },
	{ "ReceiveConnector", RECEIVE_CONNECTORS },
	{ "(Services)", CERTIFICATES },
	{ "Send connector", FROM_ONPREM("SendConnector") },
	{ "SendConnector", FROM_ONPREM("SendConnector") },
	{ "InboundConnector", FROM_ONLINE("InboundConnector") },
	{ "OutboundConnector", FROM_ONLINE("OutboundConnector") },
	{ "OnPremisesOrganization", FROM_ONLINE("OnPremisesOrganization") },
	{ "HybridConfiguration", FROM_ONPREM("HybridConfiguration") },
	{ "OrganizationConfig on premises", FROM_ONPREM("OrganizationConfig") },
	{ "OrganizationConfig of", FROM_ONLINE("OrganizationConfig") },
	{ "RejectDirectSend", FROM_ONLINE("OrganizationConfig") },
	{ "EwsAllowedAppIDs", FROM_ONLINE("OrganizationConfig") },
	{ "EwsEnabled", FROM_ONLINE("OrganizationConfig") },
	{ "Get-AcceptedDomain of", FROM_ONLINE("AcceptedDomain") },
	{ "Get-AcceptedDomain", FROM_ONPREM("AcceptedDomain") },
	{ "accepted domains on premises", FROM_ONPREM("AcceptedDomain") },
	{ "accepted domain", FROM_ONLINE("AcceptedDomain") },
	{ "domains of the tenant", FROM_ONLINE("AcceptedDomain") },
	{ "coexistence domain", FROM_ONLINE("AcceptedDomain") },
	{ "IsCoexistenceDomain", FROM_ONLINE("AcceptedDomain") },
	{ "remote domains on premises", FROM_ONPREM("RemoteDomain") },
	{ "e-mail address policies", FROM_ONPREM("EmailAddressPolicy") },
	{ "WebServicesVirtualDirectory", FROM_ONPREM("WebServicesVirtualDirectory") },
	{ "web services directories", FROM_ONPREM("WebServicesVirtualDirectory") },
	{ "TransportService", FROM_ONPREM("TransportService") },
	{ "transport services", FROM_ONPREM("TransportService") },
	{ "Edge subscriptions", FROM_ONPREM("EdgeSubscription") },
	{ "AuthConfig was", FROM_ONPREM("AuthConfig") },
	{ "AuthConfig:", FROM_ONPREM("AuthConfig") },
	{ "AuthServer", FROM_ONPREM("AuthServer") },
	{ "PartnerApplication", FROM_ONPREM("PartnerApplication") },
	{ "IntraOrganizationConnector on premises", FROM_ONPREM("IntraOrganizationConnector") },
	{ "IntraOrganizationConnector in", FROM_ONLINE("IntraOrganizationConnector") },
	{ "IntraOrganizationConfiguration",
		FROM_ONPREM("IntraOrganizationConfiguration") "; " FROM_ONLINE(
			"IntraOrganizationConfiguration") },
	{ "OrganizationRelationship on premises", FROM_ONPREM("OrganizationRelationship") },
	{ "for which domains",
		FROM_ONPREM("HybridConfiguration") "; " FROM_ONLINE("AcceptedDomain") },
	{ "AvailabilityAddressSpace", FROM_ONPREM("AvailabilityAddressSpace") },
	{ "FederationTrust", FROM_ONPREM("FederationTrust") },
	{ "SettingOverride", FROM_ONPREM("SettingOverride") },
	{ "HostedConnectionFilterPolicy", FROM_ONLINE("HostedConnectionFilterPolicy") },
	{ "MigrationEndpoint", FROM_ONLINE("MigrationEndpoint") },
	{ "OrganizationRelationship in Exchange Online", FROM_ONLINE("OrganizationRelationship") },
	{ "OrganizationRelationship of Exchange Online", FROM_ONLINE("OrganizationRelationship") },
	{ "Exchange servers", FROM_ONPREM("ExchangeServer") },
	{ "ExchangeServer", FROM_ONPREM("ExchangeServer") },
	{ "ertificate", CERTIFICATES },
	{ "RootCAType", CERTIFICATES },
	{ "HasPrivateKey", CERTIFICATES },
};

char *
hc_verdict_supply(const char *what, gboolean decides)
{
	const char *how = "run the cmdlet that shows it";

	for (gsize i = 0; i < G_N_ELEMENTS(supplies); i++) {
		if (strstr(what, supplies[i].words) != NULL) {
			how = supplies[i].supply;
			break;
		}
	}
	return g_strdup_printf("%s%s; then add what it gives", decides ? "it decides: " : "", how);
}
