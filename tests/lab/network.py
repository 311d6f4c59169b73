"""The lab's hosts and cables, what a firewall or a pulled plug does to them, and their names.

    eop ---+            wan 198.51.100.0/24, 2001:db8:100::/64
    net ---+--- fw ---- edge      dmz 203.0.113.0/25, 2001:db8:113::/64
    other -+     |
                 +----- exch      lan 203.0.113.128/25, 2001:db8:114::/64

eop is Exchange Online (.10), net the resolver (.54) and whatever else is published (.80), other a host
that is neither (.66); fw the perimeter; edge the perimeter network's mail host (.25 and further listeners
upwards), exch an Exchange server (.140).  Every host is a network namespace and has IPv4 and IPv6.
"""

import pathlib
import subprocess

RESOLVER = "198.51.100.54"
HOSTS = ("eop", "net", "other", "fw", "edge", "exch")
CABLES = (
    # host, interface, switch, addresses
    ("eop", "eth0", "wan", ("198.51.100.10/24", "2001:db8:100::10/64")),
    ("net", "eth0", "wan", ("198.51.100.54/24", "198.51.100.80/24", "2001:db8:100::80/64")),
    ("other", "eth0", "wan", ("198.51.100.66/24", "2001:db8:100::66/64")),
    ("fw", "wan0", "wan", ("198.51.100.1/24", "2001:db8:100::1/64")),
    ("fw", "dmz0", "dmz", ("203.0.113.1/25", "2001:db8:113::1/64")),
    ("fw", "lan0", "lan", ("203.0.113.129/25", "2001:db8:114::1/64")),
    ("edge", "eth0", "dmz", ("203.0.113.25/25", "2001:db8:113::25/64")),
    ("exch", "eth0", "lan", ("203.0.113.140/25", "2001:db8:114::140/64")),
)
INSIDE = ("203.0.113.0/24", "2001:db8:113::/64", "2001:db8:114::/64")
GATEWAYS = {
    "edge": ("203.0.113.1", "2001:db8:113::1"),
    "exch": ("203.0.113.129", "2001:db8:114::1"),
}
QUIET = ("all.accept_dad=0", "default.accept_dad=0", "all.accept_ra=0")

# What a perimeter may do to connections from outside to port 25: nftables' words.
VERDICTS = {
    "drop": "drop",
    "reset": "reject with tcp reset",
    "prohibited": "reject with icmpx admin-prohibited",
    "host-unreachable": "reject with icmpx host-unreachable",
    "port-unreachable": "reject with icmpx port-unreachable",
}


def run(*command, text=None):
    """Runs a command that must succeed; returns what it printed."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def inside(host, *command):
    """The command line that runs a command on one of the hosts; without one, where we are."""
    if host is None:
        return tuple(map(str, command))
    return ("ip", "netns", "exec", host, *map(str, command))


def _ip(host, *lines):
    run("ip", "-n", host, "-batch", "-", text="\n".join(lines) + "\n")


def _address(address, interface):
    nodad = " nodad" if ":" in address else ""  # usable at once
    return f"address add {address} dev {interface}{nodad}"


def port_of(host, switch):
    """The switch's end of a cable."""
    return f"{host}-{switch}"


def _plug(host, interface, switch, addresses):
    port = port_of(host, switch)
    run("ip", "link", "add", interface, "netns", host, "type", "veth", "peer", "name", port, "netns", "sw")
    _ip("sw", f"link set {port} master {switch} up")
    _ip(host, f"link set {interface} up", *(_address(one, interface) for one in addresses))


def _routes():
    for host in ("eop", "net", "other"):
        lines = [f"route add {to} via {'2001:db8:100::1' if ':' in to else '198.51.100.1'}" for to in INSIDE]
        _ip(host, *lines)
    for host, gateways in GATEWAYS.items():
        _ip(host, *(f"route add default via {one}" for one in gateways))
    run(*inside("fw", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"))


def start():
    """Makes the hosts, the switches (in a namespace of their own) and the cables."""
    for host in ("sw", *HOSTS):
        run("ip", "netns", "add", host)
        run(*inside(host, "sysctl", "-qw", *(f"net.ipv6.conf.{one}" for one in QUIET)))
        _ip(host, "link set lo up")
        pathlib.Path("/etc/netns", host).mkdir(parents=True)
    for switch in ("wan", "dmz", "lan"):
        _ip("sw", f"link add {switch} type bridge", f"link set {switch} up")
    for cable in CABLES:
        _plug(*cable)
    _routes()
    names({})


def add_addresses(host, addresses):
    """More addresses for a host's first card, as 203.0.113.26/25."""
    _ip(host, *(_address(one, "eth0") for one in addresses))


# --- names ----------------------------------------------------------------------------------------


def names(table):
    """What every host takes for the addresses of names: {"mail.contoso.example": [address, …]}."""
    lines = [f"{address} {name}" for name, addresses in table.items() for address in addresses]
    for host in HOSTS:
        folder = pathlib.Path("/etc/netns", host)
        own = ["127.0.0.1 localhost", "::1 localhost", f"127.0.1.1 {host}.lab.example"]
        (folder / "hosts").write_text("\n".join(own + lines) + "\n", encoding="ascii")
        text = f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n"
        (folder / "resolv.conf").write_text(text, encoding="ascii")


# --- faults ---------------------------------------------------------------------------------------


def _rules(rules):
    body = "\n".join(f"\t\t{rule}" for rule in rules)
    chain = f"chain forward {{\n\t\ttype filter hook forward priority filter\n{body}\n\t}}"
    run(*inside("fw", "nft", "-f", "-"), text=f"table inet fault {{\n\t{chain}\n}}\n")


def _to(address):
    if not address:
        return ""
    return f"{'ip6' if ':' in address else 'ip'} daddr {address} "


def firewall(verdict, addresses=()):
    """The perimeter meets connections to port 25 from outside with one of VERDICTS."""
    rules = [f'iifname "wan0" {_to(one)}tcp dport 25 {VERDICTS[verdict]}' for one in addresses or ("",)]
    _rules(rules)


def black_hole(packets):
    """After so many packets of the client, nothing of a connection to port 25 passes any more."""
    rules = [f"tcp {way} 25 ct original packets > {packets} drop" for way in ("dport", "sport")]
    _rules(rules)


def large_lost(octets):
    """Packets larger than this vanish without a word, as where ICMP is blocked on a narrow link."""
    _rules([f"tcp sport 25 meta length > {octets} drop"])


def firewall_off():
    run(*inside("fw", "nft", "delete", "table", "inet", "fault"))


def unplug(host, switch):
    """Pulls a cable at the switch; the perimeter forgets where the host was."""
    _ip("sw", f"link set {port_of(host, switch)} nomaster")
    run("ip", "-n", "fw", "neigh", "flush", "all")


def plug(host, switch):
    _ip("sw", f"link set {port_of(host, switch)} master {switch}")


def no_route(host):
    """The host knows no way to the perimeter network any more."""
    _ip(host, *(f"route del {to}" for to in INSIDE))


def route(host):
    _ip(host, *(f"route add {to} via {'2001:db8:100::1' if ':' in to else '198.51.100.1'}" for to in INSIDE))


def middlebox(port, addresses=()):
    """Port 25 from outside (to these addresses) goes, unchanged, through a program on the perimeter."""
    for family in ("-4", "-6"):
        run("ip", "-n", "fw", family, "rule", "add", "fwmark", "1", "lookup", "100")
        run("ip", "-n", "fw", family, "route", "replace", "local", "default", "dev", "lo", "table", "100")
    take = 'iifname "wan0" meta nfproto {} {}tcp dport 25 tproxy {} to {}:{} meta mark set 1 accept'
    rules = ["type filter hook prerouting priority mangle;", "meta l4proto tcp socket transparent 1 meta mark set 1 accept"]
    for one in addresses or ("",):
        if ":" not in one:
            rules.append(take.format("ipv4", _to(one), "ip", "127.0.0.1", port))
        if not one or ":" in one:
            rules.append(take.format("ipv6", _to(one), "ip6", "[::1]", port))
    chain = "\n".join(rules)
    run(*inside("fw", "nft", "-f", "-"), text=f"table inet middlebox {{\nchain pre {{\n{chain}\n}}\n}}\n")


def middlebox_off():
    """The way is straight again."""
    run(*inside("fw", "nft", "delete", "table", "inet", "middlebox"))
    for family in ("-4", "-6"):
        run("ip", "-n", "fw", family, "rule", "del", "fwmark", "1")
