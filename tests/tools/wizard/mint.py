"""Mints the made-up certificates anew.  Keys are thrown away; only the DER is kept.

Needs python3-cryptography, and the openssl program where that library refuses an old digest.
"""
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from . import certs

ATTRIBUTES = {
    "CN": NameOID.COMMON_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "C": NameOID.COUNTRY_NAME,
}
PURPOSES = {
    "serverAuth": ExtendedKeyUsageOID.SERVER_AUTH,
    "clientAuth": ExtendedKeyUsageOID.CLIENT_AUTH,
}
SHA1_CONFIGURATION = """[req]
distinguished_name = dn
[dn]
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = %s
subjectAltName = %s
"""


def name_of(text):
    """.NET prints a name from its end; in the certificate it stands the other way round."""
    parts = [part.split("=", 1) for part in text.split(", ")] if text else []
    return x509.Name([x509.NameAttribute(ATTRIBUTES[kind], value) for kind, value in parts[::-1]])


def new_key(kind):
    if kind == "p256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=int(kind[3:]))


def build(spec, key, serial, issuer_key):
    is_rsa = spec.key.startswith("rsa")
    usage = x509.KeyUsage(True, False, is_rsa, False, False, False, False, False, False)
    purposes = [PURPOSES[word] for word in spec.purposes]
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(spec.subject))
        .issuer_name(name_of(spec.issuer_text))
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(spec.starts)
        .not_valid_after(spec.ends)
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if spec.names:
        names = x509.SubjectAlternativeName([x509.DNSName(name) for name in spec.names])
        builder = builder.add_extension(names, critical=not spec.subject)
    return builder


def pem_of(key):
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def sign_with_sha1(spec, key, issuer_key):
    """The library refuses SHA-1; the openssl program still signs with it."""
    issuer = certs.Spec(spec.issuer, spec.not_before, spec.not_after)
    authority = build(issuer, issuer_key, 1, issuer_key).sign(issuer_key, hashes.SHA256())
    purposes = ", ".join(spec.purposes)
    names = ", ".join(f"DNS:{name}" for name in spec.names)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
        (work / "ca.key").write_bytes(pem_of(issuer_key))
        (work / "leaf.key").write_bytes(pem_of(key))
        (work / "conf").write_text(SHA1_CONFIGURATION % (purposes, names), encoding="utf-8")
        (work / "index").touch()
        subject = "/" + spec.subject
        request = ["openssl", "req", "-new", "-key", "leaf.key", "-subj", subject]
        subprocess.run([*request, "-config", "conf", "-out", "leaf.csr"], cwd=work, check=True)
        authority_section = (
            "[ca]\ndefault_ca = made_up\n[made_up]\ndatabase = index\nnew_certs_dir = .\n"
            "rand_serial = yes\npolicy = any\ndefault_md = sha1\nunique_subject = no\n"
            "[any]\ncommonName = supplied\n"
        )
        (work / "ca.conf").write_text(
            authority_section + (work / "conf").read_text(encoding="utf-8"), encoding="utf-8"
        )
        dates = ["-startdate", spec.starts.strftime("%Y%m%d%H%M%SZ")]
        dates += ["-enddate", spec.ends.strftime("%Y%m%d%H%M%SZ")]
        sign = ["openssl", "ca", "-batch", "-notext", "-config", "ca.conf", "-extensions", "leaf"]
        files = ["-cert", "ca.pem", "-keyfile", "ca.key", "-in", "leaf.csr", "-out", "leaf.pem"]
        subprocess.run([*sign, *dates, *files], cwd=work, check=True, capture_output=True)
        return x509.load_pem_x509_certificate((work / "leaf.pem").read_bytes())


def mint(folder):
    authorities = {}
    for serial, (name, spec) in enumerate(certs.SPECS.items(), start=0x4C0FFEE00001):
        key = new_key(spec.key)
        if spec.issuer and spec.issuer not in authorities:
            authorities[spec.issuer] = new_key("rsa2048")
        issuer_key = authorities[spec.issuer] if spec.issuer else key
        if spec.digest == "sha1":
            made = sign_with_sha1(spec, key, issuer_key)
        else:
            made = build(spec, key, serial, issuer_key).sign(issuer_key, hashes.SHA256())
        (folder / f"{name}.der").write_bytes(made.public_bytes(serialization.Encoding.DER))
