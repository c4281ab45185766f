#!/usr/bin/env bash
# Makes what a release consists of, from the working tree:
#   packaging/build.sh VERSION [--out FOLDER] [--only PART,...] [--native FOLDER] [--repository URL] [--trial]
# PARTs, all by default: archive, wheel (the native program of this system), tool (packages of the .NET tool, one for each
# system), library (NuGet packages, symbols apart), sbom. SHA256SUMS is of all that lies in FOLDER, artifacts/ by default.
# --native: the published native program, if it is there already. --repository: where links on the packages' pages lead.
# --trial: of the tool, the package of this system alone.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }

version= only=archive,wheel,tool,library,sbom native= out=artifacts repository= trial=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2; shift ;;
    --only) only=$2; shift ;;
    --native) native=$2; shift ;;
    --repository) repository=$2; shift ;;
    --trial) trial=yes ;;
    -*) usage ;;
    *) [ -z "$version" ] || usage; version=$1 ;;
  esac
  shift
done
[ -n "$version" ] || usage
python=$(command -v python3 || command -v python)
"$python" packaging/versions.py "$version"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Files in archives have the time of the commit: the same tree gives the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 315532800)}
export SOURCE_DATE_EPOCH
system=$(dotnet --info | sed -n 's/^ *RID: *//p' | tr -d '\r')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
out=$(cd "$out" && pwd)

makes() { [[ ,$only, == *,$1,* ]]; }

# Says what it does while it does it: a step of a minute is no silence.
step() { echo "packaging: $*" >&2; }

quietly() { "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }; }

pack() { quietly dotnet pack "$1" -c Release -v q -o "$2" "${@:3}"; }

if makes archive || makes wheel || makes tool || makes sbom; then
  step "restoring"
  quietly dotnet restore src/CovidXray.Cli
  "$python" packaging/readme.py README.md "$repository" "$version" "$work/README.md"
  "$python" packaging/notices.py "$work/THIRD-PARTY-NOTICES.txt"
fi

if makes sbom; then
  step "the bill of materials"
  quietly dotnet tool restore
  quietly dotnet tool run dotnet-CycloneDX src/CovidXray.Cli/CovidXray.Cli.csproj --recursive --disable-package-restore --no-serial-number \
    --output "$work" --filename bom.json --output-format UnsafeJson --spec-version 1.6 --set-name covidxr --set-version "$version"
  "$python" packaging/sbom.py "$work/bom.json" "$out/covidxr-$version.cdx.json"
fi

if makes archive || makes wheel; then
  if [ -z "$native" ]; then
    step "the native program for $system; this takes a minute or two"
    native=$work/native
    quietly dotnet publish src/CovidXray.Cli -c Release -r "$system" -o "$native"
  fi
  "$python" packaging/notices.py "$work/native-notices.txt" "$system"
  mkdir "$work/completions"
  for shell in bash zsh fish; do
    "$native/covidxr" completion $shell > "$work/completions/$shell"
  done
  if makes archive; then
    step "the archive"
    "$python" packaging/archive.py "$version" "$system" "$native" "$work/completions" "$work/native-notices.txt" "$out"
  fi
  if makes wheel; then
    step "the wheel"
    "$python" packaging/wheel.py "$version" "$system" "$native" "$work/completions" "$work/native-notices.txt" "$work/README.md" "$repository" "$out"
  fi
fi

if makes library; then
  step "the library"
  mkdir "$work/library"
  "$python" packaging/readme.py docs/library.md "$repository" "$version" "$work/library/README.md"
  for project in CovidXray CovidXray.Parquet; do
    pack src/$project "$out" -p:PackageReadme="$work/library/README.md"
  done
fi

if makes tool; then
  step "the .NET tool"
  tool() { pack src/CovidXray.Cli "$1" -p:ToolForEachSystem=true -p:PackageReadme="$work/README.md" -p:PackageNotices="$work/THIRD-PARTY-NOTICES.txt" "${@:2}"; }
  if [ -n "$trial" ]; then
    tool "$out" -p:ToolForSystem="$system"
  else
    tool "$out"
    tool "$work/any" -r any -p:WithoutLibvips=true
    cp "$work"/any/covidxr.any.*.nupkg "$out"
  fi
fi

"$python" packaging/sums.py "$out"
