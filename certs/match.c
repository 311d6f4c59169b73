/* Names on certificates against names in connectors and domain lists.  Room: certs. */
#include "certs/match.h"

#include "agent/base/dname.h"

#include <string.h>

#define WILDCARD "*."

static gboolean
is_wildcard(const char *name)
{
	return g_str_has_prefix(name, WILDCARD);
}

/* Whether certificates and connectors may mean a host by @name at all; see the header. */
static gboolean
is_host_name(const char *name)
{
	const char *p = is_wildcard(name) ? name + strlen(WILDCARD) : name;

	if (*p == '\0' || *p == '.')
		return FALSE;
	for (; *p != '\0'; p++) {
		if (!g_ascii_isgraph(*p) || *p == '*')
			return FALSE;
	}
	return TRUE;
}

/* @name ready to be compared; NULL if it is no host name. */
static char *
candidate(const char *name)
{
	g_autofree char *normal = hc_dname_normalise(name);

	return is_host_name(normal) ? g_steal_pointer(&normal) : NULL;
}

static gboolean
name_satisfies(const char *name, const char *wanted)
{
	g_autofree char *own = candidate(name);

	return own != NULL && (hc_dname_matches(own, wanted) || hc_dname_matches(wanted, own));
}

static gboolean
is_accepted(const char *name, const char *const *accepted)
{
	g_autofree char *own = candidate(name);

	for (; own != NULL && accepted != NULL && *accepted != NULL; accepted++) {
		if (hc_dname_equal(own, *accepted))
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_match_cert_covers(const HcCertFacts *cert, const char *wanted)
{
	g_autofree char *target = candidate(wanted);

	if (target == NULL)
		return FALSE;
	if (name_satisfies(cert->subject_cn, target))
		return TRUE;
	for (guint i = 0; cert->dns_names != NULL && cert->dns_names[i] != NULL; i++) {
		if (name_satisfies(cert->dns_names[i], target))
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_match_is_attributable(const char *name, const char *const *accepted)
{
	g_autofree char *own = candidate(name);

	if (own == NULL)
		return FALSE;
	return is_accepted(own, accepted) || is_accepted(hc_dname_parent(own), accepted);
}

gboolean
hc_match_sender_name_is_accepted(const char *name, const char *const *accepted)
{
	g_autofree char *own = candidate(name);

	if (own == NULL)
		return FALSE;
	if (hc_match_is_attributable(own, accepted))
		return TRUE;
	for (; is_wildcard(own) && accepted != NULL && *accepted != NULL; accepted++) {
		if (hc_dname_is_under(*accepted, own + strlen(WILDCARD)))
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_match_cert_is_attributable(const HcCertFacts *cert, const char *const *accepted)
{
	if (hc_match_is_attributable(cert->subject_cn, accepted))
		return TRUE;
	for (guint i = 0; cert->dns_names != NULL && cert->dns_names[i] != NULL; i++) {
		if (hc_match_is_attributable(cert->dns_names[i], accepted))
			return TRUE;
	}
	return FALSE;
}

char *
hc_match_derive_sender_name(const char *cn, const char *const *accepted)
{
	const char *parent = hc_dname_parent(cn);

	if (cn == NULL || *cn == '\0')
		return NULL;
	if (!is_accepted(cn, accepted) && is_accepted(parent, accepted))
		return g_strconcat(WILDCARD, parent, NULL);
	return g_strdup(cn);
}
