#!/usr/bin/env python3
"""Writes the certificate samples of tests/parse/cert.

In: nothing.  Out: one DER file per story, the same bytes on every run: keys and signatures are fixed
filler, because nothing here is ever verified.  The DER is put together by hand, so that names can be
as odd as the ones found in the wild: no certificate library would write them.

Usage: make-certs.py [--check] FOLDER
With --check nothing is written; a sample that is not what would be written is named.
"""
import pathlib
import sys

sys.dont_write_bytecode = True

from der import (
    BITS, BMP, CA_ISSUERS, CLIENT_AUTH, EC, ECDSA_SHA384, ED25519, IA5, NULL, OCSP, P256,
    P256_GENERATOR, PRINTABLE, SERVER_AUTH, SHA1_RSA, SHA256_RSA, TELETEX, UNIVERSAL, UTF8, bits,
    crl_points, dns, eku, extension, filler, general, info_access, integer, name, oid, plain,
    pss_sha512, rsa_key, san, seq, tlv, uri, utc)

# --- stories --------------------------------------------------------------------------------------

ISSUER = plain("C=US, O=Example Trust, CN=Example Trust TLS CA 1")
SUBJECT = plain("C=DE, S=NRW, L=Cologne, O=Contoso, CN=mail.contoso.example")
SAN = san(dns("mail.contoso.example"), dns("autodiscover.contoso.example"))
BOTH = eku(SERVER_AUTH, CLIENT_AUTH)


def certificate(subject=SUBJECT, issuer=ISSUER, extensions=(SAN, BOTH), key=None,
                signature=None, validity=None, serial=0x0A1B2C3D4E5F):
    algorithm = signature or seq(oid(SHA256_RSA), NULL)
    period = validity or seq(utc("260801000000Z"), utc("270201235959Z"))
    listed = tlv(0xA3, seq(*extensions)) if extensions else b""
    to_sign = seq(tlv(0xA0, integer(2)), integer(serial), algorithm, issuer, period, subject,
                  key or rsa_key(2048), listed)
    return seq(to_sign, algorithm, bits(filler(256, "signature")))


ODD_LABELS = name(
    ("DC", IA5, "example"), ("C", PRINTABLE, "DE"), ("S", UTF8, "NRW"), ("L", UTF8, "Cologne"),
    ("PostalCode", UTF8, "50667"), ("STREET", UTF8, "Domkloster 4"), ("POBox", UTF8, "17"),
    ("O", UTF8, "Contoso"), ("OU", UTF8, "IT"), ("T", UTF8, "Postmaster"),
    ("SERIALNUMBER", PRINTABLE, "HRB 4711"), ("2.5.4.15", UTF8, "Private Organization"),
    ("1.3.6.1.4.1.311.60.2.1.3", PRINTABLE, "DE"), ("2.5.4.97", UTF8, "VATDE-1"),
    ("G", UTF8, "Ada"), ("SN", UTF8, "Example"), ("I", UTF8, "A"), ("UID", UTF8, "ada"),
    ("Description", UTF8, "gateway"), ("Phone", PRINTABLE, "0"), ("dnQualifier", PRINTABLE, "q"),
    ("E", IA5, "postmaster@contoso.example"), ("CN", UTF8, "mail.contoso.example"))

ODD_VALUES = name(
    ("C", PRINTABLE, "DE"), ("O", UTF8, 'Joe "Cool" Ltd'), ("OU", UTF8, "a, b"),
    ("OU", UTF8, " leading"), ("OU", UTF8, "trailing "), ("OU", UTF8, "one+two"),
    ("OU", UTF8, "x=y"), ("OU", UTF8, "a<S>b"), ("OU", UTF8, "#hash"), ("OU", UTF8, "a;b"),
    ("OU", UTF8, "two\nlines"), ("OU", UTF8, ""), ("OU", UTF8, "back\\slash"),
    ("OU", UTF8, "two  blanks"), ("CN", UTF8, "Contoso, Mail"))

STORIES = {
    "plain": certificate(),
    "odd-labels": certificate(subject=ODD_LABELS),
    "odd-values": certificate(subject=ODD_VALUES),
    "multi-valued": certificate(subject=name(
        ("C", PRINTABLE, "DE"), [("O", UTF8, "Contoso"), ("OU", UTF8, "IT")],
        [("CN", UTF8, "mail.contoso.example"), ("SERIALNUMBER", PRINTABLE, "7")])),
    "two-cns": certificate(subject=plain("CN=general.contoso.example, CN=mail.contoso.example")),
    "bmp": certificate(subject=name(
        ("O", BMP, "Contoso M\u00fcller"), ("OU", UNIVERSAL, "\u00c9quipe"),
        ("CN", BMP, "mail.contoso.example"))),
    "bmp-surrogates": certificate(subject=name(("O", BMP, "Contoso \U0001f4e7"))),
    "teletex": certificate(subject=name(
        ("O", TELETEX, b"M\xfcller"), ("OU", TELETEX, "M\u00fcller".encode()),
        ("CN", TELETEX, "mail.contoso.example"))),
    "utf8-broken": certificate(subject=name(
        ("O", UTF8, b"Cont\xffoso"), ("CN", UTF8, "mail.contoso.example"))),
    "value-no-text": certificate(subject=name(
        ("2.5.4.45", BITS, b"\x00\xa5"), ("CN", UTF8, "mail.contoso.example"))),
    "subject-empty": certificate(subject=name()),
    "nul-inside": certificate(
        subject=name(("CN", UTF8, b"evil\x00.contoso.example")),
        extensions=(san(dns(b"evil\x00.contoso.example"), dns("www.fabrikam.example")), BOTH)),
    "san-not-ascii": certificate(
        subject=name(), extensions=(san(dns(b"m\xe9l.contoso.example")), BOTH)),
    "san-mixed": certificate(extensions=(san(
        tlv(0x87, bytes([198, 51, 100, 7])), tlv(0x81, b"postmaster@contoso.example"),
        dns("*.contoso.example"), tlv(0x86, b"https://contoso.example/")), BOTH)),
    "san-unreadable": certificate(extensions=(extension("2.5.29.17", b"\x30\x05\x82"), BOTH)),
    "san-twice": certificate(extensions=(SAN, SAN, BOTH)),
    "san-too-many": certificate(extensions=(san(*[dns("a%d" % i) for i in range(1025)]), BOTH)),
    "eku-absent": certificate(extensions=(SAN,)),
    "eku-server-only": certificate(extensions=(SAN, eku(SERVER_AUTH))),
    "eku-unreadable": certificate(extensions=(SAN, extension("2.5.29.37", b"\x04\x00"))),
    "no-extensions": certificate(extensions=()),
    "self-issued": certificate(
        subject=plain("CN=E1"), issuer=plain("CN=E1"), serial=0xA1B2C3D4E5F60718),
    "wildcard": certificate(
        subject=plain("CN=*.contoso.example"),
        extensions=(san(dns("*.contoso.example"), dns("contoso.example")), BOTH)),
    "rsa-1024-sha1": certificate(key=rsa_key(1024), signature=seq(oid(SHA1_RSA), NULL)),
    "rsa-pss-sha512": certificate(signature=pss_sha512()),
    "ec-p256": certificate(
        key=seq(seq(oid(EC), oid(P256)), bits(P256_GENERATOR)), signature=seq(oid(ECDSA_SHA384))),
    "ed25519": certificate(
        key=seq(seq(oid(ED25519)), bits(filler(32, "point"))), signature=seq(oid(ED25519))),
    "key-unknown": certificate(key=seq(seq(oid("1.3.6.1.4.1.32473.1")), bits(b"key"))),
    "urls": certificate(extensions=(SAN, BOTH, crl_points(
        [uri("ldap:///CN=Contoso"), uri("http://crl.example/a.crl")],
        [uri("http://crl2.example/a.crl")]), info_access(
            (OCSP, uri("http://ocsp.example")), (CA_ISSUERS, uri("http://crl.example/a.cer")),
            (CA_ISSUERS, tlv(0x81, b"ca@example")), ("1.3.6.1.5.5.7.48.3", uri("http://tsp.example"))))),
    "urls-odd": certificate(extensions=(SAN, BOTH, crl_points(
        [uri(b"http://crl.example/\x00.crl"), uri(b"http://\xe9.example/")], [dns("crl.example")]),
        extension("1.3.6.1.5.5.7.1.1", b"\x30\x03\x30"))),
    "urls-relative": certificate(extensions=(SAN, BOTH, extension("2.5.29.31", seq(seq(
        tlv(0xA0, tlv(0xA1, seq(oid("2.5.4.3"), tlv(UTF8, b"a"))))))))),
    "urls-too-many": certificate(extensions=(SAN, BOTH, info_access(
        *[(OCSP, uri("http://ocsp%d.example" % i)) for i in range(33)]))),
    "after-2050": certificate(
        validity=seq(utc("491231235959Z"), general("20560101000000Z"))),
    "never-expires": certificate(
        validity=seq(utc("500101000000Z"), general("99991231235959Z"))),
    "time-impossible": certificate(
        validity=seq(utc("261301000000Z"), utc("270201235959Z"))),
    "octets-follow": certificate() + b"\0",
    "half": certificate()[:400],
    "no-certificate": b"-----BEGIN CERTIFICATE-----\n",
}


def check(folder):
    """The names of samples that are missing, too many, or not what this script writes."""
    found = {path.stem: path.read_bytes() for path in folder.glob("*.der")}
    return sorted(story for story in found.keys() | STORIES.keys()
                  if found.get(story) != STORIES.get(story))


def main():
    folder = pathlib.Path(sys.argv[-1])
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        differing = check(folder)
        sys.exit(f"{folder}: not as written: {', '.join(differing)}" if differing else 0)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for story, der in STORIES.items():
        (folder / (story + ".der")).write_bytes(der)


if __name__ == "__main__":
    main()
