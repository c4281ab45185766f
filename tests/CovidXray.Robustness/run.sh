#!/usr/bin/env bash
# Interrupts covidxr at its file calls, starts commands two at once, and feeds readers with damaged files.
#
#   run.sh                    everything
#   run.sh --sample           an evenly spread part of it, in at most two minutes on two cores
#   run.sh --self-test        commands and readers that are known to be bad: shows that each part can fail
#   run.sh kill [NAME]        a part: kill, stopped, pairs or fuzz; NAME is a part of a scenario's name
#   run.sh kill "masks fresh" --point 17 --how kill    one case again, as a failure says
#
# With --no-build first, the Release build is there already.
# COVIDXR=FILE is the program under test: a native binary or a covidxr.dll; without it one is published.
# Ends with "N cases, N failed"; exit 1 if any failed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 VIPS_WARNING=0

fail() { echo "run.sh: $1" >&2; exit 1; }

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "'$*' failed"; }; }

[[ $(uname -s) == Linux ]] || { echo "skipped: LD_PRELOAD and signals as used here are Linux's"; exit 0; }
command -v gcc >/dev/null || fail "no gcc: apt-get install gcc libc6-dev"

# Not below a link: the shim compares paths as texts.
work=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/covidxr-robustness.XXXXXX")" && pwd -P)
trap 'rm -rf "$work"' EXIT

mkdir -p "$here/obj"
shim=$here/obj/shim.so
[[ $shim -nt $here/shim.c ]] || quietly gcc -O2 -Wall -Wextra -Werror -shared -fPIC -o "$shim" "$here/shim.c" -ldl -lpthread
if [[ ${1:-} == --no-build ]]; then shift; else quietly dotnet build -c Release "$here"; fi

covidxr=${COVIDXR:-}
if [[ -z $covidxr ]]; then
    quietly dotnet publish "$repository/src/CovidXray.Cli" -c Release -r linux-x64 -o "$work/native"
    covidxr=$work/native/covidxr
fi
covidxr=$(cd "$(dirname "$covidxr")" && pwd)/$(basename "$covidxr")

dotnet "$here/bin/Release/net10.0/CovidXray.Robustness.dll" "$@" \
    --covidxr "$covidxr" --shim "$shim" --work "$work" --dataset "$repository/samples/phantom-dataset" --kept "$here"
