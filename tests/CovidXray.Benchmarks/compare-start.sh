#!/usr/bin/env bash
# What it takes to start, the names of the sample dataset among it, beside an earlier commit of this repository.
#
#   tests/CovidXray.Benchmarks/compare-start.sh [RUNS] [COMMIT]
#
# Both are published in the same way; the commands take turns in every run. The table goes to stdout and to results/<cpu>/start.md
# beside this script. COVIDXR_BINARY names a binary that is published already, COVIDXR_EARLIER one of the commit.
. "$(dirname "$0")/common.sh"

runs=${1:-41}
commit=${2:-ea733b5}
work_on_disk
find_covidxr
earlier=${COVIDXR_EARLIER:-}
if [[ -z $earlier ]]; then
    git clone --quiet "$repository" "$work/earlier"
    git -C "$work/earlier" checkout --quiet "$commit"
    dotnet publish "$work/earlier/src/CovidXray.Cli" -c Release -r linux-x64 -o "$work/earlier-bin" >"$work/earlier.log" 2>&1 || { cat "$work/earlier.log" >&2; fail "publishing $commit failed"; }
    earlier=$work/earlier-bin/covidxr
fi

"$python" - "$runs" "$earlier" "$covidxr" "$repository/samples/phantom-dataset" >"$work/table" <<'PY'
import resource, statistics, subprocess, sys, time
runs, binaries = int(sys.argv[1]), sys.argv[2:4]
for page in (["--help"], ["--version"], ["filter", "--names", "-d", sys.argv[4]]):
    wall, cpu = {b: [] for b in binaries}, {b: [] for b in binaries}
    for _ in range(runs):
        for binary in binaries:
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run([binary, *page], stdout=subprocess.DEVNULL, check=True)
            wall[binary].append((time.perf_counter() - start) * 1000)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu[binary].append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    (w1, w2), (c1, c2) = ([statistics.median(t[b]) for b in binaries] for t in (wall, cpu))
    print(f"| `{' '.join(page[:2])}` | {w1:.1f} | {w2:.1f} | {w2 / w1:.2f} | {c1:.1f} | {c2:.1f} |")
PY

{
    echo "# Starting, beside commit $commit"
    echo
    echo "Medians of $runs interleaved runs, whole processes."
    echo
    echo "| | $commit, ms | now, ms | times as long | $commit, CPU ms | now, CPU ms |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: |"
    cat "$work/table"
    echo
    machine
    load
} | write_results start
