"""SHA256SUMS of all files in a folder, and their sizes to look at.

    python3 packaging/sums.py FOLDER
"""

import hashlib
import pathlib
import sys


def main(folder):
    files = sorted(path for path in pathlib.Path(folder).iterdir() if path.is_file() and path.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (pathlib.Path(folder) / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")
    for path in files:
        print(f"{path.stat().st_size / 1e6:6.1f} MB  {path.name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
