#!/usr/bin/env python3
"""Writes the certificates that verify: tests/parse/chain, and the files of tests/parse/cert-file.

In: nothing.  Out: in FOLDER/chain one DER file per certificate, in FOLDER/cert-file the same as
files that people have: PEM, PKCS#7, with keys beside them, damaged.  The same octets on every run.

Usage: make-chains.py [--check] FOLDER
With --check nothing is written; a sample that is not what would be written is named.
"""
import base64
import pathlib
import sys

sys.dont_write_bytecode = True

import der
import signer

OLD, SOON = "150101000000Z", "400101000000Z"
FROM, TO = "260801000000Z", "270201235959Z"
TO_SIGN, CRL_SIGN, SIGNATURE, ENCIPHER = 5, 6, 0, 2
BOTH = (der.SERVER_AUTH, der.CLIENT_AUTH)
ANY = "2.5.29.37.0"


# --- extensions -----------------------------------------------------------------------------------


def critical(dotted, body):
    return der.seq(der.oid(dotted), der.tlv(1, b"\xff"), der.tlv(4, body))


def authority(path_length=None):
    length = b"" if path_length is None else der.integer(path_length)
    return critical("2.5.29.19", der.seq(der.tlv(1, b"\xff"), length))


def no_authority():
    return critical("2.5.29.19", der.seq())


def key_usage(*numbers):
    octet = sum(0x80 >> number for number in numbers)
    unused = 7 - max(numbers)
    return critical("2.5.29.15", der.tlv(3, bytes([unused, octet])))


def subject_key(key):
    return der.extension("2.5.29.14", der.tlv(4, key.identifier))


def authority_key(key):
    return der.extension("2.5.29.35", der.seq(der.tlv(0x80, key.identifier)))


def only_names_under(domain):
    subtree = der.seq(der.tlv(0x82, domain.encode()))
    return critical("2.5.29.30", der.seq(der.tlv(0xA0, subtree)))


# --- certificates ---------------------------------------------------------------------------------


def signed(subject, key, issuer, by, extensions, validity=(FROM, TO), serial=1, digest="sha256"):
    algorithm = by.algorithm(digest)
    to_sign = der.seq(
        der.tlv(0xA0, der.integer(2)), der.integer(serial), algorithm, der.plain(issuer),
        der.seq(*[der.utc(one) for one in validity]), der.plain(subject), key.public,
        der.tlv(0xA3, der.seq(*extensions)))
    return der.seq(to_sign, algorithm, der.bits(by.sign(to_sign, digest)))


def ca(subject, key, issuer, by, more=(), path_length=None, validity=(OLD, SOON), **rest):
    extensions = [authority(path_length), key_usage(TO_SIGN, CRL_SIGN), subject_key(key)]
    extensions += [authority_key(by)] if subject != issuer else []
    return signed(subject, key, issuer, by, [*extensions, *more], validity, **rest)


def server(key, issuer, by, name="mail.contoso.example", purposes=BOTH, **rest):
    names = der.san(der.dns(name), der.dns("autodiscover." + name.split(".", 1)[1]))
    extensions = [no_authority(), key_usage(SIGNATURE, ENCIPHER), names, authority_key(by),
                  der.eku(*purposes)]
    return signed("CN=" + name, key, issuer, by, extensions, **rest)


ROOT, ROOT_KEY = "C=US, O=Example Trust, CN=Example Trust Root R1", signer.rsa("root")
OTHER_ROOT, OTHER_KEY = "C=US, O=Northwind Trust, CN=Northwind Root", signer.rsa("other root")
CA1, CA1_KEY = "C=US, O=Example Trust, CN=Example Trust TLS CA 1", signer.rsa("ca 1")
CA2, CA2_KEY = "C=US, O=Example Trust, CN=Example Trust TLS CA 2", signer.rsa("ca 2")
EC_ROOT, EC_ROOT_KEY = "C=US, O=Example Trust, CN=Example Trust EC Root", signer.ec("ec root")
EC_CA, EC_CA_KEY = "C=US, O=Example Trust, CN=Example Trust EC CA", signer.ec("ec ca")
MAIL_KEY, EC_MAIL_KEY = signer.rsa("mail"), signer.ec("mail")
LEAF = server(MAIL_KEY, CA1, CA1_KEY)


def without_identifiers(subject, key, issuer, by, **rest):
    """An authority of which only the name tells who issued what."""
    return signed(subject, key, issuer, by, [authority(), key_usage(TO_SIGN)], (OLD, SOON), **rest)


def nameless_server(by):
    return signed("CN=mail.contoso.example", MAIL_KEY, CA2, by,
                  [no_authority(), der.san(der.dns("mail.contoso.example")), der.eku(*BOTH)])


def odd_server():
    """Trusted, and much of it not as RFC 5280 wants it."""
    names = critical("2.5.29.17", der.seq(der.dns("mail.contoso.example"), der.dns("a..example")))
    constraints = der.extension("2.5.29.30", der.seq(der.tlv(0xA0, der.seq(der.dns("example")))))
    access = der.extension("1.3.6.1.5.5.7.1.1", der.tlv(4, b"no access"))
    return signed("CN=mail.contoso.example", MAIL_KEY, CA1, CA1_KEY,
                  [no_authority(), names, authority_key(CA1_KEY), constraints, access],
                  serial=1 << 160)


CHAIN = {
    "root": ca(ROOT, ROOT_KEY, ROOT, ROOT_KEY),
    "root-cross-signed": ca(ROOT, ROOT_KEY, OTHER_ROOT, OTHER_KEY, serial=7),
    "root-expired": ca(ROOT, ROOT_KEY, ROOT, ROOT_KEY, validity=(OLD, "240101000000Z"), serial=9),
    "other-root": ca(OTHER_ROOT, OTHER_KEY, OTHER_ROOT, OTHER_KEY),
    "ca": ca(CA1, CA1_KEY, ROOT, ROOT_KEY, [der.eku(*BOTH)], path_length=0),
    "ca-expired": ca(CA1, CA1_KEY, ROOT, ROOT_KEY, path_length=0,
                     validity=(OLD, "240101000000Z"), serial=3),
    "ca-sha1": ca(CA1, CA1_KEY, ROOT, ROOT_KEY, path_length=0, digest="sha1", serial=4),
    "ca-server-only": ca(CA1, CA1_KEY, ROOT, ROOT_KEY, [der.eku(der.SERVER_AUTH)], serial=5),
    "ca-elsewhere": ca(CA1, CA1_KEY, ROOT, ROOT_KEY, [only_names_under("fabrikam.example")],
                       serial=6),
    "ca-other-key": without_identifiers(CA2, CA1_KEY, ROOT, ROOT_KEY, serial=10),
    "ca-right-key": without_identifiers(CA2, CA2_KEY, ROOT, ROOT_KEY, serial=11),
    "ca-below-ca": ca(CA2, CA2_KEY, CA1, CA1_KEY, serial=12),
    "ec-root": ca(EC_ROOT, EC_ROOT_KEY, EC_ROOT, EC_ROOT_KEY),
    "ec-ca": ca(EC_CA, EC_CA_KEY, EC_ROOT, EC_ROOT_KEY),
    "ec-ca-renewed": ca(EC_CA, signer.ec("ec ca renewed"), EC_ROOT, EC_ROOT_KEY, serial=2),
    "ca-must-not-sign": signed(CA1, CA1_KEY, ROOT, ROOT_KEY, [
        authority(), key_usage(CRL_SIGN), subject_key(CA1_KEY), authority_key(ROOT_KEY)],
        (OLD, SOON), serial=13),
    "leaf": LEAF,
    "leaf-expired": server(MAIL_KEY, CA1, CA1_KEY, validity=("260101000000Z", "260727235959Z")),
    "leaf-future": server(MAIL_KEY, CA1, CA1_KEY, validity=("270101000000Z", "270727235959Z")),
    "leaf-rsa1024": server(signer.rsa("weak", 1024), CA1, CA1_KEY),
    "leaf-sha1": server(MAIL_KEY, CA1, CA1_KEY, digest="sha1"),
    "leaf-no-clientauth": server(MAIL_KEY, CA1, CA1_KEY, purposes=(der.SERVER_AUTH,)),
    "leaf-any-purpose": server(MAIL_KEY, CA1, CA1_KEY, purposes=(ANY,)),
    "leaf-tampered": LEAF[:-1] + bytes([LEAF[-1] ^ 1]),
    "leaf-of-leaf": server(MAIL_KEY, "CN=mail.contoso.example", MAIL_KEY, name="a.contoso.example"),
    "leaf-odd": odd_server(),
    "leaf-too-deep": server(MAIL_KEY, CA2, CA2_KEY),
    "leaf-no-identifiers": nameless_server(CA2_KEY),
    "leaf-ec": server(EC_MAIL_KEY, EC_CA, EC_CA_KEY),
    "self-signed": server(MAIL_KEY, "CN=mail.contoso.example", MAIL_KEY),
}


# --- files ----------------------------------------------------------------------------------------


def pem(octets, label="CERTIFICATE", end="\n", headers=""):
    text = base64.b64encode(octets).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    body = end.join([f"-----BEGIN {label}-----", *headers.splitlines(), *lines,
                     f"-----END {label}-----"])
    return (body + end).encode()


def pkcs7(*certs, content="1.2.840.113549.1.7.2"):
    listed = der.tlv(0xA0, *certs) if certs else b""
    signed_data = der.seq(der.integer(1), der.tlv(0x31), der.seq(der.oid("1.2.840.113549.1.7.1")),
                          listed, der.tlv(0x31))
    return der.seq(der.oid(content), der.tlv(0xA0, signed_data))


def request():
    to_sign = der.seq(der.integer(0), der.plain("CN=mail.contoso.example"), MAIL_KEY.public,
                      der.tlv(0xA0))
    return der.seq(to_sign, MAIL_KEY.algorithm(), der.bits(MAIL_KEY.sign(to_sign)))


# Shaped like keys, and none: the numbers are filler.
PKCS8 = der.seq(der.integer(0), der.seq(der.oid(der.RSA), der.NULL), der.tlv(4, der.filler(99, "k")))
PKCS1 = der.seq(der.integer(0), *[der.integer(n) for n in (0x10001 * 7, 3, 5, 7, 11, 13, 17, 19)])
SEC1 = der.seq(der.integer(1), der.tlv(4, der.filler(32, "k")), der.tlv(0xA0, der.oid(der.P256)))
ENCRYPTED = der.seq(der.seq(der.oid("1.2.840.113549.1.5.13"), der.seq()),
                    der.tlv(4, der.filler(64, "k")))
PFX = der.seq(der.integer(3), der.seq(der.oid("1.2.840.113549.1.7.1"),
                                      der.tlv(0xA0, der.tlv(4, der.filler(64, "k")))))
TRUST_SETTINGS = der.seq(der.seq(der.oid(der.SERVER_AUTH)))
ROOT_DER, CA_DER = CHAIN["root"], CHAIN["ca"]
ENCRYPTED_HEADERS = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"

FILES = {
    "leaf.cer": LEAF,
    "leaf.pem": pem(LEAF),
    "chain.pem": pem(LEAF) + pem(CA_DER),
    "chain-root.pem": pem(LEAF) + pem(CA_DER) + pem(ROOT_DER),
    "out-of-order.pem": pem(LEAF) + pem(ROOT_DER) + pem(CA_DER),
    "chain-ec.pem": pem(CHAIN["leaf-ec"]) + pem(CHAIN["ec-ca"]) + pem(CHAIN["ec-root"]),
    "crlf-text.pem": b"Bag Attributes\r\n    friendlyName: mail\r\nsubject=CN=mail\r\n"
                     + pem(LEAF, end="\r\n") + b"\r\nissuer=CN=Example\r\n" + pem(CA_DER, end="\r\n"),
    "utf8-bom.pem": b"\xef\xbb\xbf" + pem(LEAF),
    "utf16.pem": "\ufeff# Schl\u00fcssel\r\n".encode("utf-16-le")
                 + pem(LEAF, end="\r\n").decode().encode("utf-16-le"),
    "utf16-be.pem": b"\xfe\xff" + pem(LEAF).decode().encode("utf-16-be"),
    "one-line.pem": b"-----BEGIN CERTIFICATE-----\n" + base64.b64encode(LEAF)
                    + b"\n-----END CERTIFICATE-----",
    "x509-label.pem": pem(LEAF, "X509 CERTIFICATE"),
    "trusted-label.pem": pem(ROOT_DER + TRUST_SETTINGS, "TRUSTED CERTIFICATE"),
    "parameters-before.pem": pem(der.seq(der.integer(23), der.integer(2)), "DH PARAMETERS")
                             + pem(LEAF),
    "chain.p7b": pkcs7(LEAF, CA_DER),
    "chain-pem.p7b": pem(pkcs7(LEAF, CA_DER), "PKCS7"),
    "chain-cms.pem": pem(pkcs7(LEAF, CA_DER), "CMS"),
    "chain-certificate-label.p7b": pem(pkcs7(CA_DER), "CERTIFICATE"),
    # refused
    "key-beside.pem": pem(LEAF) + pem(PKCS8, "PRIVATE KEY"),
    "key-first.pem": pem(PKCS1, "RSA PRIVATE KEY", headers=ENCRYPTED_HEADERS) + pem(LEAF),
    "key-label-lies.pem": pem(SEC1),
    "key-pkcs1.der": PKCS1,
    "key-pkcs8.der": PKCS8,
    "key-sec1.der": SEC1,
    "key-encrypted.der": ENCRYPTED,
    "mail.pfx": PFX,
    "request.csr": pem(request(), "NEW CERTIFICATE REQUEST"),
    "request.der": request(),
    "revoked.pem": pem(der.seq(der.seq(der.oid("1.2.3"))), "X509 CRL"),
    # damaged
    "no-end.pem": pem(LEAF)[:-30],
    "begin-inside.pem": pem(LEAF)[:-30] + b"\n" + pem(CA_DER),
    "end-of-another.pem": pem(LEAF).replace(b"END CERTIFICATE", b"END PKCS7"),
    "not-base64.pem": pem(LEAF).replace(b"MII", b"M*I", 1),
    "nul-inside.pem": pem(LEAF).replace(b"MII", b"M\0I", 1),
    "padding-inside.pem": pem(LEAF).replace(b"MII", b"M=I", 1),
    "second-damaged.pem": pem(LEAF) + pem(CA_DER[:200]),
    "cut.cer": LEAF[:500],
    "octets-follow.cer": LEAF + b"\n",
    "octets-follow.p7b": pkcs7(LEAF) + b"\n",
    "empty.p7b": pkcs7(),
    "data.p7b": der.seq(der.oid("1.2.840.113549.1.7.2"), der.tlv(0xA0, der.tlv(4, b"x"))),
    "empty.pem": b"",
    "prose.txt": b"The certificate is attached.\n",
}


def samples():
    for story, octets in CHAIN.items():
        yield pathlib.Path("chain", story + ".der"), octets
    for name, octets in FILES.items():
        yield pathlib.Path("cert-file", name), octets


def check(folder):
    """The names of samples that are missing, too many, or not what this script writes."""
    wanted = dict(samples())
    found = {path.relative_to(folder): path.read_bytes()
             for part in ("chain", "cert-file") for path in (folder / part).iterdir()}
    return sorted(str(name) for name in found.keys() | wanted.keys()
                  if found.get(name) != wanted.get(name))


def main():
    folder = pathlib.Path(sys.argv[-1])
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        differing = check(folder)
        sys.exit(f"{folder}: not as written: {', '.join(differing)}" if differing else 0)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, octets in samples():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(octets)


if __name__ == "__main__":
    main()
