"""Certificates of the mail hosts in the benchmarks, made anew on each run, with keys that nobody keeps."""

import datetime
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(1)
HOUR = datetime.timedelta(hours=1)


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _key(size):
    return rsa.generate_private_key(65537, size)


def _secret(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


def _valid(builder, starts, ends):
    """Days from now; an hour more, so that whoever counts whole days finds them all."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return builder.not_valid_before(now + starts * DAY).not_valid_after(now + ends * DAY + HOUR)


def _usage(is_authority):
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_encipherment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(key, name, issuer, days, names):
    """@issuer: name and key; @names: of a host, none for an authority."""
    builder = x509.CertificateBuilder(
        _name(issuer[0]), _name(name), key.public_key(), x509.random_serial_number()
    )
    builder = _valid(builder, *days)
    constraints = x509.BasicConstraints(ca=not names, path_length=None)
    builder = builder.add_extension(constraints, critical=True)
    builder = builder.add_extension(_usage(is_authority=not names), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[1].public_key())
    builder = builder.add_extension(above, critical=False)
    if names:
        purposes = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        listed = x509.SubjectAlternativeName([x509.DNSName(one) for one in names])
        builder = builder.add_extension(listed, critical=False)
    return builder.sign(issuer[1], hashes.SHA256())


def self_signed(path, host, starts, ends):
    """Key and certificate in one file."""
    key = _key(2048)
    certificate = _signed(key, host, (host, key), (starts, ends), [host])
    pathlib.Path(path).write_bytes(_secret(key) + _pem(certificate))


def chained(path, root_path, names):
    """Key, leaf and issuing authority (RSA 2048) in one file, as Postfix reads it; the root (RSA 4096) in another."""
    root, authority, leaf = _key(4096), _key(2048), _key(2048)
    root_name, authority_name = "Bench Root", "Bench TLS CA"
    top = _signed(root, root_name, (root_name, root), (-30, 3000), [])
    middle = _signed(authority, authority_name, (root_name, root), (-20, 1500), [])
    bottom = _signed(leaf, names[0], (authority_name, authority), (-10, 90), names)
    pathlib.Path(root_path).write_bytes(_pem(top))
    pathlib.Path(path).write_bytes(_secret(leaf) + _pem(bottom) + _pem(middle))
