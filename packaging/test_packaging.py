"""Rules of packaging: python3 -m unittest discover -s packaging"""

import base64
import hashlib
import os
import pathlib
import sys
import tarfile
import tempfile
import unittest
import unittest.mock
import zipfile

sys.path.insert(0, os.path.dirname(__file__))

import archive
import layout
import platform_tag
import readme
import versions
import wheel

READELF = """
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [{library}]
Version definition section '.gnu.version_d' contains 1 entry:
  0x0010:   Name: GLIBC_2.99
Version needs section '.gnu.version_r' contains 2 entries:
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 3
  0x0020:   Name: GLIBC_2.34  Flags: none  Version: 2
  0x0030:   Name: GLIBCXX_{cxx}  Flags: none  Version: 4
"""


class Repository(unittest.TestCase):
    """A folder with a version and a changelog."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, version, changelog):
        (self.root / "Directory.Build.props").write_text(f"<Project><Version>{version}</Version></Project>")
        (self.root / "CHANGELOG.md").write_text(changelog)


class VersionTests(Repository):
    RELEASED = "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- A thing.\n\n## [1.1.0]\n\n- Older.\n"

    def test_a_release_that_has_its_section_is_packed(self):
        self.write("1.2.0", self.RELEASED)
        versions.check("1.2.0", self.root)
        self.assertEqual("### Added\n\n- A thing.", versions.notes("1.2.0", self.root))

    def test_another_version_than_the_one_that_stands_is_refused(self):
        self.write("1.2.0", self.RELEASED)
        with self.assertRaisesRegex(versions.Refusal, "1.1.0 is not the version in Directory.Build.props, 1.2.0"):
            versions.check("1.1.0", self.root)

    def test_a_release_without_a_section_is_refused_whatever_is_unreleased(self):
        self.write("1.3.0", self.RELEASED.replace("[Unreleased]\n", "[Unreleased]\n\n- Much.\n"))
        with self.assertRaisesRegex(versions.Refusal, r"no section with text for 1.3.0: write one headed '## \[1.3.0\]'"):
            versions.check("1.3.0", self.root)

    def test_a_section_of_headings_alone_is_none(self):
        self.write("1.2.0", self.RELEASED.replace("- A thing.\n", ""))
        with self.assertRaises(versions.Refusal):
            versions.check("1.2.0", self.root)

    def test_what_comes_before_a_release_is_described_by_unreleased(self):
        self.write("1.3.0-dev", self.RELEASED.replace("[Unreleased]\n", "[Unreleased]\n\n- Much.\n"))
        versions.check("1.3.0-dev", self.root)
        self.write("1.3.0-dev", self.RELEASED)
        with self.assertRaises(versions.Refusal):
            versions.check("1.3.0-dev", self.root)

    def test_the_version_that_stands_has_its_section(self):
        versions.check(versions.current())

    def test_python_writes_versions_its_way(self):
        for version, of_python in {"1.2.3": "1.2.3", "1.2.3-dev": "1.2.3.dev0", "1.2.3-rc.1": "1.2.3rc1", "1.2.3-beta.2": "1.2.3b2"}.items():
            self.assertEqual(of_python, versions.of_python(version))
        for wrong in ("1.2", "v1.2.3", "1.2.3-fix", "1.2.3-rc1", "1.2.3+4"):
            with self.assertRaises(versions.Refusal):
                versions.of_python(wrong)


class PlatformTagTests(unittest.TestCase):
    def test_the_newest_symbol_that_is_asked_for_decides(self):
        self.assertEqual((2, 34), platform_tag.glibc(READELF.format(library="libm.so.6", cxx="3.4.22"), "x"))

    def test_a_library_of_the_system_that_not_all_have_is_refused(self):
        with self.assertRaisesRegex(platform_tag.Misfit, "x needs libssl.so.3, which"):
            platform_tag.glibc(READELF.format(library="libssl.so.3", cxx="3.4.22"), "x")

    def test_a_new_library_of_cxx_is_refused(self):
        with self.assertRaisesRegex(platform_tag.Misfit, "GLIBCXX_3.4.24"):
            platform_tag.glibc(READELF.format(library="libstdc++.so.6", cxx="3.4.30"), "x")

    def test_of_macos_the_major_version_counts(self):
        new = "Load command 9\n      cmd LC_BUILD_VERSION\n platform 1\n    minos 12.3\n      sdk 15.0\n"
        old = "      cmd LC_VERSION_MIN_MACOSX\n  cmdsize 16\n  version 10.15\n      sdk 11.0\n"
        self.assertEqual((12, 11), (platform_tag.macos(new, "x"), platform_tag.macos(old, "x")))


class ReadmeTests(unittest.TestCase):
    PAGE = "[speed](speed.md#masks) [map](../README.md) [site](https://x.org) ![film](images/a.png) [here](#top)\n```sh\n[a](b.md)\n```\n"

    def test_links_lead_to_the_release_and_code_stays(self):
        text = readme.outward(self.PAGE, "docs/library.md", "https://h/o/r", "1.2.3")
        self.assertEqual(
            "[speed](https://h/o/r/blob/v1.2.3/docs/speed.md#masks) [map](https://h/o/r/blob/v1.2.3/README.md) [site](https://x.org)"
            " ![film](https://h/o/r/raw/v1.2.3/docs/images/a.png) [here](https://h/o/r/blob/v1.2.3/docs/library.md#top)\n```sh\n[a](b.md)\n```\n",
            text)

    def test_without_an_address_words_remain(self):
        self.assertEqual("speed map [site](https://x.org)  here\n```sh\n[a](b.md)\n```\n", readme.outward(self.PAGE, "docs/library.md", "", "1.2.3"))


class ArchiveTests(Repository):
    """Of a program that is made up: nothing here runs it."""

    def setUp(self):
        super().setUp()
        os.environ["SOURCE_DATE_EPOCH"] = "1800000000"
        for name, text in {"covidxr": "program", "covidxr.exe": "program", "libvips.so.42": "vips", "libvips-42.dll": "vips", "bash": "b", "zsh": "z", "fish": "f", "notices": "n"}.items():
            (self.root / name).write_text(text)
        self.out = self.root / "out"
        self.out.mkdir()

    def pack(self, system):
        archive.main("1.2.3", system, self.root, self.root, self.root / "notices", self.out)
        return next(self.out.iterdir())

    def test_the_program_finds_libvips_below_the_same_prefix(self):
        with tarfile.open(self.pack("linux-x64")) as packed:
            modes = {m.name.split("/", 1)[1]: m.mode for m in packed.getmembers()}
            self.assertEqual({"covidxr-1.2.3-linux-x64"}, {m.name.split("/")[0] for m in packed.getmembers()})
            self.assertEqual({1800000000}, {m.mtime for m in packed.getmembers()})
        self.assertEqual((0o755, 0o644), (modes["bin/covidxr"], modes["libexec/covidxr/libvips.so.42"]))
        self.assertLessEqual({"share/doc/covidxr/LICENSE", "share/doc/covidxr/THIRD-PARTY-NOTICES.txt", *layout.COMPLETIONS.values()}, set(modes))

    def test_on_windows_libvips_lies_beside_the_program(self):
        with zipfile.ZipFile(self.pack("win-x64")) as packed:
            self.assertLessEqual({"covidxr-1.2.3-win-x64/covidxr.exe", "covidxr-1.2.3-win-x64/libvips-42.dll"}, set(packed.namelist()))

    def test_the_same_files_give_the_same_bytes(self):
        for system in ("linux-x64", "win-x64"):
            first = self.pack(system).read_bytes()
            for file in self.root.iterdir():
                os.utime(file, (1, 1))
            with unittest.mock.patch("time.time", return_value=1e9):
                self.assertEqual(first, self.pack(system).read_bytes())
            next(self.out.iterdir()).unlink()

    def test_the_record_of_a_wheel_has_every_file_with_its_hash(self):
        (self.root / "README.md").write_text("# Page\n")
        original = platform_tag.tag
        platform_tag.tag = lambda *_: "manylinux_2_34_x86_64"
        self.addCleanup(setattr, platform_tag, "tag", original)
        wheel.main("1.2.3-rc.1", "linux-x64", self.root, self.root, self.root / "notices", self.root / "README.md", "", self.out)
        path = self.out / "covidxr-1.2.3rc1-py3-none-manylinux_2_34_x86_64.whl"
        first = path.read_bytes()
        with zipfile.ZipFile(path) as packed:
            rows = [line.rsplit(",", 2) for line in packed.read("covidxr-1.2.3rc1.dist-info/RECORD").decode().splitlines()]
            self.assertEqual(sorted(packed.namelist()), sorted(row[0] for row in rows))
            for name, digest, size in rows[:-1]:
                data = packed.read(name)
                self.assertEqual((digest, size), ("sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode(), str(len(data))))
            self.assertEqual("covidxr-1.2.3rc1.dist-info/RECORD,,", ",".join(rows[-1]))
            self.assertEqual(0o755, packed.getinfo("covidxr-1.2.3rc1.data/scripts/covidxr").external_attr >> 16 & 0o777)
            self.assertIn("covidxr-1.2.3rc1.data/data/libexec/covidxr/libvips.so.42", packed.namelist())
        wheel.main("1.2.3-rc.1", "linux-x64", self.root, self.root, self.root / "notices", self.root / "README.md", "", self.out)
        self.assertEqual(first, path.read_bytes())


if __name__ == "__main__":
    unittest.main()
