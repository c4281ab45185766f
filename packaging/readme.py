"""A page for a package: its links lead to the repository, as what they lead to is not in the package.

    python3 packaging/readme.py PAGE REPOSITORY VERSION OUT

Without a REPOSITORY, an empty word, links become plain words and pictures are left out.
"""

import pathlib
import posixpath
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


def outward(text, page, repository, version):
    def replace(match):
        picture, words, target = match.groups()
        if re.match(r"[a-z]+:", target):
            return match[0]
        if not repository:
            return "" if picture else words
        path, _, heading = target.partition("#")
        place = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        address = f"{repository}/{'raw' if picture else 'blob'}/v{version}/{place}"
        return f"{picture}[{words}]({address}{'#' + heading if heading else ''})"

    # Code stays as it is.
    parts = re.split(r"(?ms)(^```.*?^```$)", text)
    parts[::2] = [LINK.sub(replace, part) for part in parts[::2]]
    return "".join(parts)


def main(page, repository, version, out):
    text = (ROOT / page).read_text(encoding="utf-8")
    pathlib.Path(out).write_text(outward(text, page, repository, version), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
