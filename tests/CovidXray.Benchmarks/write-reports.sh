#!/usr/bin/env bash
# The tables of stages, growth and rasterizers, as native code; the last with its peers in Python beside it.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/write-reports.sh
#
# They go to results/<cpu>/ beside this script. COVIDXR_BENCHMARKS names a binary that is published already.
. "$(dirname "$0")/common.sh"

need_shared v7/annotations bench/bench_peers.py
work_on_disk
benchmarks=${COVIDXR_BENCHMARKS:-}
if [[ -z $benchmarks ]]; then
    publish "$here" -p:PublishAot=true
    benchmarks=$work/bin/CovidXray.Benchmarks
fi

for report in stages growth rasterizers; do
    {
        echo "# $report"
        echo
        "$benchmarks" "$report" | sed "s|$shared|\$COVIDXR_SHARED|"
        if [[ $report == rasterizers ]]; then
            printf '\nPeers on the same images; points are snapped before their clock starts, which is part of our numbers:\n\n```\n'
            PYTHONDONTWRITEBYTECODE=1 "$python" "$shared/bench/bench_peers.py" --passes 7
            printf '```\n'
        fi
        printf '\nCommit %s. Load at the end: %s\n' "$(git -C "$repository" describe --always --dirty)" "$(cut -d' ' -f1-3 /proc/loadavg)"
    } | write_results "$report"
done
