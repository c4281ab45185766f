#!/usr/bin/env bash
# Installs what packaging/build.sh made for this system, from the files, and does the main job with each:
#   packaging/try.sh FOLDER
# The masks and previews of the sample must equal those of the managed build (src/CovidXray.Cli/bin/Release), byte for byte.
# What needs root (a bare Debian root of its own) is skipped where there is none, with the reason.
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
packages=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 VIPS_WARNING=0

sample=$PWD/samples/phantom-dataset managed=$PWD/src/CovidXray.Cli/bin/Release/net10.0/covidxr.dll
version=$(python3 packaging/versions.py)
system=$(dotnet --info | sed -n 's/^ *RID: *//p')
wheel=$(find "$packages" -name "covidxr-*-manylinux_*_$(uname -m).whl")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { command -v "$1" > /dev/null; }

# In millions of bytes, of the files alone.
size() { find "$@" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%.1f MB\n", sum / 1e6 }'; }

# attempt NAME FUNCTION: one line, with the time; the output if it failed. Exit code 77 is a skip, with the reason as last line.
attempt() {
  local start=$SECONDS code log=$work/log-$2
  # Not in a condition, where bash would go on after errors.
  set +e
  (set -e; "$2") > "$log" 2>&1
  code=$?
  set -e
  case $code in
    0) echo "ok       $1: $(tail -n 1 "$log") ($((SECONDS - start)) s)" ;;
    77) echo "skipped  $1: $(tail -n 1 "$log")" ;;
    *) touch "$work/failed"; echo "FAILED   $1 ($((SECONDS - start)) s)"; tail -n 40 "$log" ;;
  esac
}

skip() { echo "$*"; exit 77; }

needs() { [ -e "$1" ] || skip "$(basename "$1") is not in the folder"; }

# job NAME COMMAND...: the version, masks, and a preview, which needs libvips.
job() {
  local into=$work/$1
  shift
  mkdir -p "$into"
  "$@" --version > "$into/version"
  "$@" masks -d "$sample" --out "$into/masks"
  "$@" preview 9000001 -d "$sample" --size 300 --out "$into/film.png"
  "$@" export coco -d "$sample" --images none --out "$into/coco"
  "$@" stats -d "$sample" --html "$into/stats.html" > "$into/stats"
}

equals_managed() { diff -r "$work/managed" "$work/$1" && [ "$(find "$work/$1/masks" -name '*.png' | wc -l)" -eq 12 ]; }

managed() {
  [ -f "$managed" ] || dotnet build src/CovidXray.Cli -c Release -v q
  job managed dotnet "$managed"
  cat "$work/managed/version"
}

sums() {
  cd "$packages"
  sha256sum -c SHA256SUMS
  echo "$(wc -l < SHA256SUMS) files"
}

archive() {
  needs "$packages/covidxr-$version-$system.tar.gz"
  mkdir "$work/prefix"
  tar -xzf "$packages/covidxr-$version-$system.tar.gz" -C "$work/prefix" --strip-components=1
  job archive "$work/prefix/bin/covidxr"
  equals_managed archive
  echo "$(size "$packages/covidxr-$version-$system.tar.gz"), installed $(size "$work/prefix")"
}

wheel() {
  needs "$wheel"
  python3 -c 'import ensurepip, venv' || skip "python3 has no venv (Debian: python3-venv)"
  python3 -m venv "$work/venv"
  find "$work/venv" | sort > "$work/before"
  touch "$work/venv-is-made"
  "$work/venv/bin/pip" install -q --no-index --no-deps "$wheel"
  job wheel "$work/venv/bin/covidxr"
  equals_managed wheel
  "$work/venv/bin/python" -m covidxr --version | cmp - "$work/managed/version"
  local installed
  installed=$(size "$work/venv" -newer "$work/venv-is-made")
  "$work/venv/bin/pip" uninstall -q -y covidxr
  find "$work/venv" ! -name __pycache__ | sort | diff "$work/before" - | grep -i covidxr && return 1
  echo "$(basename "$wheel"), $(size "$wheel"), installed $installed"
}

# What is asked of NuGet comes from the folder, and nothing from packages of the same version that were installed before.
nuget_of_the_folder() {
  mkdir -p "$1"
  cat > "$1/NuGet.config" <<END
<configuration>
  <packageSources><clear /><add key="folder" value="$packages" /></packageSources>
  <fallbackPackageFolders><clear /><add key="restored" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
</configuration>
END
  export NUGET_PACKAGES=$1/packages
}

tool() {
  needs "$packages/covidxr.$system.$version.nupkg"
  nuget_of_the_folder "$work/nuget-tool"
  dotnet tool install covidxr --version "$version" --tool-path "$work/tool-path" --configfile "$work/nuget-tool/NuGet.config"
  job tool "$work/tool-path/covidxr"
  equals_managed tool
  echo "$(size "$packages/covidxr.$system.$version.nupkg"), installed $(size "$work/tool-path")"
}

# The program of the docs, of somebody who has nothing but the packages, and Parquet, which the native program lacks.
library() {
  needs "$packages/CovidXray.$version.nupkg"
  nuget_of_the_folder "$work/consumer"
  cd "$work/consumer"
  cat > Consumer.csproj <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="CovidXray" Version="$version" />
    <PackageReference Include="CovidXray.Parquet" Version="$version" />
  </ItemGroup>
</Project>
END
  grep -v '^#:' "$OLDPWD/samples/masks-of-a-dataset.cs" > Program.cs
  echo 'CovidXray.Jobs.Export.ExportJob.Run(dataset, "parquet", new() { Format = new CovidXray.Parquet.ParquetFormat() });' >> Program.cs
  dotnet run -c Release -- "$sample"
  dotnet "$managed" masks -d "$sample" --style index --out expected
  dotnet "$managed" export parquet -d "$sample" --out expected-parquet
  [ "$(find masks -name '*.png' | wc -l)" -eq 12 ]
  diff -r masks expected
  cmp parquet/images.parquet expected-parquet/images.parquet
  echo "$(size "$packages/CovidXray.$version.nupkg"), Parquet $(size "$packages/CovidXray.Parquet.$version.nupkg")"
}

# in_root COMMAND...: in the root, with a /proc that goes when the command ends.
in_root() { unshare --mount sh -c 'root=$1; shift; mount -t proc proc "$root/proc" && exec chroot "$root" "$@"' sh "$work/root" "$@"; }

job_in_root() {
  local into=$work/$1
  shift
  rm -rf "$work/root/tmp/out"
  mkdir -p "$work/root/tmp/out"
  in_root "$@" --version > "$work/root/tmp/out/version"
  in_root "$@" masks -d /tmp/phantom-dataset --out /tmp/out/masks
  in_root "$@" preview 9000001 -d /tmp/phantom-dataset --size 300 --out /tmp/out/film.png
  in_root "$@" export coco -d /tmp/phantom-dataset --images none --out /tmp/out/coco
  in_root "$@" stats -d /tmp/phantom-dataset --html /tmp/out/stats.html > "$work/root/tmp/out/stats"
  mv "$work/root/tmp/out" "$into"
}

bare_root() {
  [ "$(id -u)" = 0 ] || skip "needs root"
  has debootstrap || skip "needs debootstrap"
  unshare --mount true 2> /dev/null || skip "may not mount anything here"
  suite=$(sed -n 's/^FROM debian:\(.*\)-slim$/\1/p' packaging/container/Containerfile)
  # It is thrown away: nothing in it needs to survive a power cut.
  mkdir -p "$work/root/etc/dpkg/dpkg.cfg.d"
  echo force-unsafe-io > "$work/root/etc/dpkg/dpkg.cfg.d/trial"
  debootstrap --variant=minbase "$suite" "$work/root" http://deb.debian.org/debian
  cp -r "$sample" "$work/root/tmp/phantom-dataset"
  echo "Debian $(cat "$work/root/etc/debian_version"), $(size "$work/root")"
}

needs_root() { [ -d "$work/root/tmp/phantom-dataset" ] || skip "there is no bare root"; }

archive_in_root() {
  needs_root
  needs "$packages/covidxr-$version-$system.tar.gz"
  mkdir "$work/root/opt/covidxr"
  tar -xzf "$packages/covidxr-$version-$system.tar.gz" -C "$work/root/opt/covidxr" --strip-components=1
  job_in_root archive-root /opt/covidxr/bin/covidxr
  equals_managed archive-root
  rm -rf "$work/root/opt/covidxr"
  echo "with nothing else installed"
}

# What the Containerfile does, without the engine.
container_in_root() {
  needs_root
  needs "$packages/covidxr-$version-$system.tar.gz"
  mkdir -p "$work/root/source"
  cp packaging/container/install.sh "$packages/covidxr-$version-$system.tar.gz" "$work/root/source"
  in_root /source/install.sh "/source/covidxr-$version-$system.tar.gz"
  rm -r "$work/root/source"
  job_in_root container covidxr
  equals_managed container
  echo "$(size "$work/root")"
}

wheel_in_root() {
  needs_root
  needs "$wheel"
  in_root sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3-venv'
  cp "$wheel" "$work/root/tmp"
  in_root sh -c 'rm /usr/local/bin/covidxr && python3 -m venv /opt/venv && /opt/venv/bin/pip install -q --no-index /tmp/covidxr-*.whl'
  job_in_root wheel-root /opt/venv/bin/covidxr
  equals_managed wheel-root
  in_root /opt/venv/bin/pip --version | cut -d' ' -f1-2
}

# Most of the time goes into the root, which waits for the network and the disk.
in_the_root() {
  attempt "bare root" bare_root
  attempt "archive in the bare root" archive_in_root
  attempt "container's content" container_in_root
  attempt "wheel in the bare root" wheel_in_root
}

attempt "managed build" managed
in_the_root > "$work/in-the-root" &
attempt "SHA256SUMS" sums
attempt "archive" archive
attempt "wheel" wheel
attempt ".NET tool" tool
attempt "library" library
wait
cat "$work/in-the-root"
[ ! -e "$work/failed" ]
