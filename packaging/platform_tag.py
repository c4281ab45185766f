"""Which systems the native program and its libvips run on, as the platform tag of a wheel, read from both files."""

import os
import re
import subprocess

import layout

ARCHITECTURES = {
    "linux-x64": "x86_64", "linux-arm64": "aarch64",
    "osx-x64": "x86_64", "osx-arm64": "arm64",
    "win-x64": "amd64", "win-arm64": "arm64",
}

# What PEP 600 lets a manylinux wheel take from the system, of what is needed here.
ALLOWED = re.compile(r"(libc|libm|libdl|libpthread|librt|libresolv|libgcc_s|libstdc\+\+|ld-linux-[\w-]+)\.so\.\d+")

# Versions of the C++ library go by the compiler, not by glibc. Every system with glibc 2.28 or newer has this one.
OLDEST_GLIBC, ITS_CXX = (2, 28), (3, 4, 24)


class Misfit(Exception):
    """The files fit no platform tag; the message says why."""


def tag(system, files):
    """manylinux_2_34_x86_64, macosx_12_0_arm64, win_amd64."""
    architecture = ARCHITECTURES[system]
    family = layout.family(system)
    if family == "win":
        return f"win_{architecture}"
    if family == "osx":
        return f"macosx_{max(macos(_run('otool', '-l', file), file) for file in files)}_0_{architecture}"
    needed = [glibc(_run("readelf", "-W", "--dynamic", "--version-info", file), file) for file in files]
    major, minor = max([OLDEST_GLIBC, *needed])
    return f"manylinux_{major}_{minor}_{architecture}"


def glibc(readelf, name):
    """The newest glibc that a file asks symbols of; refuses what a manylinux wheel may not ask for."""
    foreign = [n for n in re.findall(r"\(NEEDED\).*\[(.+?)\]", readelf) if not ALLOWED.fullmatch(n)]
    if foreign:
        raise Misfit(f"{name} needs {', '.join(foreign)}, which a manylinux wheel may not take from the system")
    needs = readelf.partition("Version needs section")[2]
    if max(_versions(needs, "GLIBCXX"), default=ITS_CXX) > ITS_CXX:
        raise Misfit(f"{name} asks for a newer C++ library than GLIBCXX_{'.'.join(map(str, ITS_CXX))}")
    versions = _versions(needs, "GLIBC")
    if not versions:
        raise Misfit(f"{name} asks for no version of glibc: is it made for it?")
    return max(versions)[:2]


def macos(otool, name):
    """The oldest macOS that a file is made for; from 11 on tags have major versions alone."""
    found = re.search(r"\b(?:minos|version) (\d+)\.\d+", otool.partition("LC_BUILD_VERSION")[2] or otool.partition("LC_VERSION_MIN_MACOSX")[2])
    if found is None:
        raise Misfit(f"{name} does not say which macOS it is made for")
    return max(11, int(found[1]))


def _versions(needs, prefix):
    return [tuple(map(int, v.split("."))) for v in re.findall(rf"Name: {prefix}_(\d[\d.]*)", needs)]


def _run(*command):
    result = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    return result.stdout
