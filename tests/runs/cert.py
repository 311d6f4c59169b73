"""hybridcheck cert: a certificate, and what its installation would change in the healthy organisation."""

import json
import os
import pathlib
import signal
import subprocess
import time

import harness
import jsonschema
from harness import HEALTHY, HEALTHY_AS_OF, PROGRAM, ROOT, run

RENEWAL = ROOT / "tests/data/renewal"
ROOTS = RENEWAL / "roots.pem"
TODAY = "69F7D707524413FCD3EA9BA7A3A7AABE39614B79"
SEND = "Outbound to Office 365 - 5c1d2e3f-7a4b-4c8d-9e0f-c0ffee000001"
INBOUND = "Inbound from 8d9e0f1a-2b3c-4d5e-8f60-c0ffee000002"
OUTBOUND = "Outbound to 8d9e0f1a-2b3c-4d5e-8f60-c0ffee000002"
OLD_NAME = "'<I>CN=Example Trust TLS RSA CA G1, O=Example Trust Inc, C=US<S>CN=mail.contoso.example'"
NAME = '"<I>$($c.Issuer)<S>$($c.Subject)"'
STRINGS = [
    f"Set-SendConnector '{SEND}' -TlsCertificateName {NAME}",
    f"Set-ReceiveConnector 'E1\\Default Frontend E1' -TlsCertificateName {NAME}",
    f"Set-ReceiveConnector 'E2\\Default Frontend E2' -TlsCertificateName {NAME}",
    f"Set-HybridConfiguration -TlsCertificateName {NAME}",
]
UNDO = [line.replace(NAME, OLD_NAME) for line in STRINGS]
PLACES = ("send-connector", "receive-connector", "hybrid-configuration")

_SCHEMA = json.loads((ROOT / "packaging/schema/hybridcheck-cert-1.schema.json").read_text())
_VALIDATOR = jsonschema.Draft202012Validator(_SCHEMA)


def _options(ca_file):
    return ["--offline", "--as-of", HEALTHY_AS_OF, *(["--ca-file", ca_file] if ca_file else [])]


def _cert(story, *paths, ca_file=ROOTS, status=None):
    """`cert --format json`: the report, validated."""
    file = story if isinstance(story, pathlib.Path) else RENEWAL / f"{story}.pem"
    done = run("cert", "--format", "json", *_options(ca_file), file, *paths)
    assert done.returncode in ((0, 1, 2) if status is None else (status,)), (story, done)
    harness.no_control_characters(done.stdout)
    report = json.loads(done.stdout)
    errors = sorted(_VALIDATOR.iter_errors(report), key=lambda e: list(e.path))
    assert not errors, "; ".join(f"{list(e.path)}: {e.message[:200]}" for e in errors[:5])
    return report


def _effects(report):
    """{id: effect}; of several entries of one id the effects must agree."""
    effects = {}
    for entry in report["rehearsal"]:
        assert effects.setdefault(entry["id"], entry["effect"]) == entry["effect"], entry
    return effects


def _notable(report):
    """{id: effect} of everything that is more than information, the four strings left out."""
    return {
        key: effect for key, effect in _effects(report).items()
        if effect not in ("none", "info") and key not in PLACES
    }


def _lines(report, member):
    """All Set-* lines of the entries, in order."""
    lines = (line for entry in report["rehearsal"] for line in entry[member])
    return [line for line in lines if line.startswith("Set-")]


def _outbound(value):
    return f"Set-OutboundConnector '{OUTBOUND}' -TlsDomain {value}"


def _inbound(value):
    return f"Set-InboundConnector '{INBOUND}' -TlsSenderCertificateName {value}"


# story: (effect of the strings, every other effect beyond information, further Set- lines, status)
MATRIX = {
    "same": ("info", {}, [], 0),
    "other-issuer": ("rerun-required", {}, [], 1),
    "other-cn": ("rerun-required", {}, [], 1),
    "other-cn-alone": (
        "rerun-required",
        {"outbound-connector": "rerun-required", "smart-host": "fix-first"},
        [_outbound("'mx.contoso.example'")], 1),
    "other-accepted-domain": (
        "rerun-required",
        {"outbound-connector": "rerun-required", "inbound-connector": "rerun-required",
         "smart-host": "fix-first"},
        [_outbound("'mail.fabrikam.example'"), _inbound("'*.fabrikam.example'")], 1),
    "not-accepted": (
        "rerun-required",
        {"outbound-connector": "rerun-required", "inbound-connector": "rerun-required",
         "accepted-domain": "fix-first", "smart-host": "fix-first"},
        [_outbound("'mail.tailspin.example'"), _inbound("<name on the certificate>")], 1),
    "not-accepted-saved": ("rerun-required", {"wizard-cn": "fix-first"}, [], 1),
    "no-cn": ("rerun-required", {"wizard-cn": "unknown"}, [], 1),
    "wildcard": ("rerun-required", {}, [], 1),
    "ecdsa": ("info", {}, [], 0),
    "no-clientauth": ("info", {}, [], 0),
    "no-serverauth": ("info", {"server-auth": "fix-first"}, [], 1),
    "rsa1024": ("info", {"key": "fix-first"}, [], 1),
    "sha1": ("info", {"signature": "fix-first"}, [], 1),
    "expired": ("info", {"validity": "fix-first"}, [], 1),
    "not-yet-valid": ("info", {"validity": "fix-first"}, [], 1),
    "expiring": ("info", {"validity": "manual-fix"}, [], 0),
    "too-long": ("info", {}, [], 0),
    "missing-intermediate": (
        "info", {"chain-file": "fix-first", "chain-public": "unknown"}, [], 1),
    "private": ("rerun-required", {"chain-public": "fix-first"}, [], 1),
    "private-without-root": (
        "rerun-required", {"chain-public": "unknown", "chain-file": "unknown"}, [], 1),
}


def test_matrix():
    """each renewal has the effects of the renewal matrix and the exact commands"""
    names = {path.stem for path in RENEWAL.glob("*.pem")} - {"roots"}
    assert names == set(MATRIX), names ^ set(MATRIX)
    for story, (strings, notable, further, status) in MATRIX.items():
        report = _cert(story, HEALTHY, status=status)
        effects = _effects(report)
        assert all(effects[place] == strings for place in PLACES), (story, effects)
        assert _notable(report) == notable, (story, _notable(report))
        wanted = (STRINGS if strings == "rerun-required" else []) + further
        assert _lines(report, "commands") == wanted, (story, _lines(report, "commands"))
        in_steps = [line for step in report["steps"] for line in step["commands"]]
        assert [line for line in in_steps if line.startswith("Set-")] == wanted, (story, in_steps)


def test_collection():
    """exports of the cmdlets say the same as the wizard's folder"""
    for story in ("same", "other-issuer", "not-accepted"):
        folder, exports = _cert(story, HEALTHY), _cert(story, ROOT / "tests/data/collection")
        assert _effects(folder) == _effects(exports), story
        assert _lines(folder, "commands") == _lines(exports, "commands"), story


def test_edge():
    """with an Edge server the name is spelt out where no shell finds the certificate"""
    report = _cert("other-issuer", ROOT / "tests/data/collection-edge", status=1)
    name = ("'<I>CN=Northwind Trust TLS CA R3, O=Northwind Trust LLC, C=US"
            "<S>CN=mail.contoso.example'")
    assert _lines(report, "commands") == [
        f"Set-SendConnector '{SEND}' -TlsCertificateName {name}",
        f"Set-ReceiveConnector 'EDGE1\\Default internal receive connector EDGE1' -TlsCertificateName {NAME}",
        f"Set-HybridConfiguration -TlsCertificateName {name}",
    ], _lines(report, "commands")
    lines = [line for step in report["steps"] for line in step["commands"]]
    assert "Start-EdgeSynchronization" in lines
    imports = [line for line in lines if line.startswith("Import-ExchangeCertificate")]
    assert len(imports) == 1 and imports[0].endswith("# on EDGE1 itself"), imports
    assert _effects(report)["edge-name-length"] == "none"
    onprem = _cert("same", ROOT / "tests/data/collection-edge/onprem", status=2)
    assert _effects(onprem)["receive-connector"] == "unknown", _effects(onprem)


def test_choice():
    """of one name the newest is taken; another name leaves nothing once the old one is gone"""
    same = _cert("same", HEALTHY)
    new = next(c for c in same["certificates"] if c["leaf"])["thumbprint"]
    for entry in same["rehearsal"]:
        for on in entry["servers"]:
            assert (on["today"], on["installed"], on["removed"]) == (TODAY, new, new), entry
    other = _cert("other-issuer", HEALTHY)
    answers = [on for entry in other["rehearsal"] for on in entry["servers"]]
    assert len(answers) == 4, answers
    for on in answers:
        assert (on["today"], on["installed"], on["removed"]) == (TODAY, TODAY, "none"), on


def test_steps():
    """the steps import first and remove last, and can be undone"""
    report = _cert("other-issuer", HEALTHY)
    lines = [line for step in report["steps"] for line in step["commands"]]
    new = next(c for c in report["certificates"] if c["leaf"])["thumbprint"]
    order = [
        "Import-ExchangeCertificate -Server 'E1'",
        f"Enable-ExchangeCertificate -Server 'E2' -Thumbprint '{new}' -Services SMTP",
        f"$c = Get-ExchangeCertificate -Thumbprint '{new}'",
        STRINGS[0], STRINGS[3],
        f"Remove-ExchangeCertificate -Server 'E2' -Thumbprint '{TODAY}'",
    ]
    places = [next(i for i, line in enumerate(lines) if line.startswith(part)) for part in order]
    assert places == sorted(places), list(zip(order, places))
    assert any("Answer No" in step["text"] for step in report["steps"])
    assert _lines(report, "undo") == UNDO, _lines(report, "undo")
    assert [one["code"] for one in report["hcw"]["selection"]] == ["USMC"], report["hcw"]
    assert _cert("not-accepted-saved", HEALTHY)["hcw"]["selection"] == []
    assert _cert("same", HEALTHY)["hcw"]["selection"] == []


def test_wizard_would_write():
    """what it says of the wizard is what check computes once the certificate is chosen"""
    report = _cert("other-accepted-domain", HEALTHY)
    wizard = next(e for e in report["rehearsal"] if e["id"] == "wizard-cn")
    assert "TlsSenderCertificateName *.fabrikam.example" in wizard["then"], wizard
    assert "TlsDomain mail.fabrikam.example" in wizard["then"], wizard


def test_without_inputs():
    """without exports the certificate and its chain are judged, and nothing else is claimed"""
    for story, status in (("same", 0), ("not-accepted", 0), ("expired", 1), ("rsa1024", 1),
                          ("missing-intermediate", 1), ("private-without-root", 2)):
        report = _cert(story, status=status)
        assert report["steps"] == [] and report["hcw"] is None and report["inputs"] == [], story
        assert not {e["id"] for e in report["rehearsal"]} & {*PLACES, "inbound-connector", "servers"}
    text = " ".join(run("cert", *_options(ROOTS), RENEWAL / "same.pem").stdout.decode().split())
    assert "Not seen the organisation" in text, text


def test_chain():
    """completeness is judged by the file alone, publicity by the bundle that is named"""
    chain = _cert("same")["chain"]
    assert chain["public"] is True and chain["complete"] is True, chain
    assert str(ROOTS) in chain["host"]["text"], chain
    assert chain["exchange_online"]["reached"] is None, chain
    assert "for information" in chain["exchange_online"]["text"], chain
    assert len(chain["path"]) == 3 and chain["missing_issuer"] is None, chain
    chain = _cert("missing-intermediate")["chain"]
    assert chain["public"] is None and chain["complete"] is False, chain
    assert chain["missing_issuer"] == "CN=Example Trust TLS RSA CA G1, O=Example Trust Inc, C=US", chain
    chain = _cert("private")["chain"]
    assert chain["public"] is False and chain["complete"] is True, chain
    chain = _cert("private-without-root")["chain"]
    assert chain["public"] is None and chain["complete"] is None, chain


def test_data():
    """the dated data it rests on is named: the rules and the shipped roots"""
    data = {d["name"]: d for d in _cert("same")["tool"]["data"]}
    assert set(data) == {"rules", "exchange-online-anchors"}, data
    assert data["exchange-online-anchors"]["as_of"] == "2025-06-13", data


def test_interrupt():
    """an interrupted rehearsal says so in both forms and ends with 130"""
    sample = next(HEALTHY.glob("*.log"))
    for form in ("text", "json"):
        with subprocess.Popen(
            [PROGRAM, "cert", "--format", form, *_options(ROOTS), RENEWAL / "same.pem", sample, "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)
        assert process.returncode == 130, process.returncode
        if form == "text":
            assert b"INTERRUPTED: not every input was read" in out, out
            assert b"need" not in out.split(b"INTERRUPTED")[1].split(b"New ")[0], out
        else:
            report = json.loads(out)
            _VALIDATOR.validate(report)
            assert report["run"]["interrupted"] is True, report["run"]
    assert _cert("same", HEALTHY)["run"]["interrupted"] is False


def test_headline():
    """the first line names the repair that comes first"""
    for name, first in {"expired": "Certificate: dates", "missing-intermediate": "Chain: what the file holds"}.items():
        done = subprocess.run(
            [PROGRAM, "cert", *_options(ROOTS), RENEWAL / f"{name}.pem"], capture_output=True, text=True, check=False
        )
        said = " ".join(done.stdout.split())
        assert f"One thing must be repaired first: {first}; no value has to be" in said, said


def test_no_bundle():
    """a host without a bundle leaves publicity unknown; completeness too, where the root is not shown"""
    with harness.temporary() as empty:
        for bundle in (empty, "/nonexistent"):
            environment = {**os.environ, "SSL_CERT_DIR": bundle}
            done = subprocess.run(
                [PROGRAM, "cert", "--format", "json", "--as-of", HEALTHY_AS_OF, RENEWAL / "same.pem"],
                capture_output=True, check=False, env=environment)
            assert done.returncode == 2, done
            chain = json.loads(done.stdout)["chain"]
            assert chain["public"] is None and f"{bundle} tells nothing" in chain["host"]["text"], chain
            assert chain["complete"] is None, chain


def test_damaged_root():
    """a root of this host that cannot be read is told: it may be the one that is missing"""
    hashed = "7785323a"  # of its issuer, as "openssl x509 -issuer_hash" prints it
    with harness.temporary() as bundle:
        (pathlib.Path(bundle) / f"{hashed}.0").write_bytes(b"no certificate\n")
        done = subprocess.run(
            [PROGRAM, "cert", "--format", "json", "--as-of", HEALTHY_AS_OF, RENEWAL / "missing-intermediate.pem"],
            capture_output=True, check=False, env={**os.environ, "SSL_CERT_DIR": bundle})
        notes = json.loads(done.stdout)["chain"]["notes"]
        assert any(f"{hashed}.0 was not read: " in note for note in notes), notes


def test_unknown_side():
    """without the tenant's side its values are unknown, with how to supply them"""
    with harness.temporary() as folder:
        log = next(HEALTHY.glob("*.log"))
        target = pathlib.Path(folder) / log.name
        target.write_bytes(log.read_bytes())
        report = _cert("same", target, status=2)
    entry = next(e for e in report["rehearsal"] if e["id"] == "inbound-connector")
    assert entry["effect"] == "unknown" and "Get-InboundConnector" in entry["supply"], entry
    assert report["effect"] == "unknown", report["effect"]


def test_text():
    """the first screen says what breaks, what to do and in which order, in 72 columns"""
    done = run("cert", *_options(ROOTS), RENEWAL / "not-accepted.pem", HEALTHY)
    text = done.stdout.decode()
    head = text.split("CERTIFICATES IN THE FILE", maxsplit=1)[0]
    for word in ("RENEWAL    FIX-FIRST", "\nBreaks ", "\nOrder ", "\nThe wizard ", "until", "2027-04-05"):
        assert word in text, word
    assert head.index("\nBreaks ") < head.index("\nOrder ") < head.index("\nThe wizard ")
    for line in text.splitlines():
        longest = max((len(word) for word in line.split()), default=0)
        assert len(line) <= 72 or line.startswith("      ") or longest > 40, line
    color = run("cert", "--color", "always", *_options(ROOTS), RENEWAL / "same.pem")
    assert b"\x1b[" in color.stdout and b"\x1b[" not in done.stdout


def test_stdin_and_output():
    """the file may come through standard input, the report may go to a file"""
    data = (RENEWAL / "same.pem").read_bytes()
    with harness.temporary() as folder:
        target = pathlib.Path(folder) / "report.json"
        done = run("cert", "--format", "json", *_options(ROOTS), "--output", target, "-", stdin=data)
        assert done.returncode == 0 and done.stdout == b"", done
        _VALIDATOR.validate(json.loads(target.read_text()))
    wide = b"\xff\xfe" + data.decode().replace("\n", "\r\n").encode("utf-16-le")
    assert run("cert", *_options(ROOTS), "-", stdin=wide).returncode == 0


def test_forms():
    """every form a CA delivers is read"""
    folder = ROOT / "tests/parse/cert-file"
    for name in ("leaf.cer", "chain.pem", "chain.p7b", "chain-pem.p7b", "utf16.pem", "out-of-order.pem"):
        report = _cert(folder / name)
        leaf = next(c for c in report["certificates"] if c["leaf"])
        assert leaf["cn"] == "mail.contoso.example", (name, leaf)


def test_refused():
    """what is no certificate, a key, a missing file and a host's name each say what they are"""
    folder = ROOT / "tests/parse/cert-file"
    cases = (
        ((folder / "key-beside.pem",), 65, "key"),
        ((folder / "mail.pfx",), 65, "PFX"),
        ((folder / "prose.txt",), 65, "neither"),
        ((HEALTHY,), 65, "folder"),
        ((RENEWAL / "missing.pem",), 66, "no such file"),
        (("mail.contoso.example:25",), 66, "not in this version"),
        (("mail.contoso.example",), 66, "not in this version"),
        ((RENEWAL / "same.pem", HEALTHY / "missing"), 66, "no such file"),
        (("--ca-file", RENEWAL / "missing.pem", RENEWAL / "same.pem"), 66, "--ca-file"),
        ((), 64, "name the file"),
        (("--format", "html", RENEWAL / "same.pem"), 64, "html"),
        (("--nonsense", RENEWAL / "same.pem"), 64, "--nonsense"),
    )
    for args, status, word in cases:
        done = run("cert", *args)
        assert done.returncode == status, (args, done)
        assert word in done.stderr.decode() and done.stdout == b"", (args, done)


def test_help():
    """cert --help names its own options and statuses"""
    text = run("cert", "--help").stdout.decode()
    for word in ("hybridcheck cert [OPTION…] FILE [PATH…]", "--ca-file", "--as-of", "--format",
                 "fix-first", "Exit status"):
        assert word in text, (word, text)
    assert "--fail-on" not in text


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
