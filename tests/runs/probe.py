"""hybridcheck probe, and the network of check: whole runs against scripted servers on loopback."""

import asyncio
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import harness
import jsonschema
from harness import HEALTHY, HEALTHY_AS_OF, PROGRAM, ROOT

sys.path.insert(0, str(ROOT / "tests/probe"))
# pylint: disable=wrong-import-position
import fakeserver  # noqa: E402
import keys  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding  # noqa: E402

_SCHEMA = json.loads((ROOT / "packaging/schema/hybridcheck-probe-1.schema.json").read_text())
_VALIDATOR = jsonschema.Draft202012Validator(_SCHEMA)
GREETING = (">", "220 mail.contoso.example Microsoft ESMTP MAIL Service ready")
OFFER = (">>", r"250-mail.contoso.example Hello\r\n250-SIZE 37748736\r\n250-STARTTLS\r\n250 CHUNKING\r\n")
NO_OFFER = (">>", r"250-mail.contoso.example\r\n250 CHUNKING\r\n")
SILENT = [("stall", "")]


def _healthy(tls):
    return [
        GREETING, ("<", "EHLO "), OFFER, ("<", "STARTTLS"), (">", "220 2.0.0 SMTP server ready"), ("tls", tls),
        ("<", "EHLO "), NO_OFFER, ("<", "QUIT"), (">", "221 2.0.0 Service closing transmission channel"),
    ]


PLAIN = [GREETING, ("<", "EHLO "), NO_OFFER, ("<", "QUIT"), (">", "221 bye")]


class Keys:
    """A root, a leaf of it for localhost, and another root that issued nothing."""

    def __init__(self):
        self.temporary = harness.temporary()
        self.folder = pathlib.Path(self.temporary.name)
        root_key, leaf_key, other_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
        root = keys.certificate(root_key, "Contoso Test Root")
        leaf = keys.certificate(leaf_key, "localhost", root_key, "Contoso Test Root")
        other = keys.certificate(other_key, "Another Test Root")
        (self.folder / "chain.pem").write_bytes(keys.pem_of(leaf_key, [leaf, root]))
        self.root, self.other = self.folder / "root.crt", self.folder / "other.crt"
        self.root.write_bytes(root.public_bytes(Encoding.PEM))
        self.other.write_bytes(other.public_bytes(Encoding.PEM))
        self.client = self.folder / "chain.pem"


KEYS = Keys()
TRUSTED = ["--ca-file", KEYS.root]


@contextlib.contextmanager
def _serving(script, address="127.0.0.1"):
    """A server in a thread of its own; gives the Server, with its port."""
    loop, server = asyncio.new_event_loop(), fakeserver.Server(script, KEYS.folder)
    server.port = loop.run_until_complete(server.open(address))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextlib.contextmanager
def _closed_port():
    """A port of loopback that refuses: it is bound, and nobody listens."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def _start(*args, **more):
    return subprocess.run(
        [PROGRAM, *map(str, args)], capture_output=True, timeout=60, check=False,
        env={**os.environ, "NO_COLOR": "1"}, **more,
    )


def _report(output):
    harness.no_control_characters(output)
    report = json.loads(output)
    errors = sorted(_VALIDATOR.iter_errors(report), key=lambda e: list(e.path))
    assert not errors, "; ".join(f"{list(e.path)}: {e.message[:300]} {e.context}" for e in errors[:5])
    return report


def _probe(*args, status):
    """`probe --format json`: the report, validated."""
    done = _start("probe", "--format", "json", *args)
    assert done.returncode == status, (args, done)
    return _report(done.stdout)


def _only(report):
    (target,) = report["targets"]
    return target


def _outcomes(target):
    return {stage["stage"]: stage["outcome"] for stage in target["stages"]}


# --- what a server does -------------------------------------------------------------------------------------


def test_ok():
    """a chain that ends in --ca-file, for the name that was asked: nothing speaks against it"""
    with _serving(_healthy("cert=chain")) as server:
        report = _probe(*TRUSTED, "-4", f"localhost:{server.port}", status=0)
    assert server.trouble is None, server.trouble
    target = _only(report)
    assert (target["outcome"], target["stage"], target["address"]) == ("ok", "quit", "127.0.0.1"), target
    assert set(_outcomes(target).values()) == {"ok"} and list(_outcomes(target)) == [
        "resolve", "connect", "greeting", "ehlo", "starttls", "tls", "ehlo2", "quit"], target["stages"]
    tls = target["tls"]
    assert (tls["version"], tls["name_matches"], tls["complete"], tls["in_order"]) == ("TLSv1.3", True, True, True), tls
    assert tls["host_roots"]["status"] == "trusted" and tls["exchange_online_roots"]["status"] != "trusted", tls
    assert [one["cn"] for one in target["certificates"]] == ["localhost", "Contoso Test Root"]
    assert target["ndr"] is None and report["run"]["roots"] == str(KEYS.root)
    assert any(line.startswith("STARTTLS") for line in target["capabilities"]["before"]), target["capabilities"]
    assert target["capabilities"]["after"] == ["CHUNKING"]


def test_untrusted():
    """a root that nobody trusts stops mail: 1, with what the sender gets"""
    with _serving(_healthy("cert=chain")) as server:
        target = _only(_probe("--ca-file", KEYS.other, "-4", f"localhost:{server.port}", status=1))
    assert target["outcome"] == "ok" and target["tls"]["host_roots"]["status"] == "untrusted", target
    assert target["ndr"]["condition"] == "untrusted-root" and target["ndr"]["what"], target["ndr"]


def test_other_name():
    """a trusted certificate for another name: the name does not match, and mail stops"""
    with _serving(_healthy("cert=chain")) as server:
        by_name = _only(_probe(*TRUSTED, "-4", f"localhost:{server.port}", status=0))
        host = socket.gethostname()
        if socket.gethostbyname(host) != "127.0.0.1":
            raise harness.Skip(f"{host} is not on loopback")
        target = _only(_probe(*TRUSTED, "-4", f"{host}:{server.port}", status=1))
    assert by_name["tls"]["name_matches"] is True and target["tls"]["name_matches"] is False
    assert target["ndr"]["condition"] == "name-mismatch", target["ndr"]


def test_no_starttls():
    """a server without STARTTLS"""
    with _serving(PLAIN) as server:
        target = _only(_probe(f"127.0.0.1:{server.port}", status=1))
    assert (target["outcome"], target["stage"]) == ("no-starttls", "ehlo"), target
    assert target["tls"] is None and target["certificates"] == [] and target["ndr"] is not None
    assert _outcomes(target)["starttls"] == "not-reached", target["stages"]


def test_refused():
    """a closed port: refused at connect, the later stages are not reached"""
    with _closed_port() as port:
        target = _only(_probe(f"127.0.0.1:{port}", status=1))
    assert (target["outcome"], target["stage"]) == ("refused", "connect"), target
    later = [stage for stage in target["stages"] if stage["stage"] != "connect"]
    assert {stage["outcome"] for stage in later} == {"not-reached"}, later
    assert {stage["elapsed"] for stage in later} == {0} and target["source"] is None


def test_silent():
    """a server that never speaks is left after --timeout, and is told apart from a closed one"""
    began = time.monotonic()
    with _serving(SILENT) as server:
        target = _only(_probe("--timeout", "1", f"127.0.0.1:{server.port}", status=1))
    assert (target["outcome"], target["stage"]) == ("silent", "greeting"), target
    assert 1 <= time.monotonic() - began < 15
    waited = next(stage["elapsed"] for stage in target["stages"] if stage["stage"] == "greeting")
    assert 0.9 <= waited <= 5, waited


def test_ipv6():
    """a literal of IPv6"""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError as why:
        raise harness.Skip(f"no IPv6 on loopback: {why}") from why
    with _serving(_healthy("cert=chain"), "::1") as server:
        target = _only(_probe(*TRUSTED, f"[::1]:{server.port}", status=0))
        assert target["tls"]["name_matches"] is None, "an address is no name"
        text = _start("probe", *TRUSTED, f"[::1]:{server.port}").stdout.decode()
    assert (target["host"], target["address"], target["outcome"]) == ("::1", "::1", "ok"), target
    assert f"[::1]:{server.port}  ok" in text, text


def test_no_resolver():
    """a name nobody can look up is a target too: nothing is known of it, 2"""
    cut_off = ["unshare", "--user", "--net"]
    if subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode != 0:
        raise harness.Skip("this host allows no network of one's own")

    def probe(*args):
        return subprocess.run(
            [*cut_off, PROGRAM, "probe", "--timeout", "2", *args, "mail.contoso.invalid"],
            capture_output=True, timeout=60, check=False)

    done = probe("--format", "json")
    target = _only(_report(done.stdout))
    assert done.returncode == 2 and (target["address"], target["stage"]) == (None, "resolve"), (done, target)
    assert target["outcome"] in ("silent", "unreachable") and target["ndr"] is None, target
    text = probe().stdout.decode()
    assert f"mail.contoso.invalid  {target['outcome']}" in text and "x resolve" in text, text


def test_two():
    """two targets at once: one silent server does not hold up the other"""
    with _serving(_healthy("cert=chain")) as good, _serving(SILENT) as mute:
        report = _probe(
            *TRUSTED, "--timeout", "2", f"127.0.0.1:{mute.port}", f"127.0.0.1:{good.port}", status=1)
    found = {target["port"]: target["outcome"] for target in report["targets"]}
    assert found == {good.port: "ok", mute.port: "silent"}, found


def test_asked_twice():
    """a target that is named twice is asked once"""
    with _serving(_healthy("cert=chain")) as server:
        target = f"127.0.0.1:{server.port}"
        report = _probe(*TRUSTED, target, target, status=0)
        assert server.n_connections == 1 and _only(report)


def test_all_versions():
    """each version of TLS by itself: the old ones are refused, the new ones taken"""
    with _serving(_healthy("cert=chain only=TLSv1_2")) as server:
        plain = _only(_probe(*TRUSTED, f"127.0.0.1:{server.port}", status=0))
        assert server.n_connections == 1
        target = _only(_probe(*TRUSTED, "--all-versions", f"127.0.0.1:{server.port}", status=0))
        assert server.n_connections == 6
        text = _start("probe", *TRUSTED, "--all-versions", f"127.0.0.1:{server.port}").stdout.decode()
    assert plain["tls"]["versions"] == {"TLSv1": None, "TLSv1.1": None, "TLSv1.2": True, "TLSv1.3": False}, plain
    assert target["tls"]["versions"] == {
        "TLSv1": False, "TLSv1.1": False, "TLSv1.2": True, "TLSv1.3": False}, target["tls"]
    assert "TLSv1.1 refused, TLSv1.2 taken, TLSv1.3 refused" in " ".join(text.split()), text


def test_hostile():
    """what a server says cannot steer the terminal"""
    loud = (">>", r"220 mail.contoso.example \x1b[2J\x1b]0;owned\x07 \xe2\x80\xae\r\n")
    said = (">>", r"250-mail.contoso.example \x1b[31m\r\n250 \x9b1m\r\n")
    with _serving([loud, ("<", "EHLO "), said, ("<", "QUIT"), (">", "221 bye")]) as server:
        target = _only(_probe(f"127.0.0.1:{server.port}", status=1))
        text = _start("probe", "-v", f"127.0.0.1:{server.port}").stdout
    assert target["outcome"] == "no-starttls", target
    harness.no_control_characters(text.replace(b"\n", b""))
    assert b"owned" in text


# --- the text -----------------------------------------------------------------------------------------------


def test_text():
    """what went well is one line; the certificate, its names and its end are told"""
    with _serving(_healthy("cert=chain")) as server:
        done = _start("probe", *TRUSTED, "-4", f"localhost:{server.port}")
    text = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b"", done
    for words in (f"localhost [127.0.0.1]:{server.port}  ok", "resolve", "starttls", "TLSv1.3", "CN=localhost",
                  "issued by CN=Contoso Test Root", "to 2036-01-01", "covers the name", "trusted", str(KEYS.root)):
        assert words in " ".join(text.split()) or words in text, (words, text)
    assert "EHLO" not in text and "would get" not in text, text
    harness.no_control_characters(done.stdout)


def test_text_of_failure():
    """the failing step is opened, with what it was meant to do and what a sender gets"""
    with _serving(PLAIN) as server:
        text = _start("probe", f"127.0.0.1:{server.port}").stdout.decode()
    flat = " ".join(text.split())
    for words in (f"127.0.0.1:{server.port}  no-starttls", "x ehlo", "meant to learn what it can do", "+ greeting",
                  "< 250 CHUNKING", "What a sender in Exchange Online would get"):
        assert words in flat or words in text, (words, text)
    assert "tls " not in text.split("Said")[0].split("x ehlo")[1], "later steps stay closed"


def test_verbose():
    """-v shows every step and all that was said, inside TLS too"""
    with _serving(_healthy("cert=chain")) as server:
        text = _start("probe", "-v", "--ehlo", "probe.contoso.example", *TRUSTED, f"127.0.0.1:{server.port}")
    said = [line.strip() for line in text.stdout.decode().splitlines()]
    for line in ("> EHLO probe.contoso.example", "> STARTTLS", "> QUIT", "< 250 CHUNKING",
                 "< 221 2.0.0 Service closing transmission channel"):
        assert any(one.endswith(line) for one in said), (line, said)
    assert sum(one.endswith("EHLO probe.contoso.example") for one in said) == 2, said
    for stage in ("+ connect", "+ tls", "+ ehlo2", "+ quit"):
        assert any(one.startswith(stage) for one in said), (stage, said)


def test_ehlo():
    """--ehlo is what the server hears, an address literal too"""
    for name in ("probe.contoso.example", "[203.0.113.7]", "[IPv6:2001:db8::7]"):
        script = [GREETING, ("<", f"EHLO {name}\r"), NO_OFFER]
        with _serving(script) as server:
            _probe("--ehlo", name, f"127.0.0.1:{server.port}", status=1)
        assert server.n_connections == 1 and server.trouble is None, server.trouble


def test_source():
    """--source is where the connection comes from"""
    with _serving(PLAIN) as server:
        target = _only(_probe("--source", "127.0.0.9", f"127.0.0.1:{server.port}", status=1))
    assert target["source"].startswith("127.0.0.9"), target["source"]


# --- where the report goes, and when the run is cut short ---------------------------------------------------


def test_output():
    """--output writes the whole report or says why not, and leaves no part of it"""
    with _serving(PLAIN) as server, harness.temporary() as folder:
        folder, target = pathlib.Path(folder), f"127.0.0.1:{server.port}"
        done = _start("probe", "--format", "json", "--output", folder / "report.json", target)
        assert done.returncode == 1 and done.stdout == b"", done
        assert _only(_report((folder / "report.json").read_bytes()))["outcome"] == "no-starttls"
        done = _start("probe", "--output", folder / "missing/report.txt", target)
        assert done.returncode == 73 and b"missing/report.txt" in done.stderr and done.stdout == b"", done
        done = _start("probe", "--output", "/dev/full", target)
        assert done.returncode == 73 and b"/dev/full" in done.stderr, done
        (folder / "link").symlink_to(folder / "victim")
        done = _start("probe", "--output", folder / "link", target)
        assert done.returncode == 73 and b"symbolic link" in done.stderr, done
        assert sorted(path.name for path in folder.iterdir()) == ["link", "report.json"]


def test_full():
    """a full device below standard output is an error, not a report"""
    with _serving(PLAIN) as server, open("/dev/full", "wb") as full:
        done = subprocess.run(
            [PROGRAM, "probe", f"127.0.0.1:{server.port}"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 74 and b"standard output" in done.stderr, done


def test_interrupt():
    """SIGINT: the report says what was found out and that it is not all, and the run ends with 130"""
    for form in ("json", "text"):
        with _serving(SILENT) as mute, _serving(PLAIN) as plain, subprocess.Popen(
            [PROGRAM, "probe", "--format", form, f"127.0.0.1:{mute.port}", f"127.0.0.1:{plain.port}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:
            deadline = time.monotonic() + 30
            while not (mute.n_connections and plain.n_connections) and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(0.3)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)
        assert process.returncode == 130, (form, process.returncode)
        assert time.monotonic() - began < 5, "it went on waiting"
        if form == "text":
            assert b"INTERRUPTED" in out, out
            continue
        report = _report(out)
        found = {target["port"]: target["outcome"] for target in report["targets"]}
        assert report["run"]["interrupted"] is True
        assert found == {mute.port: "interrupted", plain.port: "no-starttls"}, found


def test_budget():
    """--budget ends the run; what was not asked to its end is unknown: 2"""
    with _serving(SILENT) as mute:
        target = _only(_probe("--budget", "1", f"127.0.0.1:{mute.port}", status=2))
    assert target["outcome"] == "interrupted" and target["ndr"] is None, target


# --- words that make no sense -------------------------------------------------------------------------------


def test_usage():
    """usage errors are 64, name what is wrong, and no packet leaves"""
    with _serving(PLAIN) as server:
        here = f"127.0.0.1:{server.port}"
        for args, words in (
            ((), "HOST"),
            (("127.0.0.1:0",), "127.0.0.1:0"),
            (("127.0.0.1:65536",), "127.0.0.1:65536"),
            (("127.0.0.1:smtp",), "127.0.0.1:smtp"),
            (("mail contoso",), "mail contoso"),
            (("0x7f.1",), "0x7f.1"),
            (("-4", "::1"), "::1"),
            (("-6", "127.0.0.1"), "127.0.0.1"),
            (("--source", "nonsense", here), "--source"),
            (("--source", "127.0.0.1", "--source", "127.0.0.2", here), "--source"),
            (("-4", "--source", "::1", here), "--source"),
            (("--timeout", "0", here), "--timeout"),
            (("--timeout", "-1", here), "--timeout"),
            (("--timeout", "1e3", here), "--timeout"),
            (("--budget", "soon", here), "--budget"),
            (("--concurrency", "0", here), "--concurrency"),
            (("--ehlo", "a b", here), "--ehlo"),
            (("--client-cert", KEYS.client, here), "--client-key"),
            (("--client-key", KEYS.client, here), "--client-cert"),
            (("--format", "html", here), "html"),
            (("--offline", here), "--offline"),
            (("--nonsense", here), "--nonsense"),
        ):
            done = _start("probe", *args)
            assert done.returncode == 64, (args, done)
            assert words in done.stderr.decode() and done.stdout == b"", (args, done)
        assert server.n_connections == 0


def test_files():
    """files of options that are missing or hold no certificate are named"""
    with _serving(PLAIN) as server, harness.temporary() as folder:
        here, folder = f"127.0.0.1:{server.port}", pathlib.Path(folder)
        (folder / "text.pem").write_text("no certificate\n")
        for args, option, status in (
            (("--ca-file", folder / "missing.pem"), "--ca-file", 66),
            (("--ca-file", folder / "text.pem"), "--ca-file", 65),
            (("--client-cert", folder / "missing.pem", "--client-key", KEYS.client), "--client-cert", 66),
            (("--client-cert", KEYS.client, "--client-key", folder / "missing.pem"), "--client-key", 66),
            (("--client-cert", folder / "text.pem", "--client-key", KEYS.client), "--client-cert", 65),
        ):
            done = _start("probe", *args, here)
            assert done.returncode == status and option in done.stderr.decode(), (args, done)
        assert server.n_connections == 0


def test_help():
    """--help names every option, also after the command"""
    for args in (("probe", "--help"), ("probe", "-h")):
        text = _start(*args).stdout.decode()
        for option in ("--timeout", "--budget", "--concurrency", "--ipv4", "--ipv6", "--source", "--ehlo", "--ca-file",
                       "--config", "--client-cert", "--client-key", "--all-versions", "--output"):
            assert option in text, (option, text)
    assert "probe" in _start("--help").stdout.decode()


# --- configuration ------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _config(text):
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "site.conf"
        path.write_text(text)
        yield path


def _check(*args):
    """`check --format json` that may ask loopback: only what the configuration names is asked."""
    return _start("check", "--format", "json", *args)


def test_config_targets():
    """[targets] are asked by check, without any file too, and land in its evidence"""
    with _serving(PLAIN) as server, _config(f"[targets]\nsmtp = 127.0.0.1:{server.port}\n") as path:
        done = _check("--config", path)
        report = json.loads(done.stdout)
        harness.validate(report)
        assert done.returncode in (0, 1, 2) and server.n_connections == 1, done
        (session,) = report["evidence"]["smtp"]
        assert session["outcome"] == "no-starttls" and session["port"] == server.port, session
        text = _start("check", "-v", "--config", path).stdout.decode()
        page = _start("check", "--format", "html", "--config", path).stdout.decode()
        line = f"127.0.0.1 127.0.0.1:{server.port} (given): no-starttls at ehlo"
        assert line in " ".join(text.split()) and 'id="probed"' in page and "no-starttls" in page, text
        assert "Mail servers, as this host" in text
        assert "Mail servers, as this host" not in _start("check", "--config", path).stdout.decode()
        asked = server.n_connections
        offline = _check("--offline", "--as-of", HEALTHY_AS_OF, "--config", path, HEALTHY)
        harness.validate(json.loads(offline.stdout))
        assert server.n_connections == asked, "--offline sends no packet"
        assert _check("--offline", "--config", path).returncode == 64, "nothing is left to judge"


def test_config_options():
    """[options] count as if typed; what is typed wins; options of other commands are left out"""
    text = "[options]\nehlo = site.contoso.example\ntimeout = 5\nformat = json\noffline = false\nwaivers = /nowhere\n"
    configured = [GREETING, ("<", "EHLO site.contoso.example"), NO_OFFER]
    typed = [GREETING, ("<", "EHLO typed.contoso.example"), NO_OFFER]
    with _config(text) as path:
        for script, args in ((configured, ()), (typed, ("--ehlo", "typed.contoso.example"))):
            with _serving(script) as server:
                done = _start("probe", "--config", path, *args, f"127.0.0.1:{server.port}")
            assert done.returncode == 1 and server.trouble is None, (done, server.trouble)
            assert _only(_report(done.stdout))["outcome"] == "no-starttls"
        with _serving(configured) as server:
            done = _start("probe", "--config", path, "--format=text", f"127.0.0.1:{server.port}")
        assert done.stdout.startswith(b"hybridcheck "), done


def test_config_family():
    """a typed family takes the place of a configured one"""
    with _serving(PLAIN) as server, _config("[options]\nipv6 = true\n") as path:
        here = f"127.0.0.1:{server.port}"
        assert _start("probe", "--config", path, here).returncode == 64
        assert _start("probe", "--config", path, "-4", here).returncode == 1


def test_config_names():
    """every option a command has may be configured, and a blank one is none"""
    kept_out = {"help", "version", "config"}
    for command in ("check", "cert", "probe"):
        text = _start(command, "--help").stdout.decode()
        names = set(re.findall(r"^  (?:-\w, )?--([a-z0-9-]+)", text, re.M)) - kept_out
        assert len(names) > 5, text
        with _closed_port() as port, _config("[options]\n" + "".join(f"{name} =\n" for name in sorted(names))) as path:
            done = _start("probe", "--config", path, f"127.0.0.1:{port}")
            assert done.returncode == 1, (command, done)


def test_config_missing():
    """a configuration that was named must be there"""
    for command in (("probe", "127.0.0.1:9"), ("check", "--offline", HEALTHY)):
        done = _start(*command, "--config", "/nonexistent/site.conf")
        assert done.returncode == 66 and b"/nonexistent/site.conf" in done.stderr, done


def test_config_wrong():
    """what the configuration has wrong is named with file, group and key: 78"""
    cases = (
        ("[optoins]\ntimeout = 1\n", ("[optoins]", 'did you mean "options"')),
        ("[options]\ntimeuot = 1\n", ("[options]", '"timeuot"', 'did you mean "timeout"')),
        ("[targets]\nsmpt = a\n", ("[targets]", 'did you mean "smtp"')),
        ("[options]\ntimeout = 0\n", ("[options]", "timeout", '"0"')),
        ("[options]\nipv4 = maybe\n", ("[options]", "ipv4", '"maybe"')),
        ("[options]\nsource = 203.0.113.300\n", ("[options]", "source", "203.0.113.300")),
        ("[targets]\nsmtp = mail.contoso.example:0\n", ("[targets]", "smtp", "mail.contoso.example:0")),
        ("[site]\negress = 203.0.113.0/33\n", ("[site]", "egress", "203.0.113.0/33")),
        ("[site]\ndomains = 198.51.100.7\n", ("[site]", "domains", "198.51.100.7")),
        ("timeout = 1\n", ()),
        ("[options\n", ()),
    )
    with _closed_port() as port:
        for text, words in cases:
            with _config(text) as path:
                done = _start("probe", "--config", path, f"127.0.0.1:{port}")
                said = done.stderr.decode()
                assert done.returncode == 78 and done.stdout == b"", (text, done)
                for word in (str(path), *words):
                    assert word in said, (text, word, said)
        with harness.temporary() as folder:
            done = _start("probe", "--config", folder, f"127.0.0.1:{port}")
            assert done.returncode == 78 and b"folder" in done.stderr, done


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
