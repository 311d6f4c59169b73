"""Postfix in the lab: one instance with many listeners, each with its own certificate and habits.

The instance is laid out by hand and master(8) is started directly, without systemd and syslogd: 0.1 s.
Postfix waits until main.cf and master.cf have been unchanged for two seconds before it believes them;
their times are set back for that.
"""

import os
import pathlib
import pwd
import shutil
import subprocess
import time

import network

DAEMONS = pathlib.Path("/usr/lib/postfix/sbin")
PRIVATE = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private",
           "saved", "trace")  # fmt: skip
SERVICES = """\
smtpd pass - - n - - smtpd
dnsblog unix - - n - 0 dnsblog
tlsproxy unix - - n - 0 tlsproxy
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
bounce unix - - n - 0 bounce
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """One instance on one host."""

    def __init__(self, folder, host, name, pem):
        self.folder, self.host, self.name = pathlib.Path(folder), host, name
        self.pem, self.services, self.process = pem, [], None

    def listen(self, address, daemon="smtpd", **settings):
        """One more listener on port 25; @settings over main.cf's."""
        where = f"[{address}]:25" if ":" in address else f"{address}:25"
        limit = "-"
        if daemon == "postscreen":  # one process each, and a memory of its own that forgets at once
            limit = "1"
            settings["postscreen_cache_map"] = f"btree:{self.folder}/data/greeted-{len(self.services)}"
        lines = [f"{where} inet n - n - {limit} {daemon}"]
        lines += [f"  -o {{ {key} = {value} }}" for key, value in settings.items()]
        self.services.append("\n".join(lines))

    def _lay_out(self):
        owner = pwd.getpwnam("postfix").pw_uid
        spool = self.folder / "spool"
        for folder in (self.folder / "etc", spool / "pid", self.folder / "data"):
            folder.mkdir(parents=True)
        for name in PRIVATE:
            (spool / name).mkdir(mode=0o700)
            os.chown(spool / name, owner, -1)
        os.chown(self.folder / "data", owner, -1)
        for name, mode in (("public", 0o710), ("maildrop", 0o730)):
            (spool / name).mkdir()
            shutil.chown(spool / name, "postfix", "postdrop")
            (spool / name).chmod(mode)

    def _main(self):
        return {
            "compatibility_level": "3.6",
            "queue_directory": self.folder / "spool",
            "data_directory": self.folder / "data",
            "command_directory": "/usr/sbin",
            "daemon_directory": DAEMONS,
            "mail_owner": "postfix",
            "setgid_group": "postdrop",
            "maillog_file": self.folder / "maillog",
            "maillog_file_prefixes": self.folder,
            "myhostname": self.name,
            "smtpd_banner": "$myhostname Microsoft ESMTP MAIL Service ready",  # what Exchange says
            "mydestination": "",
            "local_recipient_maps": "",
            "alias_maps": "",
            "mynetworks": "127.0.0.0/8 [::1]/128",
            "inet_interfaces": "all",
            "notify_classes": "",
            "smtpd_tls_security_level": "may",
            "smtpd_tls_chain_files": self.pem,
            "smtpd_tls_loglevel": "1",
            "smtpd_client_connection_rate_limit": "0",
            "smtpd_client_connection_count_limit": "0",
        }

    def _write(self):
        etc = self.folder / "etc"
        lines = [f"{key} = {value}" for key, value in self._main().items()]
        (etc / "main.cf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (etc / "master.cf").write_text("\n".join(self.services) + "\n" + SERVICES, encoding="utf-8")
        shutil.copy("/etc/postfix/dynamicmaps.cf", etc)
        long_ago = time.time() - 60
        for path in etc.iterdir():
            os.utime(path, (long_ago, long_ago))

    def start(self):
        self._lay_out()
        self._write()
        etc = self.folder / "etc"
        self.process = subprocess.Popen(
            network.inside(self.host, DAEMONS / "master", "-c", etc, "-s"),
            env={**os.environ, "MAIL_CONFIG": str(etc)},
            stdin=subprocess.DEVNULL,
        )
