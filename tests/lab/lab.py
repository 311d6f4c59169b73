"""The whole lab: hosts, certificates, mail servers of every kind, a middlebox, a resolver.

Everything is started once, and nothing has to be taken down: the sandbox goes, and all with it.  Each
listener of listeners.json has an address of its own, so a scenario chooses what is broken by choosing what the
name mail.contoso.example means; only what a scenario does to the network is undone after it.
"""

import contextlib
import datetime
import json
import pathlib
import subprocess

import middlebox
import network
import pki
from postfix import Postfix

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path("/run/lab")
PYTHON = "/usr/bin/python3"
# The first listener's address on each host, which the host has anyway; the last part counts on from there.
FIRST = {"edge": ("203.0.113.25", 25), "exch": ("203.0.113.140", 25), "eop": ("198.51.100.10", 24)}
IPV6 = {"edge": "2001:db8:113::", "exch": "2001:db8:114::", "eop": "2001:db8:100::"}
NAMES = {"edge": pki.MAIL, "exch": "E1.corp.contoso.example", "eop": "mail.protection.outlook.com"}
NOBODY = {
    "nobody": ("203.0.113.120", "2001:db8:113::120"),  # addresses that no host has
    "closed": ("203.0.113.1", "2001:db8:113::1"),  # the perimeter itself, where nothing listens
}


def _addresses(host, index):
    """IPv4 and IPv6 of a host's listener; the last parts are written alike."""
    first, _, last = FIRST[host][0].rpartition(".")
    return f"{first}.{int(last) + index}", f"{IPV6[host]}{int(last) + index}"


class Lab:
    """Construct it inside the sandbox, then start()."""

    def __init__(self, now=None, leaves=None):
        self.listeners = json.loads((HERE / "listeners.json").read_text(encoding="utf-8"))
        self.now = now or datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.leaves = leaves
        self.pki = FOLDER / "pki"
        self.waiting = []  # programs that will say "ready"
        self.table = dict(NOBODY)
        for host in FIRST:
            names = [name for name, entry in self.listeners.items() if entry.get("host", "edge") == host]
            self.table |= {name: _addresses(host, index) for index, name in enumerate(names)}

    # --- addresses --------------------------------------------------------------------------------

    def address(self, word):
        """One address of "valid/4" or "valid/6"."""
        name, _, family = word.partition("/")
        return self.table[name][0 if family == "4" else 1]

    def word(self, address):
        """The other way round; an address that nobody has stays as it is."""
        for name, addresses in self.table.items():
            if address in addresses:
                return f"{name}/{6 if ':' in address else 4}"
        return address

    def pem(self, name):
        return self.pki / f"{name}.pem"

    # --- start ------------------------------------------------------------------------------------

    def start(self):
        FOLDER.mkdir(mode=0o755)
        network.start()
        for name, entry in self.listeners.items():
            host = entry.get("host", "edge")
            four, six = self.table[name]
            if four != FIRST[host][0]:
                network.add_addresses(host, (f"{four}/{FIRST[host][1]}", f"{six}/64"))
        pki.write(self.pki, self.now, self.leaves)
        for host, name in NAMES.items():
            self._start_postfix(host, name)
        self._start_faults()
        self._start("fw", "middlebox.py", self.pem("inspection"))
        self._start("net", "resolver.py", network.RESOLVER, HERE / "names.json")
        self._start("edge", "doors.py", "443")
        self._start("eop", "doors.py", "80", "443")
        self._wait()

    def _start_postfix(self, host, name):
        server = Postfix(FOLDER / host, host, name, self.pem("valid"))
        for listener, entry in self.listeners.items():
            if "postfix" not in entry or entry.get("host", "edge") != host:
                continue
            settings = {key: value.format(pki=self.pki, name=pki.MAIL) for key, value in entry.get("settings", {}).items()}
            settings["syslog_name"] = listener
            if entry["postfix"]:
                settings["smtpd_tls_chain_files"] = self.pem(entry["postfix"])
            for address in self.table[listener]:
                server.listen(address, entry.get("daemon", "smtpd"), **settings)
        server.start()

    def _start_faults(self):
        table = []
        for name, entry in self.listeners.items():
            if "fault" not in entry:
                continue
            made = {"mode": entry["fault"]} | {key: entry[key] for key in ("delay", "version") if key in entry}
            if "certificate" in entry:
                made["certificate"] = str(self.pem(entry["certificate"]))
            table += [made | {"address": address} for address in self.table[name]]
        path = FOLDER / "faults.json"
        path.write_text(json.dumps(table), encoding="utf-8")
        self._start("edge", "smtpfault.py", path)

    def _start(self, host, program, *arguments):
        command = network.inside(host, PYTHON, HERE / program, *arguments)
        started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.waiting.append((program, started))

    def _wait(self):
        """Until everybody says so, and Postfix answers."""
        for program, started in self.waiting:
            if started.stdout.readline() != "ready\n":
                raise RuntimeError(f"{program} did not start")
        for host, (address, _) in FIRST.items():
            wait_for(host, address, 25)

    # --- what a scenario changes ------------------------------------------------------------------

    @contextlib.contextmanager
    def broken(self, fault, names):
        """Names mean what the scenario says, the network is as it says, for as long as the block runs."""
        table = {name: [self.address(word) for word in words] for name, words in names.items()}
        network.names(table)
        with contextlib.ExitStack() as undo:
            for kind, value in fault.items():
                apply, revert = self._fault(kind, value)
                apply()
                undo.callback(revert)
            yield

    def _fault(self, kind, value):
        if kind == "firewall":
            addresses = [self.address(word) for word in value.get("to", [])]
            return lambda: network.firewall(value["does"], addresses), network.firewall_off
        if kind == "black-hole":
            return lambda: network.black_hole(value), network.firewall_off
        if kind == "large-lost":
            return lambda: network.large_lost(value), network.firewall_off
        if kind == "middlebox":
            addresses = [self.address(word) for word in value.get("to", [])]
            port = middlebox.PORTS[value["does"]]
            return lambda: network.middlebox(port, addresses), network.middlebox_off
        if kind == "unplugged":
            return lambda: network.unplug(*value), lambda: network.plug(*value)
        if kind == "no-route":
            return lambda: network.no_route(value), lambda: network.route(value)
        raise ValueError(f"no such fault: {kind}")


def wait_for(host, address, port, seconds=20):
    """Until something listens there; tried from the host itself."""
    program = (
        "import socket,sys,time\n"
        "end=time.monotonic()+float(sys.argv[3])\n"
        "while True:\n"
        "    try: socket.create_connection((sys.argv[1],int(sys.argv[2])),1).close(); break\n"
        "    except OSError:\n"
        "        if time.monotonic()>end: sys.exit('nothing listens')\n"
        "        time.sleep(0.02)\n"
    )
    network.run(*network.inside(host, PYTHON, "-S", "-c", program, address, port, seconds))
