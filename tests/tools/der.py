"""DER put together by hand, so that certificates can be as odd as the ones found in the wild.

Keys without a signer are fixed filler: what is never verified needs no more.
"""
import hashlib

# --- DER -----------------------------------------------------------------------------------------

UTF8, NUMERIC, PRINTABLE, TELETEX, IA5, BMP, UNIVERSAL, BITS = 12, 18, 19, 20, 22, 30, 28, 3


def tlv(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(body).to_bytes(size, "big") + body


def seq(*parts):
    return tlv(0x30, *parts)


def bits(body):
    return tlv(3, b"\0" + body)


def integer(number):
    return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    arcs = [40 * arcs[0] + arcs[1]] + arcs[2:]
    body = b""
    for arc in arcs:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | arc & 0x7F)
        body += bytes(reversed(groups))
    return tlv(6, body)


def filler(size, word):
    block = b""
    while len(block) < size:
        block += hashlib.sha256(word.encode() + len(block).to_bytes(4, "big")).digest()
    return block[:size]


# --- names: a list of RDNs as they are encoded, each a list of (type, string tag, value) -----------

TYPES = {
    "CN": "2.5.4.3", "SN": "2.5.4.4", "SERIALNUMBER": "2.5.4.5", "C": "2.5.4.6", "L": "2.5.4.7",
    "S": "2.5.4.8", "STREET": "2.5.4.9", "O": "2.5.4.10", "OU": "2.5.4.11", "T": "2.5.4.12",
    "Description": "2.5.4.13", "PostalCode": "2.5.4.17", "POBox": "2.5.4.18", "Phone": "2.5.4.20",
    "G": "2.5.4.42", "I": "2.5.4.43", "dnQualifier": "2.5.4.46",
    "DC": "0.9.2342.19200300.100.1.25", "UID": "0.9.2342.19200300.100.1.1",
    "E": "1.2.840.113549.1.9.1",
}
ENCODINGS = {UTF8: "utf-8", BMP: "utf-16-be", UNIVERSAL: "utf-32-be", IA5: "latin-1",
             PRINTABLE: "latin-1", NUMERIC: "latin-1", TELETEX: "latin-1"}


def attribute(label, tag, value):
    raw = value if isinstance(value, bytes) else value.encode(ENCODINGS[tag])
    return seq(oid(TYPES.get(label, label)), tlv(tag, raw))


def name(*rdns):
    """Each RDN is one (label, tag, value), or a list of them for a multi-valued one."""
    sets = [rdn if isinstance(rdn, list) else [rdn] for rdn in rdns]
    return seq(*[tlv(0x31, *[attribute(*one) for one in rdn]) for rdn in sets])


def plain(text):
    """"C=DE, CN=x" in encoded order, all PrintableString or UTF8String."""
    pairs = [pair.split("=", 1) for pair in text.split(", ")] if text else []
    return name(*[(label, PRINTABLE if label == "C" else UTF8, value) for label, value in pairs])


# --- the rest of a certificate ----------------------------------------------------------------------

RSA, EC, ED25519 = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1", "1.3.101.112"
SHA256_RSA, SHA1_RSA = "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.5"
ECDSA_SHA384, PSS = "1.2.840.10045.4.3.3", "1.2.840.113549.1.1.10"
SHA512, MGF1, P256 = "2.16.840.1.101.3.4.2.3", "1.2.840.113549.1.1.8", "1.2.840.10045.3.1.7"
P256_GENERATOR = bytes.fromhex(
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
NULL = tlv(5)
SERVER_AUTH, CLIENT_AUTH = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"


def rsa_key(size):
    modulus = int.from_bytes(filler(size // 8, "modulus"), "big") | 1 << (size - 1) | 1
    return seq(seq(oid(RSA), NULL), bits(seq(integer(modulus), integer(65537))))


def pss_sha512():
    digest = seq(oid(SHA512), NULL)
    return seq(oid(PSS), seq(tlv(0xA0, digest), tlv(0xA1, seq(oid(MGF1), digest)),
                             tlv(0xA2, integer(64))))


def dns(value):
    return tlv(0x82, value if isinstance(value, bytes) else value.encode("ascii"))


def extension(dotted, body):
    return seq(oid(dotted), tlv(4, body))


def san(*names):
    return extension("2.5.29.17", seq(*names))


def eku(*purposes):
    return extension("2.5.29.37", seq(*[oid(purpose) for purpose in purposes]))


def utc(text):
    return tlv(23, text.encode())


def general(text):
    return tlv(24, text.encode())


def uri(value):
    return tlv(0x86, value if isinstance(value, bytes) else value.encode("ascii"))


OCSP, CA_ISSUERS = "1.3.6.1.5.5.7.48.1", "1.3.6.1.5.5.7.48.2"


def crl_points(*points):
    """Each point is the list of its names."""
    return extension("2.5.29.31", seq(*[
        seq(tlv(0xA0, tlv(0xA0, *names))) for names in points]))


def info_access(*pairs):
    """Pairs of a method and a name."""
    return extension("1.3.6.1.5.5.7.1.1", seq(*[seq(oid(how), where) for how, where in pairs]))
