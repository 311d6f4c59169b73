"""The whole lab: hosts, certificates, mail servers of every kind, a middlebox, a resolver.

Everything is started once, and nothing has to be taken down: the sandbox goes, and all with it.  Each
listener of listeners.json has an address of its own on the edge host, so a scenario chooses what is broken by
choosing what the name mail.contoso.example means; only what a scenario does to the network is undone after it.
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
FIRST = 25  # last part of the first listener's address


class Lab:
    """Construct it inside the sandbox, then start()."""

    def __init__(self, now=None):
        self.listeners = json.loads((HERE / "listeners.json").read_text(encoding="utf-8"))
        self.numbers = {name: FIRST + index for index, name in enumerate(self.listeners)}
        self.now = now or datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.pki = FOLDER / "pki"
        self.waiting = []  # programs that will say "ready"

    # --- addresses --------------------------------------------------------------------------------

    def addresses(self, listener):
        """IPv4 and IPv6 of a listener; eop and exch have their own."""
        fixed = {
            "eop": ("198.51.100.10", "2001:db8:100::10"),
            "exch": ("203.0.113.140", "2001:db8:114::140"),
            "nobody": ("203.0.113.120", "2001:db8:113::120"),  # an address that no host has
            "closed": ("203.0.113.1", "2001:db8:113::1"),  # the perimeter itself, where nothing listens
        }
        number = self.numbers.get(listener)
        return fixed[listener] if number is None else (f"203.0.113.{number}", f"2001:db8:113::{number}")

    def address(self, word):
        """One address of "valid/4" or "valid/6"."""
        name, _, family = word.partition("/")
        return self.addresses(name)[0 if family == "4" else 1]

    def word(self, address):
        """The other way round."""
        for name in (*self.listeners, "eop", "exch", "nobody", "closed"):
            if address in self.addresses(name):
                return f"{name}/{6 if ':' in address else 4}"
        return address

    def pem(self, name):
        return self.pki / f"{name}.pem"

    # --- start ------------------------------------------------------------------------------------

    def start(self):
        FOLDER.mkdir(mode=0o755)
        network.start()
        network.add_addresses(
            "edge",
            [f"{one}/{64 if ':' in one else 25}" for name in self.listeners for one in self.addresses(name)
             if self.numbers[name] != FIRST],  # fmt: skip
        )
        pki.write(self.pki, self.now)
        self._start_postfix()
        self._start_faults()
        self._start("fw", "middlebox.py", self.pem("inspection"))
        self._start("net", "resolver.py", network.RESOLVER, HERE / "names.json")
        self._wait()

    def _start_postfix(self):
        edge = Postfix(FOLDER / "edge", "edge", pki.MAIL, self.pem("valid"))
        for name, entry in self.listeners.items():
            if "postfix" not in entry:
                continue
            settings = {key: value.format(pki=self.pki) for key, value in entry.get("settings", {}).items()}
            settings["syslog_name"] = name
            if entry["postfix"]:
                settings["smtpd_tls_chain_files"] = self.pem(entry["postfix"])
            for address in self.addresses(name):
                edge.listen(address, entry.get("daemon", "smtpd"), **settings)
        edge.start()
        for host, name, certificate in (("eop", "mail.protection.outlook.com", "eop"),
                                        ("exch", "E1.corp.contoso.example", "hybrid")):  # fmt: skip
            server = Postfix(FOLDER / host, host, name, self.pem(certificate))
            for address in self.addresses(host):
                server.listen(address)
            server.start()

    def _start_faults(self):
        table = []
        for name, entry in self.listeners.items():
            if "fault" not in entry:
                continue
            made = {"mode": entry["fault"]} | {key: entry[key] for key in ("delay", "version") if key in entry}
            if "certificate" in entry:
                made["certificate"] = str(self.pem(entry["certificate"]))
            table += [made | {"address": address} for address in self.addresses(name)]
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
        for host, address, port in (
            ("edge", self.addresses("valid")[0], 25),
            ("eop", self.addresses("eop")[0], 25),
            ("exch", self.addresses("exch")[0], 25),
        ):
            wait_for(host, address, port)

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
            return lambda: network.middlebox(middlebox.PORTS[value]), network.middlebox_off
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
