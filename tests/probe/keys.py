"""Keys and certificates for the scripted servers, made anew for every run.

usage: keys.py FOLDER
"""

import datetime
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dh, ec, rsa
from cryptography.x509.oid import NameOID

BEGIN = datetime.datetime(2026, 1, 1)
OAKLEY_GROUP_2 = (  # 1024 bits; RFC 2409 6.2
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"
)
END = datetime.datetime(2036, 1, 1)


def named(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def certificate(key, subject, issuer_key=None, issuer=None):
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
    )
    return builder.sign(issuer_key or key, hashes.SHA256())


def pem_of(key, certificates):
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return text + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def make_all(folder):
    server = "mail.contoso.example"
    for name, key in (
        ("rsa2048", rsa.generate_private_key(65537, 2048)),
        ("rsa1024", rsa.generate_private_key(65537, 1024)),
        ("ec256", ec.generate_private_key(ec.SECP256R1())),
    ):
        (folder / f"{name}.pem").write_bytes(pem_of(key, [certificate(key, server)]))
    issuer_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = certificate(issuer_key, "Contoso Issuing CA")
    leaf = certificate(key, server, issuer_key, "Contoso Issuing CA")
    (folder / "chain.pem").write_bytes(pem_of(key, [leaf, issuer]))
    client_key = ec.generate_private_key(ec.SECP256R1())
    client = pem_of(client_key, [certificate(client_key, "probe.contoso.example")])
    (folder / "client.pem").write_bytes(client)
    parameters = dh.DHParameterNumbers(int(OAKLEY_GROUP_2, 16), 2).parameters()
    (folder / "dh1024.pem").write_bytes(
        parameters.parameter_bytes(serialization.Encoding.PEM, serialization.ParameterFormat.PKCS3)
    )


if __name__ == "__main__":
    make_all(pathlib.Path(sys.argv[1]))
