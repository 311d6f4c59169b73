"""A network namespace of one's own: loopback and nothing else, so that no packet can leave.

stay(): the script starts again in there, with all of 127.0.0.0/8, every port, process numbers and mounts of
its own; whatever it leaves running ends with it.  Where this machine does not allow that, it says so and
ends with 77.
"""

import os
import pathlib
import shutil
import subprocess
import sys

INSIDE = "HC_BENCH_ALONE"
NAMESPACES = ("--net", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--propagation", "private")


def skip(why):
    print(f"SKIP: {why}")
    sys.exit(77)


def need(*programs):
    """The paths of the programs, which the search path or sbin has."""
    where = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin:/usr/lib/nagios/plugins"
    found = [shutil.which(program, path=where) for program in programs]
    for program, path in zip(programs, found):
        if path is None:
            skip(f"{program} is not here: packaging/install-deps bench")
    return found


def stay(as_root=False):
    """@as_root: other users are needed in there too, which only root can give."""
    if os.environ.get(INSIDE) == "1":
        subprocess.run([*need("ip"), "link", "set", "lo", "up"], check=True)
        return
    if as_root and os.getuid() != 0:
        skip("needs root")
    user = () if os.getuid() == 0 else ("--user", "--map-root-user")
    unshare, _ = need("unshare", "ip")
    tried = subprocess.run([unshare, *user, *NAMESPACES, "true"], check=False, stderr=subprocess.DEVNULL)
    if tried.returncode != 0:
        skip("this machine allows no namespaces")
    os.environ[INSIDE] = "1"
    os.execv(unshare, [unshare, *user, *NAMESPACES, "--", sys.executable, *sys.argv])


def name_hosts(folder, lines):
    """What /etc/hosts says in here."""
    path = pathlib.Path(folder) / "hosts"
    path.write_text("127.0.0.1 localhost\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    subprocess.run(["mount", "--bind", path, "/etc/hosts"], check=True)
