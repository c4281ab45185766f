"""THIRD-PARTY-NOTICES.txt: what is linked into covidxr or lies beside it, by whom, and under which licence.

    python3 packaging/notices.py OUT [SYSTEM]

Read from what was restored (dotnet restore of src/CovidXray.Cli and src/CovidXray.Parquet). With a SYSTEM, of the native
program there, which holds parts of .NET itself.
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
LICENSES = ROOT / "packaging" / "licenses"
RULE = "=" * 100

# Packages that name a page, not a licence: what that page says.
TOLD_ELSEWHERE = {"K4os.Compression.LZ4": "MIT"}

# Of several, the one that is taken.
CHOSEN = {"MS-PL OR Apache-2.0": "Apache-2.0"}

# LGPL 3 is a supplement to GPL 3.
TEXTS = {"LGPL-3.0-or-later": ["LGPL-3.0", "GPL-3.0"]}

LIBVIPS = "NetVips.Native.linux-x64"


def packages():
    """Folders of the packages whose files are in what is built, by name."""
    found = {}
    for project in ("CovidXray.Cli", "CovidXray.Parquet"):
        path = ROOT / "src" / project / "obj" / "project.assets.json"
        assets = json.loads(path.read_text(encoding="utf-8"))
        roots = [pathlib.Path(folder) for folder in assets["packageFolders"]]
        for target in assets["targets"].values():
            for key, library in target.items():
                files = [f for kind in ("runtime", "native", "runtimeTargets") for f in library.get(kind, {}) if not f.endswith("/_._")]
                if library["type"] == "package" and files:
                    place = assets["libraries"][key]["path"]
                    found[key.split("/")[0]] = next(root / place for root in roots if (root / place).is_dir())
    # The ten packages of libvips have the same notices, and NetVips.Native is but a list of them.
    return {name: path for name, path in found.items() if not name.startswith("NetVips.Native") or name == LIBVIPS}, roots


def describe(folder):
    """Name, version, copyright, licence and address as the package states them."""
    tree = ElementTree.parse(next(folder.glob("*.nuspec"))).getroot()
    fields = {element.tag.split("}")[1]: element for element in tree[0]}
    text = lambda name: (fields[name].text or "").strip() if name in fields else ""
    license_of = fields.get("license")
    name = text("id")
    stated = license_of.text if license_of is not None and license_of.get("type") == "expression" else TOLD_ELSEWHERE.get(name)
    if stated is None:
        sys.exit(f"packaging: {name} names no licence; look it up, and add it to TOLD_ELSEWHERE in packaging/notices.py")
    return name, text("version"), text("copyright") or text("authors"), CHOSEN.get(stated, stated), text("projectUrl")


def own_texts(folder):
    """Notices and licences that a package brings along."""
    return [path for path in sorted(folder.iterdir()) if re.match(r"(?i)(licen[cs]e|third-?party-?notices)\.?(txt|md)?$", path.name)]


def of_dotnet(roots, system):
    """The packs of .NET from which the native program is linked."""
    for pack in (f"microsoft.netcore.app.runtime.nativeaot.{system}", f"microsoft.aspnetcore.app.runtime.{system}"):
        versions = [folder for root in roots for folder in sorted((root / pack).glob("*"), key=lambda f: [int(n) for n in re.findall(r"\d+", f.name)])]
        if not versions:
            sys.exit(f"packaging: {pack} is not restored; publish the native program first")
        yield versions[-1]


def main(out, system=None):
    restored, roots = packages()
    folders = [restored[name] for name in sorted(restored, key=str.lower)]
    folders += of_dotnet(roots, system) if system else []
    told = [describe(folder) for folder in folders]
    lines = ["THIRD-PARTY NOTICES OF COVIDXR", "", "covidxr is under the MIT licence. It is built from, or comes with:", ""]
    lines += [f"{name} {version}\n    {copyright_}\n    {license_}{address and ', ' + address}" for name, version, copyright_, license_, address in told]
    lines += ["", f"libvips and the libraries in its file are of {LIBVIPS.rpartition('.')[0]}. Its licence, LGPL 3, allows to", "replace that file by another libvips of the same version; its source and the way it was built:", "https://github.com/kleisauke/libvips-packaging", ""]
    for folder, (name, version, *_) in zip(folders, told):
        for path in own_texts(folder):
            lines += [RULE, f"{name} {version}: {path.name}", RULE, "", path.read_text(encoding="utf-8-sig").strip(), ""]
        if name == LIBVIPS:
            parts = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
            lines += ["Versions: " + ", ".join(f"{part} {v}" for part, v in parts.items()), ""]
    for license_ in sorted({license_ for *_, license_, _ in told}):
        for text in TEXTS.get(license_, [license_]):
            lines += [RULE, f"Licence {text}", RULE, "", (LICENSES / f"{text}.txt").read_text(encoding="utf-8").strip("\n"), ""]
    text = "\n".join(lines).replace("\r\n", "\n")
    pathlib.Path(out).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
