#!/usr/bin/env python3
"""Are the shipped anchors the roots they are said to be?  TAP on stdout.

The fingerprints stand here a second time: a file and its table could be changed together.
"""
import configparser
import pathlib
import re
import sys

ANCHORS = {
    "DigiCert_Global_Root_CA.pem": (
        "A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436",
        "4348A0E9444C78CB265E058D5E8944B4D84F9662BD26DB257F8934A443C70161", "2031-11-10"),
    "DigiCert_Global_Root_G2.pem": (
        "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4",
        "CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F", "2038-01-15"),
    "DigiCert_Global_Root_G3.pem": (
        "7E04DE896A3E666D00E687D33FFAD93BE83D349E",
        "31AD6648F8104138C738F39EA4320133393E3A18CC02296EF97C2AC9EF6731D0", "2038-01-15"),
    "DigiCert_TLS_RSA4096_Root_G5.pem": (
        "A78849DC5D7C758C8CDE399856B3AAD0B2A57135",
        "371A00DC0533B3721A7EEB40E8419E70799D2B0A0F2C1D80693165F7CEC4AD75", "2046-01-14"),
    "Microsoft_RSA_Root_Certificate_Authority_2017.pem": (
        "73A5E64A3BFF8316FF0EDCCC618A906E4EAE4D74",
        "C741F70F4B2A8D88BF2E71C14122EF53EF10EBA0CFA5E64CFA20F418853073E0", "2042-07-18"),
}
ROW = re.compile(r"^\| `(\S+)` \| ([0-9A-F]{40}) \| ([0-9A-F]{64}) \| (\d{4}-\d\d-\d\d) \|$", re.M)


def read(path):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    # newer releases of the library know times with a zone
    ends = getattr(certificate, "not_valid_after_utc", None) or certificate.not_valid_after
    return (certificate.fingerprint(hashes.SHA1()).hex().upper(),
            certificate.fingerprint(hashes.SHA256()).hex().upper(),
            ends.strftime("%Y-%m-%d"))


def main():
    folder = pathlib.Path(sys.argv[1])
    try:
        found = {path.name: read(path) for path in folder.glob("*.pem")}
    except ImportError:
        print("1..0 # SKIP python3-cryptography is not installed")
        return
    table = {row[0]: row[1:] for row in ROW.findall((folder / "SOURCES.md").read_text())}
    listed = configparser.ConfigParser(interpolation=None)
    listed.read(folder / "anchors.conf")
    results = {
        "the files are the roots they are named after": found == ANCHORS,
        "SOURCES.md has the same fingerprints and dates": table == ANCHORS,
        "anchors.conf lists each file": set(listed["anchors"]["files"].split(";")) == set(ANCHORS),
    }
    print(f"1..{len(results)}")
    for number, (story, good) in enumerate(results.items(), 1):
        print(f"{'ok' if good else 'not ok'} {number} {story}")


main()
