#!/usr/bin/env python3
"""Writes certificates shaped like those of public authorities, for the chain benchmark.

make-leaves.py FOLDER [N]   root.pem (RSA 4096), ca.pem (RSA 2048), leaf-0000.pem …
"""
import base64
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))

import der
import signer

ROOT, CA = "C=US, O=Example Trust, CN=Bench Root", "C=US, O=Example Trust, CN=Bench TLS CA"
YEARS, MONTHS = ("150101000000Z", "400101000000Z"), ("200101000000Z", "390101000000Z")
N_KEYS = 8  # among all leaves: making a key takes longer than anything else here


def critical(dotted, body):
    return der.seq(der.oid(dotted), der.tlv(1, b"\xff"), der.tlv(4, body))


def identifiers(key, by):
    return [der.extension("2.5.29.14", der.tlv(4, key.identifier)),
            der.extension("2.5.29.35", der.seq(der.tlv(0x80, by.identifier)))]


def signed(subject, key, issuer, by, extensions, validity, serial):
    algorithm = by.algorithm()
    body = der.seq(der.tlv(0xA0, der.integer(2)), der.integer(serial), algorithm,
                   der.plain(issuer), der.seq(*[der.utc(one) for one in validity]),
                   der.plain(subject), key.public, der.tlv(0xA3, der.seq(*extensions)))
    return der.seq(body, algorithm, der.bits(by.sign(body)))


def authority(subject, key, issuer, by, serial):
    extensions = [critical("2.5.29.19", der.seq(der.tlv(1, b"\xff"))),
                  critical("2.5.29.15", der.tlv(3, b"\x01\x06")), *identifiers(key, by)]
    return signed(subject, key, issuer, by, extensions, YEARS, serial)


def uri(text):
    return der.tlv(0x86, text.encode())


def access():
    entries = [("1.3.6.1.5.5.7.48.1", "http://ocsp.example/"),
               ("1.3.6.1.5.5.7.48.2", "http://ca.example/i.crt")]
    listed = [der.seq(der.oid(dotted), uri(text)) for dotted, text in entries]
    return der.extension("1.3.6.1.5.5.7.1.1", der.seq(*listed))


def leaf(number, key, by):
    host = f"mx{number:04}.contoso.example"
    names = der.san(der.dns(host), der.dns(f"mail{number:04}.contoso.example"),
                    der.dns(f"autodiscover.contoso{number:04}.example"))
    point = der.seq(der.tlv(0xA0, der.tlv(0xA0, uri("http://crl.example/1.crl"))))
    extensions = [
        names, critical("2.5.29.19", der.seq()), critical("2.5.29.15", der.tlv(3, b"\x05\xa0")),
        der.eku(der.SERVER_AUTH, der.CLIENT_AUTH), *identifiers(key, by), access(),
        der.extension("2.5.29.31", der.seq(point)),
        der.extension("2.5.29.32", der.seq(der.seq(der.oid("2.23.140.1.2.2")))),
        # as large as two signed certificate timestamps
        der.extension("1.3.6.1.4.1.32473.9", der.tlv(4, der.filler(242, host)))]
    return signed(f"C=DE, O=Contoso {number} GmbH, CN={host}", key, CA, by, extensions, MONTHS,
                  0x1000 + number)


def pem(octets):
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(octets) + \
        b"-----END CERTIFICATE-----\n"


def main():
    folder, n = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    root, ca = signer.rsa("bench root", 4096), signer.rsa("bench ca")
    keys = [signer.rsa(f"bench leaf {i}") for i in range(N_KEYS)]
    leaves = [pem(leaf(number, keys[number % N_KEYS], ca)) for number in range(n)]
    (folder / "root.pem").write_bytes(pem(authority(ROOT, root, ROOT, root, 1)))
    (folder / "ca.pem").write_bytes(pem(authority(CA, ca, ROOT, root, 2)))
    for number, octets in enumerate(leaves):
        (folder / f"leaf-{number:04}.pem").write_bytes(octets)


main()
