"""Which file of a build lies where below a prefix, such as /usr/local, ~/.local or a virtual environment."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIBVIPS = {"linux": "libvips.so.42", "osx": "libvips.42.dylib", "win": "libvips-42.dll"}
COMPLETIONS = {
    "bash": "share/bash-completion/completions/covidxr",
    "zsh": "share/zsh/site-functions/_covidxr",
    "fish": "share/fish/vendor_completions.d/covidxr.fish",
}


def family(system):
    """linux of linux-x64."""
    return system.split("-")[0]


def program(system):
    return "covidxr.exe" if family(system) == "win" else "covidxr"


def documents(notices):
    """What goes along with every program."""
    return {
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
        "CHANGELOG.md": (ROOT / "CHANGELOG.md").read_bytes(),
        "THIRD-PARTY-NOTICES.txt": pathlib.Path(notices).read_bytes(),
    }


def libvips(native, system):
    """libvips' path below the prefix, where LibVips.cs looks for it, and its bytes."""
    name = LIBVIPS[family(system)]
    return f"libexec/covidxr/{name}", (pathlib.Path(native) / name).read_bytes()


def completions(folder):
    """The shells' scripts that the program printed, where those shells look for them."""
    return {path: (pathlib.Path(folder) / shell).read_bytes() for shell, path in COMPLETIONS.items()}
