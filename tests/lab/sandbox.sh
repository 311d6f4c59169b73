#!/bin/sh
# sandbox.sh COMMAND [ARGUMENT...]
# Runs a command as root in a throw-away copy of this machine: process, network, mount, IPC and host-name
# namespaces of its own; writes below /etc, /var, /usr, /opt, /root, /home and /srv land in memory.
# When the command ends, or whoever started it, however that came about, the kernel ends every process in
# here and drops every network, mount, firewall rule and file.  The machine's network cards are not there,
# so no packet can leave; capabilities that reach beyond namespaces are given up.  Takes 0.1 s; several may
# run at once.  Where this machine cannot do it, that is said as TAP says that a test was skipped.
set -eu

skip() {
	echo "1..0 # SKIP $*"
	exit 0
}

outside() {
	[ "$(id -u)" -eq 0 ] || skip "the lab needs root"
	for program in unshare setpriv ip nft sysctl /usr/lib/postfix/sbin/master /usr/bin/python3; do
		command -v "$program" >/dev/null || skip "the lab needs $program"
	done
	/usr/bin/python3 -c 'import cryptography, jsonschema' 2>/dev/null ||
		skip "the lab needs Debian'\''s python3-cryptography and python3-jsonschema"
	set -- unshare --mount --net --pid --ipc --uts --fork --kill-child=KILL --mount-proc --propagation private -- \
		setpriv --bounding-set=-sys_module,-sys_rawio,-sys_time,-sys_boot,-mknod,-syslog -- "$0" "$@"
	unshare --mount --net --pid --fork --mount-proc -- ip link set lo up 2>/dev/null ||
		skip "the lab may not make namespaces here"
	HC_SANDBOX=1 exec "$@"
}

inside() {
	hostname lab
	ip link set lo up
	mount -t tmpfs -o mode=755,size=1g lab /run
	mkdir -p /run/lock /run/netns
	for folder in etc var usr opt root home srv; do
		[ -d "/$folder" ] || continue
		mkdir -p "/run/layers/$folder/upper" "/run/layers/$folder/work"
		mount -t overlay "lab-$folder" "/$folder" \
			-o "lowerdir=/$folder,upperdir=/run/layers/$folder/upper,workdir=/run/layers/$folder/work"
	done
	mkdir -p /etc/netns
	cd "$PWD" # onto the layer, where the current folder is below one
	# The shell stays as process 1: it takes in orphans, and its end ends everything.
	"$@" &
	status=0
	wait $! || status=$?
	exit "$status"
}

if [ "${HC_SANDBOX:-}" = 1 ]; then
	inside "$@"
else
	outside "$@"
fi
