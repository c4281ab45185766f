"""Completes the bill of materials that CycloneDX writes: the libraries inside libvips' file. Leaves out the time, and what
is but used to build, so that it is the same for the same packages.

    python3 packaging/sbom.py BOM OUT
"""

import json
import pathlib
import sys

import notices


def main(source, out):
    bom = json.loads(pathlib.Path(source).read_text(encoding="utf-8-sig"))
    bom["metadata"].pop("timestamp", None)
    gone = {component["bom-ref"] for component in bom["components"] if component.get("scope") == "excluded"}
    bom["components"] = [component for component in bom["components"] if component["bom-ref"] not in gone]
    bom["dependencies"] = [
        {**entry, "dependsOn": [ref for ref in entry.get("dependsOn", []) if ref not in gone]}
        for entry in bom.get("dependencies", []) if entry["ref"] not in gone
    ]
    restored, _ = notices.packages()
    parts = json.loads((restored[notices.LIBVIPS] / "versions.json").read_text(encoding="utf-8"))
    for component in bom["components"]:
        if component["name"].startswith("NetVips.Native."):
            component["components"] = [
                {"type": "library", "bom-ref": f"{component['bom-ref']}#{name}", "name": name, "version": version}
                for name, version in parts.items()
            ]
    pathlib.Path(out).write_text(json.dumps(bom, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
