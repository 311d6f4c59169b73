"""Real Export-Clixml files of Exchange 2019, where they are on this machine."""

import base64
import json
import os
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import harness

DATA = pathlib.Path(os.environ["HC_REAL_DATA"]) / "clixml"
HEALTH = DATA / "health-checker"
CERTIFICATE = "GetExchangeCertificate.xml"
AS_OF = "2022-01-01T00:00:00Z"
NS = "{http://schemas.microsoft.com/powershell/2004/04}"
SERVER = "server"  # stands for the connectors' own server
THUMBPRINT = r"\b[0-9A-F]{40}\b"
IDENTIFIER = r"<I>[^<]+<S>[^ ;]+"
UNUSED = {  # what is none of the kinds that are judged: recognised, and said
    "GetExchangeServerADInformation", "GetExchangeWebSitesFromAd", "GetIrmConfiguration", "GetMailboxServer",
    "GetInternalTransportCertificateFromServer", "GetServerComponentState", "GetServiceMitigation",
    "TestServiceHealth", "WebRequest_getexchangemitigations",
}


def _files():
    if not DATA.is_dir():
        raise harness.Skip("the real CLIXML files are not on this machine")
    return sorted(DATA.glob("*/*.xml"))


def _objects(report, noun):
    return [o for s in report["evidence"]["exchange"] if s["kind"] == noun for o in s["objects"]]


def _rows(report, noun):
    return [o["properties"] for o in _objects(report, noun)]


def _text(path):
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")


def _row(number):
    """What EXPECTED.tsv says of that case."""
    _files()
    for line in (DATA / "EXPECTED.tsv").read_text().splitlines():
        if line.startswith(f"{number}\t"):
            return line.split("\t")[3]
    raise AssertionError(f"EXPECTED.tsv has no row {number}")


def _folder(files):
    """A copy under names of our own: connectors of one server with its certificates."""
    folder = harness.temporary()
    for name, source in files.items():
        (pathlib.Path(folder.name) / name).write_bytes(source.read_bytes())
    return folder


def _connectors():
    _files()
    server = re.search('<S N="Server">([^<]+)<|N="Server"[^>]*>.*?<ToString>([^<]+)<',
                       _text(HEALTH / "GetReceiveConnector.xml"), re.S)
    return _folder({
        "onprem-org-ReceiveConnector.xml": HEALTH / "GetReceiveConnector.xml",
        "onprem-org-SendConnector.xml": HEALTH / "GetSendConnector.xml",
        f"onprem-{server[1] or server[2]}-ExchangeCertificate.xml": HEALTH / CERTIFICATE,
    })


def _report_of_connectors():
    with _connectors() as folder:
        return harness.check(folder, as_of=AS_OF)


def test_all_read():
    """every file is read; what is of no use says why, in one warning"""
    for path in _files():
        done = harness.run("check", "--offline", "--format", "json", "--as-of", AS_OF, path)
        if path.stem in UNUSED:
            assert done.returncode == 65, (path, done.returncode, done.stderr)
            lines = [line for line in done.stderr.decode().splitlines() if path.name in line]
            assert len(lines) == 1 and "not used: " in lines[0], lines
            continue
        assert done.returncode in (0, 1, 2), (path, done.returncode, done.stderr)
        given = json.loads(done.stdout)["inputs"][0]
        top = len(ElementTree.fromstring(_text(path)).findall(f"{NS}Obj"))
        assert given["kind"] == "clixml" and given["objects"] == top, (path, given, top)
        assert all("nothing tells of which server" in w for w in given["warnings"]), given["warnings"]


def test_reencoded():
    """other encodings of the same file give the same evidence, octet by octet"""
    encodings = {"utf-16": "utf-16", "utf-16 without a mark": "utf-16-le", "utf-16be": "utf-16-be",
                 "utf-8": "utf-8", "utf-8 with a mark": "utf-8-sig"}
    for path in (p for p in _files() if p.stem not in UNUSED):
        with harness.temporary() as folder:
            copy = pathlib.Path(folder) / path.name
            seen = {}
            for name, encoding in encodings.items():
                copy.write_bytes(_text(path).encode(encoding))
                os.utime(copy, (1640000000, 1640000000))
                evidence = harness.check(copy, as_of=AS_OF)["evidence"]
                for given in evidence["inputs"]:
                    given["sha256"] = None  # of the octets, which do differ
                seen[name] = json.dumps(evidence)
            assert len(set(seen.values())) == 1, (path, {k: len(v) for k, v in seen.items()})


def _shown(to_string, heading):
    """The line below "[Subject]" of an X509Certificate2's text."""
    return re.search(rf"\[{heading}\]\r\n  (.*?)\r\n", to_string)[1]


def _decode(text):
    return re.sub(r"_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text)


def test_names_of_certificates():
    """printed issuers and subjects are those of the text beside the DER"""
    compared = 0
    for path in (p for p in _files() if p.name == CERTIFICATE):
        wanted = {}
        for item in ElementTree.fromstring(_text(path)).findall(f"{NS}Obj"):
            shown = _decode(item.find(f"{NS}ToString").text)
            raw = item.find(f"{NS}Props/{NS}BA[@N='RawData']").text
            wanted[base64.b64decode(raw)] = (_shown(shown, "Subject"), _shown(shown, "Issuer"))
        certs = harness.check(path, as_of=AS_OF)["evidence"]["certificates"]
        assert len(certs) == len(wanted), (path, len(certs), len(wanted))
        for cert in certs:
            assert (cert["subject"], cert["issuer"]) == wanted[base64.b64decode(cert["der"])], cert
            compared += 1
    assert compared == 7, compared


def _numbers(text):
    return [int(number) for number in re.findall(r"\b\d+\b", text)]


def test_k01():
    """K01: how many connectors there are, in which roles, and how many are for the cloud"""
    n_all, n_receive, n_hub, n_frontend, n_send, n_cloud = _numbers(_row("K01"))
    report = _report_of_connectors()
    receive, send = _rows(report, "ReceiveConnector"), _rows(report, "SendConnector")
    roles = sorted(row["TransportRole"] for row in receive)
    assert roles == ["FrontendTransport"] * n_frontend + ["HubTransport"] * n_hub, roles
    assert (len(receive), len(send), n_receive + n_send) == (n_receive, n_send, n_all)
    cloud = [row["Name"] for row in send if row["CloudServicesMailEnabled"] == "True"]
    cloud += [row["Name"] for row in receive
              if any("AcceptCloudServicesMail" in one for one in row["TlsDomainCapabilities"])]
    assert len(cloud) == n_cloud, cloud


def test_k02():
    """K02: how many connectors name no certificate"""
    report = _report_of_connectors()
    rows = _rows(report, "ReceiveConnector") + _rows(report, "SendConnector")
    assert [sum(not row["TlsCertificateName"] for row in rows)] == _numbers(_row("K02"))


def _check_match(number, noun):
    """The connector's certificate is found by its name, and it is the one that was expected."""
    expected = _row(number)
    connector = re.search('"([^"]+)"', expected)[1]
    report = _report_of_connectors()
    row, = [r for r in _rows(report, noun) if r["Name"].startswith(connector)]
    assert row["TlsCertificateName"].upper() == re.search(IDENTIFIER, expected)[0].upper(), row
    pick, = [p for p in report["evidence"]["picks"] if connector in p["connector"]]
    assert (pick["status"], pick["how"], pick["n_matches"]) == ("collected", "issuer and subject", 1), pick
    assert [pick["thumbprint"]] == re.findall(THUMBPRINT, expected), pick


def test_k03():
    """K03: the Receive connector's certificate is found by its name, without regard to case"""
    _check_match("K03", "ReceiveConnector")


def test_k04():
    """K04: the Send connector's certificate is found by its name"""
    _check_match("K04", "SendConnector")


def test_k10():
    """K10: exports without a connector are empty answers"""
    assert _row("K10").startswith("empty result")
    empty = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04" />'
    with harness.temporary() as folder:
        for noun in ("SendConnector", "ReceiveConnector"):
            (pathlib.Path(folder) / f"onprem-org-{noun}.xml").write_text(empty)
        report = harness.check(folder, as_of=AS_OF)
    sets = {s["kind"]: (s["status"], s["objects"]) for s in report["evidence"]["exchange"]}
    assert sets == {"SendConnector": ("absent", []), "ReceiveConnector": ("absent", [])}, sets


def test_k11():
    """K11: the Auth certificate and its keys, signatures and names"""
    expected = _row("K11")
    auth, last = re.findall(THUMBPRINT, expected)
    middle = re.search(r"certificate 1 = (\w+)", expected)[1]
    with _folder({f"onprem-{SERVER}-ExchangeCertificate.xml": HEALTH / CERTIFICATE,
                  "onprem-org-AuthConfig.xml": HEALTH / "GetAuthConfig.xml"}) as folder:
        report = harness.check(folder, as_of=AS_OF)
    assert _rows(report, "AuthConfig")[0]["CurrentCertificateThumbprint"] == auth
    facts = {c["thumbprint"]: (c["signature_hash"], c["key_type"], c["key_bits"], len(c["dns_names"]))
             for c in report["evidence"]["certificates"]}
    assert facts[auth] == ("sha1", "RSA", 2048, 0), facts
    assert [(f[0], f[3]) for t, f in facts.items() if t.startswith(middle)] == [("sha1", 2)], facts
    assert facts[last][0] == "sha256", facts


def test_k21():
    """K21: the hybrid configuration"""
    expected = _row("K21")
    row, = _rows(harness.check(DATA / "E19/GetHybridConfiguration.xml", as_of=AS_OF), "HybridConfiguration")
    assert f"OnPremisesSmartHost {row['OnPremisesSmartHost']};" in expected, row
    assert f"certificate name {row['TlsCertificateName']};" in expected, row
    assert [f"domain {domain};" in expected for domain in row["Domains"]] == [True], row
    assert f"; {len(row['Features'])} features" in expected, row


def test_k23():
    """K23: a Send connector to Exchange Online without TlsDomain and TlsAuthLevel"""
    assert "without TlsDomain / TlsAuthLevel" in _row("K23")
    row, = _rows(harness.check(DATA / "E19/GetSendConnector.xml", as_of=AS_OF), "SendConnector")
    assert row["CloudServicesMailEnabled"] == "True", row
    assert [host.endswith(".mail.protection.outlook.com") for host in row["SmartHosts"]] == [True], row
    assert row["TlsDomain"] is None and row["TlsAuthLevel"] is None, row


def test_every_row_is_asserted():
    """every row of EXPECTED.tsv has its test"""
    _files()
    rows = re.findall(r"^(K\d\d)\t", (DATA / "EXPECTED.tsv").read_text(), re.M)
    missing = [row for row in rows if f"test_{row.lower()}" not in globals()]
    assert rows and not missing, missing


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
