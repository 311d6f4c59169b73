"""Lists of thousands of servers: the report stays small, names the limit, and decides nothing on it."""

import json
import pathlib
import re

import harness
from harness import HEALTHY, HEALTHY_AS_OF

LIMIT = 500  # HC_LIMIT_SERVERS
MOST = 12 * 1000 * 1000  # octets of a report: some 20 000 for each server, and the organisation
MOST_ALONE = 10 * 1000 * 1000  # the same, without the rest of the organisation
XHCW = next(HEALTHY.glob("*.xhcw"))


def _with_servers(text, names, *properties):
    """The organisation of @text with @names beside its own servers in each of @properties."""
    for name in properties:
        empty = f'<parameter name="{name}" type="System.String[]" value=""'
        text = text.replace(f'<parameter name="{name}" valueIsNull="True"', empty)
        pattern = rf'(<(?:property|parameter) name="{name}" [^>]*?value=")([^"]*)(")'
        more = lambda match: match[1] + ", ".join([*filter(None, [match[2]]), *names]) + match[3]
        text, n = re.subn(pattern, more, text)
        assert n > 0, f"no {name} in the sample"
    return text


def _judge(text, form="json"):
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "run.xhcw"
        path.write_text(text, encoding="utf-8")
        done = harness.run("check", "--offline", "--as-of", HEALTHY_AS_OF, "--format", form, path)
        assert done.returncode in (0, 1, 2), done.stderr
        assert len(done.stdout) < MOST, f"{form}: {len(done.stdout)} octets"
        return json.loads(done.stdout) if form == "json" else done.stdout.decode()


def _names(n):
    return [f"s{i}" for i in range(n)]


def _text():
    return XHCW.read_text(encoding="utf-8-sig")


def _unseen_servers():
    """The organisation without Get-ExchangeServer, after which the further servers would not exist."""
    return re.sub(r'<invoke [^>]*cmdlet="Get-ExchangeServer">.*?</invoke>', "", _text(), flags=re.S)


def test_limit_named():
    """each list in turn, and all at once: small, and the limit with how many are beyond it is said"""
    lists = ["ReceivingTransportServers", "SendingTransportServers", "EdgeTransportServers"]
    for properties in [[one] for one in lists] + [lists]:
        report = _judge(_with_servers(_unseen_servers(), _names(4300), *properties))
        own = 0 if properties == ["EdgeTransportServers"] else 2
        more = f"{4300 + own - LIMIT} more servers"
        said = [f for f in report["findings"] if f["subject"] == more]
        assert said and all(f["status"] == "unknown" for f in said), (properties, more, said[:2])
        assert all("HC_LIMIT_SERVERS (500)" in f["summary"] for f in said), said[0]
        assert any(f["rule"]["required"] for f in said), "nothing keeps the mail flow undecided"
        assert report["verdict"]["classes"]["mailflow"]["decision"] != "not-needed"


def _clixml(name, servers):
    items = "".join(f"<S>{one}</S>" for one in servers)
    return (
        '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><TN RefId="0">'
        "<T>Deserialized.Microsoft.Exchange.Management.Hybrid.Entity.HybridConfiguration</T></TN><Props>"
        '<S N="Identity">Hybrid Configuration</S><S N="Name">Hybrid Configuration</S>'
        f'<Obj N="{name}" RefId="1"><LST>{items}</LST></Obj></Props></Obj></Objs>'
    )


def test_alone():
    """one small file that names thousands of servers does not become a large report"""
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "HybridConfiguration.clixml"
        path.write_text(_clixml("ReceivingTransportServers", _names(4300)), encoding="utf-8")
        assert path.stat().st_size < 60 * 1000
        done = harness.run("check", "--offline", "--format", "json", "--as-of", HEALTHY_AS_OF, path)
    assert done.returncode in (1, 2), done.stderr
    assert len(done.stdout) < MOST_ALONE, len(done.stdout)
    assert b"HC_LIMIT_SERVERS (500)" in done.stdout
    harness.validate(json.loads(done.stdout))


def test_repeated():
    """one server named again and again is one server"""
    report = _judge(_with_servers(_text(), ["E1"] * 4300, "ReceivingTransportServers"))
    assert not [f for f in report["findings"] if "more servers" in (f["subject"] or "")]
    assert len([t for t in report["comparison"] if t["object"] == "Receive Connector"]) == 2


def test_sources():
    """a Send connector's own list: one pick says of the rest that nobody looked"""
    report = _judge(_with_servers(_text(), _names(4300), "SourceTransportServers"))
    picks = [p for p in report["evidence"]["picks"] if "more servers" in p["server"]]
    connectors = {p["connector"] for p in picks}
    assert len(picks) == len(connectors) == 2, connectors
    assert {p["server"] for p in picks} == {f"{4302 - LIMIT} more servers"}
    assert all("HC_LIMIT_SERVERS" in p["why"] for p in picks)
    assert len(report["evidence"]["picks"]) < 2 * LIMIT + 20


def test_text():
    """a screen names the limit, too"""
    text = _judge(_with_servers(_unseen_servers(), _names(4300), "ReceivingTransportServers"), "text")
    assert "HC_LIMIT_SERVERS" in text


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
