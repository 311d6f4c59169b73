/* The words that stand for attribute types in printed X.500 names.  Room: certs. */
#include "certs/dn-label.h"

#include <string.h>

#define OID_PREFIX "OID."

typedef struct {
	const char *label;
	const char *oid;
} Label;

/*
 * What CertNameToStr(CERT_X500_NAME_STR) prints, .NET with it: the RDN group of the system's OID
 * table.  Other types, businessCategory and the EV jurisdictions among them, are printed as
 * "OID.…".
 */
static const Label printed[] = {
	{ "CN", "2.5.4.3" },
	{ "SN", "2.5.4.4" },
	{ "SERIALNUMBER", "2.5.4.5" },
	{ "C", "2.5.4.6" },
	{ "L", "2.5.4.7" },
	{ "S", "2.5.4.8" },
	{ "STREET", "2.5.4.9" },
	{ "O", "2.5.4.10" },
	{ "OU", "2.5.4.11" },
	{ "T", "2.5.4.12" },
	{ "Description", "2.5.4.13" },
	{ "PostalCode", "2.5.4.17" },
	{ "POBox", "2.5.4.18" },
	{ "Phone", "2.5.4.20" },
	{ "X21Address", "2.5.4.24" },
	{ "G", "2.5.4.42" },
	{ "I", "2.5.4.43" },
	{ "dnQualifier", "2.5.4.46" },
	{ "DC", "0.9.2342.19200300.100.1.25" },
	{ "E", "1.2.840.113549.1.9.1" },
};

/* Understood, never printed. */
static const Label aliases[] = {
	{ "commonName", "2.5.4.3" },
	{ "surname", "2.5.4.4" },
	{ "countryName", "2.5.4.6" },
	{ "localityName", "2.5.4.7" },
	{ "ST", "2.5.4.8" },
	{ "SP", "2.5.4.8" },
	{ "stateOrProvinceName", "2.5.4.8" },
	{ "streetAddress", "2.5.4.9" },
	{ "organizationName", "2.5.4.10" },
	{ "organizationalUnitName", "2.5.4.11" },
	{ "title", "2.5.4.12" },
	{ "businessCategory", "2.5.4.15" },
	{ "telephoneNumber", "2.5.4.20" },
	{ "postOfficeBox", "2.5.4.18" },
	{ "name", "2.5.4.41" },
	{ "GN", "2.5.4.42" },
	{ "givenName", "2.5.4.42" },
	{ "initials", "2.5.4.43" },
	{ "organizationIdentifier", "2.5.4.97" },
	{ "UID", "0.9.2342.19200300.100.1.1" },
	{ "domainComponent", "0.9.2342.19200300.100.1.25" },
	{ "emailAddress", "1.2.840.113549.1.9.1" },
	{ "Email", "1.2.840.113549.1.9.1" },
	{ "unstructuredName", "1.2.840.113549.1.9.2" },
	{ "jurisdictionL", "1.3.6.1.4.1.311.60.2.1.1" },
	{ "jurisdictionLocalityName", "1.3.6.1.4.1.311.60.2.1.1" },
	{ "jurisdictionST", "1.3.6.1.4.1.311.60.2.1.2" },
	{ "jurisdictionStateOrProvinceName", "1.3.6.1.4.1.311.60.2.1.2" },
	{ "jurisdictionC", "1.3.6.1.4.1.311.60.2.1.3" },
	{ "jurisdictionCountryName", "1.3.6.1.4.1.311.60.2.1.3" },
};

static const char *
find_oid(const Label *labels, gsize n_labels, const char *label)
{
	for (gsize i = 0; i < n_labels; i++) {
		if (g_ascii_strcasecmp(labels[i].label, label) == 0)
			return labels[i].oid;
	}
	return NULL;
}

const char *
hc_dn_label_for_oid(const char *oid)
{
	for (gsize i = 0; i < G_N_ELEMENTS(printed); i++) {
		if (g_str_equal(printed[i].oid, oid))
			return printed[i].label;
	}
	return NULL;
}

char *
hc_dn_label_to_oid(const char *label)
{
	const char *oid = find_oid(printed, G_N_ELEMENTS(printed), label);

	if (oid == NULL)
		oid = find_oid(aliases, G_N_ELEMENTS(aliases), label);
	if (oid != NULL)
		return g_strdup(oid);
	if (g_ascii_strncasecmp(label, OID_PREFIX, strlen(OID_PREFIX)) == 0)
		return g_ascii_strdown(label + strlen(OID_PREFIX), -1);
	return g_ascii_strdown(label, -1);
}
