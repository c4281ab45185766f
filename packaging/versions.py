"""The version, the one place where it stands, and whether CHANGELOG.md has a section for it.

    python3 packaging/versions.py               prints the version
    python3 packaging/versions.py 0.2.0         exits 1 unless 0.2.0 can be released
    python3 packaging/versions.py 0.2.0 --notes prints its section
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRE_RELEASES = {"alpha": "a", "beta": "b", "rc": "rc", "dev": ".dev"}


class Refusal(Exception):
    """What is asked for cannot be packed; the message says why and what to do."""


def current(root=ROOT):
    """The version as Directory.Build.props has it."""
    text = (root / "Directory.Build.props").read_text(encoding="utf-8")
    found = re.findall(r"<Version>([^<]+)</Version>", text)
    if len(found) != 1:
        raise Refusal(f"Directory.Build.props has {len(found)} versions, not 1")
    return found[0]


def check(version, root=ROOT):
    """A release has a section of its own in CHANGELOG.md; what comes before one is described by [Unreleased]."""
    stands = current(root)
    if version != stands:
        raise Refusal(f"{version} is not the version in Directory.Build.props, {stands}; change it there, in one place")
    of_python(version)
    notes(version, root)


def notes(version, root=ROOT):
    """What CHANGELOG.md says of a version."""
    sections = _sections((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    for name in [version, "Unreleased"] if "-" in version else [version]:
        if re.sub(r"(?m)^#.*$", "", sections.get(name, "")).strip():
            return sections[name]
    raise Refusal(f"CHANGELOG.md has no section with text for {version}: write one headed '## [{version}]'")


def of_python(version):
    """The same version as Python's packages write it: 0.2.0-rc.1 is 0.2.0rc1."""
    match = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(alpha|beta|rc|dev)(?:\.(\d+))?)?", version)
    if match is None:
        raise Refusal(f"{version} is no version: expected 1.2.3, or 1.2.3-rc.1 (alpha, beta, rc or dev)")
    release, kind, number = match.groups()
    return release if kind is None else f"{release}{PRE_RELEASES[kind]}{number or 0}"


def _sections(changelog):
    """What stands below each heading '## [NAME]'."""
    parts = re.split(r"(?m)^## \[([^\]]+)\].*$", changelog)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2])}


def main(arguments):
    try:
        if not arguments:
            print(current())
        elif arguments[1:] == ["--notes"]:
            print(notes(arguments[0]))
        else:
            check(arguments[0])
    except Refusal as refusal:
        sys.exit(f"packaging: {refusal}")


if __name__ == "__main__":
    main(sys.argv[1:])
