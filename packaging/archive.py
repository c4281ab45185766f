"""Archives of the native program, the same bytes for the same files.

    python3 packaging/archive.py VERSION SYSTEM NATIVE COMPLETIONS NOTICES OUT

On Linux and macOS a .tar.gz that unpacks below a prefix (bin/, libexec/, share/); on Windows a .zip of one folder.
"""

import gzip
import io
import os
import pathlib
import sys
import tarfile
import time
import zipfile

import layout

EARLIEST_OF_ZIP = 315532800  # 1980-01-01


def moment():
    """The time of every file in what is made: SOURCE_DATE_EPOCH."""
    return max(int(os.environ["SOURCE_DATE_EPOCH"]), EARLIEST_OF_ZIP)


def add_to_zip(archive, name, data, mode=0o644):
    entry = zipfile.ZipInfo(name, time.gmtime(moment())[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = (0o100000 | mode) << 16
    archive.writestr(entry, data, compresslevel=9)


def files_of(system, native, completions, notices):
    """Path below the archive's folder to bytes and mode."""
    name = layout.program(system)
    binary = (pathlib.Path(native) / name).read_bytes()
    path, library = layout.libvips(native, system)
    documents = layout.documents(notices)
    if layout.family(system) == "win":
        flat = {pathlib.PurePosixPath(path).name: library, **documents}
        return {name: (binary, 0o755), **{n: (d, 0o644) for n, d in flat.items()}}
    files = {f"bin/{name}": (binary, 0o755), path: (library, 0o644)}
    files |= {p: (d, 0o644) for p, d in layout.completions(completions).items()}
    return files | {f"share/doc/covidxr/{n}": (d, 0o644) for n, d in documents.items()}


def write_tar(path, folder, files):
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for name, (data, mode) in sorted(files.items()):
                entry = tarfile.TarInfo(f"{folder}/{name}")
                entry.size, entry.mode, entry.mtime = len(data), mode, moment()
                archive.addfile(entry, io.BytesIO(data))


def write_zip(path, folder, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, (data, mode) in sorted(files.items()):
            add_to_zip(archive, f"{folder}/{name}", data, mode)


def main(version, system, native, completions, notices, out):
    folder = f"covidxr-{version}-{system}"
    files = files_of(system, native, completions, notices)
    if layout.family(system) == "win":
        write_zip(pathlib.Path(out) / f"{folder}.zip", folder, files)
    else:
        write_tar(pathlib.Path(out) / f"{folder}.tar.gz", folder, files)


if __name__ == "__main__":
    main(*sys.argv[1:])
