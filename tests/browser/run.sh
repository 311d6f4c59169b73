#!/bin/sh
# Makes the reports and looks at them in a browser.  Exit status 77: skipped, with the reason.
# usage: run.sh HYBRIDCHECK SOURCE_ROOT OUTDIR
set -eu

program=$1
root=$2
out=$3

skip() {
	echo "skipped: $1"
	exit 77
}

command -v node >/dev/null || skip "node is not installed"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
	skip "no Chromium is installed"
[ -d "$root/tests/browser/node_modules/axe-core" ] || skip "run npm ci in tests/browser first"

mkdir -p "$out"
judge() {
	name=$1
	shift
	status=0
	"$program" check --offline --quiet --format html --output "$out/$name.html" "$@" || status=$?
	[ "$status" -le 2 ] || exit "$status"
}

judge example --example
judge healthy --as-of 2026-10-01T00:00:00Z "$root/tests/data/healthy"
judge undecided --as-of 2026-10-01T00:00:00Z "$root/tests/data/healthy/20260915_081204.log"

# Nobody listens there; what is asked is loopback alone.
printf '[targets]\nsmtp=127.0.0.1:1;[::1]:1\n' >"$out/asked.conf"
status=0
"$program" check --quiet --format html --output "$out/asked.html" --config "$out/asked.conf" || status=$?
[ "$status" -le 2 ] || exit "$status"

exec node "$root/tests/browser/check.mjs" "$browser" "$out" \
	"$out/example.html" "$out/healthy.html" "$out/undecided.html" "$out/asked.html"
