"""The lab's certificates: every case a mail host can present, with keys.

write(folder, now) leaves NAME.key, NAME.crt (the leaf), NAME.chain (what a server sends) and NAME.pem (key
and chain, as Postfix reads it) for each name, and roots.pem, the authorities that the lab's hosts trust.
The authorities bear the names of those of tests/data (Example Trust, Northwind Trust), so that `hybrid`
is, to the octet of its issuer and subject, the certificate that the healthy organisation's connectors name.
"""

import dataclasses
import datetime
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "tools"))

import der  # noqa: E402

MAIL = "mail.contoso.example"
SHA256_ECDSA, SHA1_ECDSA = "1.2.840.10045.4.3.2", "1.2.840.10045.4.1"
PURPOSES = {"server": ExtendedKeyUsageOID.SERVER_AUTH, "client": ExtendedKeyUsageOID.CLIENT_AUTH}
ATTRIBUTES = {
    "C": NameOID.COUNTRY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "CN": NameOID.COMMON_NAME,
}
# subjects as .NET prints them: the most specific part first
ROOT = "CN=Example Trust Root G1, O=Example Trust Inc, C=US"
EXAMPLE = "CN=Example Trust TLS RSA CA G1, O=Example Trust Inc, C=US"
NORTHWIND_ROOT = "CN=Northwind Trust Root R1, O=Northwind Trust LLC, C=US"
NORTHWIND = "CN=Northwind Trust TLS CA R3, O=Northwind Trust LLC, C=US"
PRIVATE = "CN=Contoso Private Root, O=Contoso"
APPLIANCE = "CN=Contoso TLS Inspection, O=Contoso"
# The healthy organisation's certificate, as its exports tell it.
HYBRID = (datetime.datetime(2026, 8, 20), datetime.datetime(2027, 3, 5, 23, 59, 59))


@dataclasses.dataclass(frozen=True)
class Leaf:
    """What one certificate is; days count from the moment the lab starts."""

    issuer: str = EXAMPLE
    subject: str = f"CN={MAIL}"
    names: tuple = (MAIL, "autodiscover.contoso.example")
    starts: int = -30
    ends: int = 150
    purposes: tuple = ("server", "client")
    key: str = "p256"
    digest: str = "sha256"
    is_chain_sent: bool = True
    period: tuple = ()  # instead of starts and ends


LEAVES = {
    "valid": Leaf(),
    "soon": Leaf(starts=-190, ends=5),
    "expired": Leaf(starts=-200, ends=-2),
    "notyet": Leaf(starts=2),
    "wrongname": Leaf(subject="CN=mail.fabrikam.example", names=("mail.fabrikam.example",)),
    "cnonly": Leaf(names=()),
    "wildcard": Leaf(subject="CN=*.contoso.example", names=("*.contoso.example",)),
    "untrusted": Leaf(issuer=PRIVATE),
    "clientonly": Leaf(purposes=("client",)),
    "serveronly": Leaf(purposes=("server",)),
    "weakrsa": Leaf(key="rsa1024"),
    "sha1": Leaf(digest="sha1"),
    "nochain": Leaf(is_chain_sent=False),
    "selfsigned": Leaf(issuer=""),
    "hybrid": Leaf(key="rsa2048", period=HYBRID),
    "renewed": Leaf(key="rsa2048", issuer=NORTHWIND, period=HYBRID),
    "inspection": Leaf(issuer=APPLIANCE),
    "e1": Leaf(subject="CN=E1", names=("E1", "E1.corp.contoso.example"), issuer=""),
    "eop": Leaf(
        subject="CN=mail.protection.outlook.com",
        names=("mail.protection.outlook.com", "*.mail.protection.outlook.com"),
    ),
    "web": Leaf(subject="CN=web.lab.example", names=("web.lab.example",)),
}


def _name(text):
    parts = [part.split("=", 1) for part in reversed(text.split(", "))]
    return x509.Name([x509.NameAttribute(ATTRIBUTES[kind], value) for kind, value in parts])


def _key(kind):
    if kind == "p256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, int(kind.removeprefix("rsa")))


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


class Authority:
    """A key and a certificate that may sign."""

    def __init__(self, subject, now, above=None):
        self.key = _key("p256")
        signer = above or self
        self.name = _name(subject)
        builder = _builder(self.key, self.name, above.name if above else self.name)
        builder = _valid(builder, now - datetime.timedelta(400), now + datetime.timedelta(3650))
        builder = builder.add_extension(x509.BasicConstraints(True, None), critical=True)
        builder = builder.add_extension(_usage(is_authority=True), critical=True)
        self.certificate = builder.sign(signer.key, hashes.SHA256())
        self.sent = b"" if above is None else _pem(self.certificate)  # roots are not sent


def _builder(key, subject, issuer):
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    return builder.add_extension(own, critical=False)


def _valid(builder, start, end):
    return builder.not_valid_before(start).not_valid_after(end)


def _usage(is_authority, is_rsa=False):
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=is_rsa,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _authorities(now, issuers):
    root, northwind = Authority(ROOT, now), Authority(NORTHWIND_ROOT, now)
    known = {
        ROOT: root,
        NORTHWIND_ROOT: northwind,
        EXAMPLE: Authority(EXAMPLE, now, root),
        NORTHWIND: Authority(NORTHWIND, now, northwind),
        PRIVATE: Authority(PRIVATE, now),
        APPLIANCE: Authority(APPLIANCE, now),
    }
    return known | {name: Authority(name, now, root) for name in issuers if name and name not in known}


def _extended(builder, leaf, key, issuer_key):
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = builder.add_extension(above, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(False, None), critical=True)
    usage = _usage(is_authority=False, is_rsa=isinstance(key, rsa.RSAPrivateKey))
    builder = builder.add_extension(usage, critical=True)
    purposes = x509.ExtendedKeyUsage([PURPOSES[one] for one in leaf.purposes])
    builder = builder.add_extension(purposes, critical=False)
    if leaf.names:
        names = x509.SubjectAlternativeName([x509.DNSName(name) for name in leaf.names])
        builder = builder.add_extension(names, critical=False)
    return builder


def _signed_with_sha1(certificate, key):
    """The same certificate, signed as no library does any more; the key is on P-256."""
    strong, weak = (der.seq(der.oid(one)) for one in (SHA256_ECDSA, SHA1_ECDSA))
    signed = certificate.tbs_certificate_bytes
    body = signed[4:].replace(strong, weak, 1)  # behind a header with a length of two octets
    assert signed[1] == 0x82 and len(body) < len(signed) - 4
    signed = der.seq(body)
    signature = key.sign(signed, ec.ECDSA(hashes.SHA1()))
    return x509.load_der_x509_certificate(der.seq(signed, weak, der.bits(signature)))


def _issue(leaf, authorities, now):
    """Returns the key, the certificate and what is sent behind it."""
    key = _key(leaf.key)
    issuer = authorities.get(leaf.issuer)
    subject = _name(leaf.subject)
    builder = _builder(key, subject, issuer.name if issuer else subject)
    start, end = leaf.period or (now + datetime.timedelta(leaf.starts), now + datetime.timedelta(leaf.ends))
    builder = _extended(_valid(builder, start, end), leaf, key, issuer.key if issuer else key)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    if leaf.digest == "sha1":
        certificate = _signed_with_sha1(certificate, issuer.key)
    return key, certificate, issuer.sent if issuer and leaf.is_chain_sent else b""


def _unchained(folder, name, of):
    """The same key and certificate as another, sent alone."""
    for ending in ("key", "crt", "der"):
        (folder / f"{name}.{ending}").write_bytes((folder / f"{of}.{ending}").read_bytes())
    leaf = (folder / f"{of}.crt").read_bytes()
    (folder / f"{name}.chain").write_bytes(leaf)
    (folder / f"{name}.pem").write_bytes((folder / f"{of}.key").read_bytes() + leaf)


def _write(folder, name, key, certificate, behind):
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{name}.key").write_bytes(secret)
    (folder / f"{name}.crt").write_bytes(_pem(certificate))
    (folder / f"{name}.der").write_bytes(certificate.public_bytes(serialization.Encoding.DER))
    (folder / f"{name}.chain").write_bytes(_pem(certificate) + behind)
    (folder / f"{name}.pem").write_bytes(secret + _pem(certificate) + behind)


def write(folder, now, more=None):
    """@now, naive UTC, is what the days of LEAVES count from; @more: leaves besides, or instead."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    leaves = LEAVES | (more or {})
    authorities = _authorities(now, {leaf.issuer for leaf in leaves.values()})
    for name, leaf in leaves.items():
        _write(folder, name, *_issue(leaf, authorities, now))
    _unchained(folder, "hybridalone", "hybrid")
    roots = [authorities[name].certificate for name in (ROOT, NORTHWIND_ROOT)]
    (folder / "roots.pem").write_bytes(b"".join(_pem(root) for root in roots))
    for number, root in enumerate(roots):
        (folder / f"root-{number}.pem").write_bytes(_pem(root))
