#!/usr/bin/env python3
"""Are the committed wizard folders and collections what their generators write?  TAP on stdout."""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAKER = ROOT / "tests/tools/make-wizard-folder.py"
COLLECTOR = ROOT / "tests/tools/make-collection.py"
CERTS = ROOT / "tests/data/certs"
FOLDERS = {"healthy": "tests/data/healthy", "example": "packaging/example/wizard"}
COLLECTIONS = {"healthy": "tests/data/collection", "edge": "tests/data/collection-edge"}
WRITTEN = (".boot", ".cc", ".log", ".xhcw")


def contents(folder):
    files = (path for path in folder.iterdir() if path.suffix in WRITTEN)
    return {path.name: path.read_bytes() for path in files}


def differences(story, committed):
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, MAKER, story, name], check=True)
        fresh = contents(pathlib.Path(name))
    old = contents(committed)
    return sorted(file for file in fresh.keys() | old.keys() if fresh.get(file) != old.get(file))


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def collection_differences(story, committed):
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, COLLECTOR, story, name], check=True)
        fresh = tree(pathlib.Path(name))
    old = tree(committed)
    return sorted(file for file in fresh.keys() | old.keys() if fresh.get(file) != old.get(file))


def index_differences():
    """certs.json names every certificate by its own thumbprint."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(MAKER.parent))
    from wizard import certs

    store = certs.Store(CERTS)
    index = json.loads((CERTS.parent / "certs.json").read_text(encoding="utf-8"))
    fresh = {path.stem: store.thumbprint(path.stem) for path in CERTS.glob("*.der")}
    return sorted(name for name in fresh.keys() | index if fresh.get(name) != index.get(name))


def main():
    results = [
        (f"{path} is up to date", differences(name, ROOT / path)) for name, path in FOLDERS.items()
    ]
    results += [
        (f"{path} is up to date", collection_differences(name, ROOT / path))
        for name, path in COLLECTIONS.items()
    ]
    results.append(("certs.json is up to date", index_differences()))
    print(f"1..{len(results)}")
    for number, (what, differing) in enumerate(results, start=1):
        for name in differing:
            print(f"# differs: {name} (see tests/data/README.md)")
        print(f"{'not ok' if differing else 'ok'} {number} {what}")
    return 1 if any(differing for _, differing in results) else 0


if __name__ == "__main__":
    sys.exit(main())
