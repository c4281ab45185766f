#!/usr/bin/env bash
# The tables of stages, growth and rasterizers, as native code; the last with its peers in Python beside it.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/write-reports.sh
#
# They go to results/<cpu>/ beside this script. COVIDXR_BENCHMARKS names a binary that is published already.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
shared=${COVIDXR_SHARED:?must name the folder with v7/annotations and bench/bench_peers.py}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

benchmarks=${COVIDXR_BENCHMARKS:-}
if [[ -z $benchmarks ]]; then
    dotnet publish "$here" -c Release -r linux-x64 -p:PublishAot=true -o "$work/bin" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    benchmarks=$work/bin/CovidXray.Benchmarks
fi

cpu=$(awk -F': *' '/^model name/ {print $2; exit}' /proc/cpuinfo)
folder=$here/results/$(tr -cs 'A-Za-z0-9' '-' <<<"$cpu" | sed 's/^-*//; s/-*$//' | tr 'A-Z' 'a-z')
mkdir -p "$folder"
for report in stages growth rasterizers; do
    {
        echo "# $report"
        echo
        "$benchmarks" "$report" | sed "s|$shared|\$COVIDXR_SHARED|"
        if [[ $report == rasterizers ]]; then
            printf '\nPeers on the same images; points are snapped before their clock starts, which is part of our numbers:\n\n```\n'
            PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$shared/bench/bench_peers.py" --passes 7
            printf '```\n'
        fi
        printf '\nCommit %s. Load at the end: %s\n' "$(git -C "$repository" describe --always --dirty)" "$(cut -d' ' -f1-3 /proc/loadavg)"
    } | tee "$folder/$report.md"
done
