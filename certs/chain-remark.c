/* What RFC 5280 wants of a certificate and OpenSSL does not look at.  Room: certs. */
#include "certs/chain-remark.h"

#include <openssl/err.h>
#include <string.h>

#define VERSION_3 2 /* as it is encoded */
#define MAX_SERIAL_OCTETS 20

typedef struct {
	X509 *x509;
	const HcCertFacts *facts;
	guint at;
} Subject;

/* 4.1.2.1: with extensions, and so with names that count, it is version 3. */
static gboolean
is_old_version(const Subject *self)
{
	return X509_get_version(self->x509) != VERSION_3;
}

/* 4.1.2.2: positive, and of at most 20 octets. */
static gboolean
has_odd_serial(const Subject *self)
{
	const ASN1_INTEGER *serial = X509_get0_serialNumber(self->x509);
	const unsigned char *octets = ASN1_STRING_get0_data(serial);
	int length = ASN1_STRING_length(serial);
	gboolean is_zero = length == 0 || (length == 1 && octets[0] == 0);
	/* a sign octet goes before a first octet of 0x80 and more */
	int encoded = length + (length > 0 && octets[0] >= 0x80 ? 1 : 0);

	return is_zero || ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER ||
	       encoded > MAX_SERIAL_OCTETS;
}

static gboolean
is_authority_as_leaf(const Subject *self)
{
	return self->at == 0 && !self->facts->self_issued &&
	       (X509_get_extension_flags(self->x509) & EXFLAG_CA) != 0;
}

/* 4.2.1.10: in a certificate of an authority alone. */
static gboolean
has_idle_constraints(const Subject *self)
{
	return X509_get_ext_by_NID(self->x509, NID_name_constraints, -1) >= 0 &&
	       X509_check_ca(self->x509) != 1;
}

/* 4.2.1.10: one of both lists at least. */
static gboolean
has_empty_constraints(const Subject *self)
{
	g_autoptr(NAME_CONSTRAINTS) constraints =
		X509_get_ext_d2i(self->x509, NID_name_constraints, NULL, NULL);

	return constraints != NULL &&
	       (constraints->permittedSubtrees == NULL ||
		       sk_GENERAL_SUBTREE_num(constraints->permittedSubtrees) == 0) &&
	       (constraints->excludedSubtrees == NULL ||
		       sk_GENERAL_SUBTREE_num(constraints->excludedSubtrees) == 0);
}

/* 4.2.1.6: critical where there is no subject, and only there. */
static gboolean
has_critical_names_beside_subject(const Subject *self)
{
	int at = X509_get_ext_by_NID(self->x509, NID_subject_alt_name, -1);
	const X509_EXTENSION *names = at >= 0 ? X509_get_ext(self->x509, at) : NULL;

	return names != NULL && X509_EXTENSION_get_critical(names) == 1 &&
	       *self->facts->subject != '\0';
}

/* 4.2.1.6: the preferred name syntax, which has no empty labels. */
static gboolean
has_empty_label(const Subject *self)
{
	for (guint i = 0; self->facts->dns_names[i] != NULL; i++) {
		const char *name = self->facts->dns_names[i];

		if (*name == '.' || *name == '\0' || strstr(name, "..") != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_unreadable_access(const Subject *self)
{
	int critical = 0;
	g_autoptr(AUTHORITY_INFO_ACCESS) access =
		X509_get_ext_d2i(self->x509, NID_info_access, &critical, NULL);

	return access == NULL && critical != -1;
}

static const struct {
	gboolean (*is_so)(const Subject *self);
	const char *text;
} remarks[] = {
	{ is_old_version, "not version 3" },
	{ has_odd_serial, "a serial number that is not positive or has more than 20 octets" },
	{ is_authority_as_leaf, "an authority, used as a certificate of a host" },
	{ has_idle_constraints, "nameConstraints, but no authority" },
	{ has_empty_constraints, "nameConstraints without a name" },
	{ has_critical_names_beside_subject, "subjectAltName is critical beside a subject" },
	{ has_empty_label, "a name with an empty label in subjectAltName" },
	{ has_unreadable_access, "its authorityInfoAccess cannot be read" },
};

void
hc_chain_remark(
	const HcKnown *known, guint at, void (*say)(const char *text, gpointer user), gpointer user)
{
	const Subject subject = { known->x509, known->facts, at };

	for (guint i = 0; i < G_N_ELEMENTS(remarks); i++) {
		if (remarks[i].is_so(&subject))
			say(remarks[i].text, user);
	}
	ERR_clear_error();
}
