#!/usr/bin/env python3
"""The program as `meson install` puts it down, below a DESTDIR."""

import json
import os
import pathlib
import shutil
import subprocess

import harness

BIN = os.environ["HC_BIN_DIR"].lstrip("/")
DATA = os.environ["HC_DATA_DIR"].lstrip("/")
SHIPPED = {
    "collector/Export-HybridCheck.ps1",
    "collector/Export-HybridCheck.ps1.sha256",
    "collector/README.md",
    "collector/collected.json",
    "data/anchors/DigiCert_Global_Root_CA.pem",
    "data/anchors/DigiCert_Global_Root_G2.pem",
    "data/anchors/DigiCert_Global_Root_G3.pem",
    "data/anchors/DigiCert_TLS_RSA4096_Root_G5.pem",
    "data/anchors/Microsoft_RSA_Root_Certificate_Authority_2017.pem",
    "data/anchors/SOURCES.md",
    "data/anchors/anchors.conf",
    "data/exchange-builds.json",
    "data/exchange-online-replies.json",
    "example/README.md",
    "example/example.conf",
    "example/wizard/20261020_143751.boot",
    "example/wizard/20261020_143751.cc",
    "example/wizard/20261020_143751.log",
    "example/wizard/20261020_143751.xhcw",
    "schema/hybridcheck-cert-1.schema.json",
    "schema/hybridcheck-probe-1.schema.json",
    "schema/hybridcheck-report-1.schema.json",
    "schema/hybridcheck-rules-1.schema.json",
}


def install(destdir):
    subprocess.run(
        [os.environ["MESON"], "install", "--no-rebuild", "--quiet", "-C", os.environ["HC_BUILD_ROOT"]],
        check=True,
        capture_output=True,
        env={**os.environ, "DESTDIR": str(destdir)},
    )


def start(destdir, *args):
    env = {name: value for name, value in os.environ.items() if name != "HYBRIDCHECK_DATADIR"}
    return subprocess.run(
        [destdir / BIN / "hybridcheck", *args], capture_output=True, timeout=120, check=False, env=env, cwd="/"
    )


def test_files():
    """the program and its data land, nothing else does"""
    with harness.temporary() as folder:
        root = pathlib.Path(folder)
        install(root)
        found = {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}
        assert found == {f"{BIN}/hybridcheck"} | {f"{DATA}/{name}" for name in SHIPPED}, sorted(found)
        for name in SHIPPED:
            installed, source = root / DATA / name, harness.ROOT / "packaging" / name
            assert installed.read_bytes() == source.read_bytes(), name


def test_example():
    """it judges the example that stands beside it, with no word from the environment"""
    with harness.temporary() as folder:
        root = pathlib.Path(folder)
        install(root)
        done = start(root, "check", "--example", "--offline", "--format", "json")
        assert done.returncode == 1, f"status {done.returncode}: {done.stderr.decode()[:2000]}"
        report = json.loads(done.stdout)
        harness.validate(report)
        paths = [one["path"] for one in report["inputs"]]
        assert len(paths) == 4, paths
        assert all(path.startswith(str(root / DATA)) for path in paths), paths


def test_example_is_missing():
    """without its data it says what it looked for, and that is no verdict"""
    with harness.temporary() as folder:
        root = pathlib.Path(folder)
        install(root)
        shutil.rmtree(root / DATA)
        done = start(root, "check", "--example", "--offline")
        assert done.returncode == 70, done.returncode
        assert str(root / DATA / "example/example.conf") in done.stderr.decode(), done.stderr


harness.main([test_files, test_example, test_example_is_missing])
