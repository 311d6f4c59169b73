/*
 * Address spaces and server names as connectors print them.  Room: hcw.  Pure.
 * In: "SMTP:contoso.mail.onmicrosoft.com;1", "E1", "E1.contoso.example", a directory path of a
 * server. Out: one form that can be compared.
 */
#pragma once

#include "agent/evidence/exchange.h"

/* "contoso.mail.onmicrosoft.com" of "SMTP:contoso.mail.onmicrosoft.com;1"; lower case. */
char *hc_space_address(const char *space);
/* "smtp:address;cost", lower case; type smtp and cost 1 where the text leaves them out. */
char *hc_space_normalise(const char *space);
/* An element of AddressSpaces is @domain itself. */
gboolean hc_space_lists(const HcExchangeObject *connector, const char *domain);
/* Address of the first element of AddressSpaces that is under @suffix; NULL if there is none. */
char *hc_space_under(const HcExchangeObject *connector, const char *suffix);

/* "E1" of "E1", "contoso.example/…/Servers/E1" or "CN=E1,CN=Servers,…"; a FQDN stays one. */
char *hc_space_server(const char *text);
/* The servers a property lists; an empty vector if it is absent or empty. */
GStrv hc_space_servers(const HcExchangeObject *object, const char *property);
/* TRUE if @servers holds a server with the first label of @server. */
gboolean hc_space_has_server(const char *const *servers, const char *server);
