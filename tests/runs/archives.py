"""Archives as inputs: the same answer as the folder, nothing leaves them, nothing explodes."""

import gzip
import hashlib
import io
import pathlib
import struct
import tarfile
import zipfile

import harness
from harness import HEALTHY, HEALTHY_AS_OF, run

FILES = sorted(path for path in HEALTHY.iterdir() if path.is_file())
LOG = next(path for path in FILES if path.suffix == ".log")


def _zip(path, entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)


def _files(prefix=""):
    return [(prefix + path.name, path.read_bytes()) for path in FILES]


def _judge(path):
    return harness.check(path, as_of=HEALTHY_AS_OF)


def _input(report, ending):
    return next(i for i in report["inputs"] if i["path"].endswith(ending))


def _same_answer(report, wanted):
    assert report["verdict"]["decision"] == wanted["verdict"]["decision"]
    assert harness.notable(report) == harness.notable(wanted)
    assert harness.rows(report) == harness.rows(wanted)


def test_same_answer():
    """zip, tar and tar.gz of a folder give the folder's answer, with every file's own hash"""
    wanted = _judge(HEALTHY)
    hashes = {i["sha256"] for i in wanted["inputs"]}
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        _zip(folder / "a.zip", _files("Exchange Hybrid Configuration/"))
        _zip(folder / "stored.zip", _files(), zipfile.ZIP_STORED)
        for name, mode in (("a.tar", "w"), ("a.tar.gz", "w:gz")):
            with tarfile.open(folder / name, mode) as archive:
                archive.add(HEALTHY, "wizard")
        for path in sorted(folder.iterdir()):
            report = _judge(path)
            _same_answer(report, wanted)
            archive = _input(report, path.name)
            assert archive["kind"] == "archive" and archive["objects"] >= len(FILES), archive
            assert hashes <= {i["sha256"] for i in report["inputs"]}, path.name


def test_by_content():
    """an archive is told by its content, also on standard input"""
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "support.dat"
        _zip(path, _files())
        wanted = _judge(path)["verdict"]["decision"]
        done = run("check", "-q", "--offline", "--as-of", HEALTHY_AS_OF, "-", stdin=path.read_bytes())
        assert wanted.upper().encode() in done.stdout, done.stdout[:300]


def test_windows_names():
    """backslashes part the names of entries as slashes do"""
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "a.zip"
        _zip(path, _files("Logs\\Hybrid\\"))
        report = _judge(path)
        assert _input(report, "a.zip/Logs/Hybrid/" + LOG.name)["kind"] == "hcw-log"


def test_single_gzip():
    """a file that is only compressed is read under its own name"""
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / (LOG.name + ".gz")
        path.write_bytes(gzip.compress(LOG.read_bytes()))
        assert _input(_judge(path), "/" + LOG.name)["kind"] == "hcw-log"


def test_no_path_leaves():
    """names that lead out of the archive, links and devices are refused by name"""
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        evil = ["../../out.log", "/etc/out.log", "a/../../out.log", "C:\\out.log", "..\\out.log"]
        _zip(folder / "evil.zip", _files() + [(name, LOG.read_bytes()) for name in evil])
        report = _judge(folder / "evil.zip")
        refused = [i for i in report["inputs"] if "leads out" in " ".join(i["warnings"])]
        assert len(refused) == len(evil), [i["path"] for i in refused]
        assert all(i["kind"] == "not-recognised" and i["objects"] == 0 for i in refused)
        with tarfile.open(folder / "links.tar", "w") as archive:
            archive.add(LOG, LOG.name)
            for kind, name in ((tarfile.SYMTYPE, "soft"), (tarfile.LNKTYPE, "hard"), (tarfile.FIFOTYPE, "pipe")):
                entry = tarfile.TarInfo(name)
                entry.type, entry.linkname = kind, "/etc/passwd"
                archive.addfile(entry)
        report = _judge(folder / "links.tar")
        for name in ("soft", "hard", "pipe"):
            assert _input(report, "/" + name)["warnings"], name
        assert not (folder / "out.log").exists() and not (folder.parent / "out.log").exists()


def test_encrypted():
    """an encrypted entry is named, the others are read"""
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "a.zip"
        _zip(path, _files() + [("secret.log", b"x" * 100)], zipfile.ZIP_STORED)
        data = bytearray(path.read_bytes())
        for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.rfind(magic)
            struct.pack_into("<H", data, at + flags, 1)
        path.write_bytes(data)
        report = _judge(path)
        assert "encrypted" in " ".join(_input(report, "/secret.log")["warnings"])
        assert _input(report, "/" + LOG.name)["kind"] == "hcw-log"


def test_inner_archive():
    """an archive inside an archive is not opened, and says so"""
    inner = io.BytesIO()
    _zip(inner, _files())
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "a.zip"
        _zip(path, _files() + [("inner.zip", inner.getvalue())])
        assert "inside an archive" in " ".join(_input(_judge(path), "/inner.zip")["warnings"])


def test_bombs():
    """what unpacks to far more than it is stops at a named limit"""
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        _zip(folder / "large.zip", _files() + [("large.log", bytes(300_000_000))])
        report = _judge(folder / "large.zip")
        assert "HC_LIMIT_ENTRY_BYTES" in " ".join(_input(report, "/large.log")["warnings"])
        (folder / "dull.gz").write_bytes(gzip.compress(b"A" * 200_000_000))
        _zip(folder / "many.zip", [(f"{n}.log", bytes(30_000_000)) for n in range(10)])
        for name in ("dull.gz", "many.zip"):
            report = harness.check(folder / name, LOG, as_of=HEALTHY_AS_OF)
            assert "HC_LIMIT_ARCHIVE_RATIO" in " ".join(_input(report, name)["warnings"]), name
        _zip(folder / "files.zip", [(str(n), b"") for n in range(10_050)])
        report = harness.check(folder / "files.zip", LOG, as_of=HEALTHY_AS_OF)
        assert "HC_LIMIT_INPUT_FILES" in " ".join(_input(report, "files.zip")["warnings"])


def test_cut_off():
    """an archive cut off anywhere is damaged, never a crash; what came before is used"""
    hashes = {hashlib.sha256(data).hexdigest() for _, data in _files()}
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        _zip(folder / "a.zip", _files())
        with tarfile.open(folder / "a.tar.gz", "w:gz") as archive:
            archive.add(HEALTHY, "wizard")
        for name in ("a.zip", "a.tar.gz"):
            data = (folder / name).read_bytes()
            for length in range(0, len(data), max(1, len(data) // 25)):
                (folder / "cut").write_bytes(data[:length])
                report = harness.check(LOG, folder / "cut", as_of=HEALTHY_AS_OF)
                ours = [i for i in report["inputs"] if "/cut" in i["path"]]
                warned = any(i["warnings"] for i in ours)
                # The directory at the end of a zip archive repeats what stands before each file.
                assert warned or hashes <= {i["sha256"] for i in ours}, (name, length)


def test_empty():
    """an empty archive says that nothing is in it"""
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / "a.zip"
        _zip(path, [])
        done = run("check", "--offline", path)
        assert done.returncode == 66 and b"no file in this archive" in done.stderr, done.stderr


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
