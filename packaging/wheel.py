"""The wheel: the native program as a script of the environment, with libvips where the program looks for it.

    python3 packaging/wheel.py VERSION SYSTEM NATIVE COMPLETIONS NOTICES README REPOSITORY OUT

REPOSITORY is an address, or empty. The same files give the same bytes.
"""

import base64
import hashlib
import pathlib
import sys
import zipfile

import archive
import layout
import platform_tag
import versions

SUMMARY = "Gets, filters and exports V7's COVID-19 chest X-ray dataset, and turns its lung and Ignore polygons into masks"
KEYWORDS = "covid-19,chest x-ray,dataset,segmentation,annotations,masks,darwin,coco,nnunet,yolo"

# covidxr, and what it links or carries: docs/dependencies.md and THIRD-PARTY-NOTICES.txt.
LICENSES = "MIT AND BSD-2-Clause AND BSD-3-Clause AND Apache-2.0 AND LGPL-3.0-or-later"


def metadata(version, readme, repository):
    lines = [
        "Metadata-Version: 2.4",
        "Name: covidxr",
        f"Version: {version}",
        f"Summary: {SUMMARY}",
        f"Keywords: {KEYWORDS}",
        f"License-Expression: {LICENSES}",
        "License-File: LICENSE",
        "License-File: THIRD-PARTY-NOTICES.txt",
        "Classifier: Environment :: Console",
        "Classifier: Intended Audience :: Science/Research",
        "Classifier: Topic :: Scientific/Engineering :: Medical Science Apps.",
        "Requires-Python: >=3.10",
        *([f"Project-URL: Source, {repository}"] if repository else []),
        "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM",
        "",
        pathlib.Path(readme).read_text(encoding="utf-8"),
    ]
    return "\n".join(lines).encode()


def files_of(name, version, tag, system, native, completions, notices, readme, repository):
    """Path in the wheel to bytes and mode, all but RECORD."""
    program = layout.program(system)
    library, library_bytes = layout.libvips(native, system)
    modules = sorted((pathlib.Path(__file__).parent / "python" / "covidxr").glob("*.py"))
    documents = layout.documents(notices)
    plain = {
        **{f"covidxr/{m.name}": m.read_bytes() for m in modules},
        f"{name}.data/data/{library}": library_bytes,
        **{f"{name}.data/data/{path}": data for path, data in layout.completions(completions).items()},
        f"{name}.dist-info/METADATA": metadata(version, readme, repository),
        f"{name}.dist-info/WHEEL": f"Wheel-Version: 1.0\nGenerator: covidxr\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n".encode(),
        **{f"{name}.dist-info/licenses/{n}": documents[n] for n in ("LICENSE", "THIRD-PARTY-NOTICES.txt")},
    }
    script = {f"{name}.data/scripts/{program}": ((pathlib.Path(native) / program).read_bytes(), 0o755)}
    return script | {path: (data, 0o644) for path, data in plain.items()}


def record(files, own_path):
    """RECORD: every file with its hash and size, and itself with neither."""
    lines = []
    for path, (data, _) in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(data)}\n")
    return "".join([*lines, f"{own_path},,\n"]).encode()


def main(version, system, native, completions, notices, readme, repository, out):
    of_python = versions.of_python(version)
    paths = [pathlib.Path(native) / layout.program(system), pathlib.Path(native) / layout.LIBVIPS[layout.family(system)]]
    tag = platform_tag.tag(system, paths)
    name = f"covidxr-{of_python}"
    files = files_of(name, of_python, tag, system, native, completions, notices, readme, repository)
    own_path = f"{name}.dist-info/RECORD"
    files[own_path] = (record(files, own_path), 0o644)
    # The form's own files at the end, as PEP 427 recommends.
    ordered = sorted(files.items(), key=lambda file: (".dist-info/" in file[0], file[0]))
    with zipfile.ZipFile(pathlib.Path(out) / f"{name}-py3-none-{tag}.whl", "w") as wheel:
        for path, (data, mode) in ordered:
            archive.add_to_zip(wheel, path, data, mode)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (versions.Refusal, platform_tag.Misfit) as refusal:
        sys.exit(f"packaging: {refusal}")
