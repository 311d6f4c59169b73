/*
 * Whose directory an object stands in, as its distinguished name tells.  Room: parse.
 * In: RFC 4514 text as Exchange prints it.  Out: the side, and the organisation as a stable text:
 * "Contoso (corp.contoso.example)" on premises, "contoso.onmicrosoft.com" of a tenant.
 */
#pragma once

#include "agent/evidence/exchange.h"

/*
 * FALSE if @dn is no distinguished name of a directory we know.  @ret_organisation: NULL if the
 * name does not tell; always NULL on an Edge server, where every one is called alike.
 */
gboolean hc_directory_name_read(const char *dn, HcSide *ret_side, char **ret_organisation);
