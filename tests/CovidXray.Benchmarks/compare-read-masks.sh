#!/usr/bin/env bash
# Reading published masks beside OpenCV's imread, and exporting them beside reading them: processor time, one thread, files in memory.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-read-masks.sh [RUNS]
#
# Pixels are compared first; nothing is timed if one differs. All take turns in every run. OpenCV's time is that of imread alone, in a
# process that runs already; ours is that of whole processes, in which each mask also becomes the outlines of its pieces. The table
# goes to stdout and to results/<cpu>/read-masks.md beside this script. COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-9}
need_shared v7/masks
need_peers "cv2, numpy" "python3-opencv python3-numpy"
work_in_memory
find_covidxr

masks=$work/masks
cp -rL "$shared/v7/masks" "$masks"
files=$(find "$masks" -name '*.png' | wc -l)

echo "checking pixels first ..." >&2
"$covidxr" masks -d "$masks" --quiet --out "$work/again" >"$work/log"
"$python" - "$masks" "$work/again" <<'PY' || fail "pixels differ; nothing is timed"
import glob, os, sys
import cv2
published, again = sys.argv[1:]
names = [os.path.basename(f) for f in glob.glob(os.path.join(published, "*.png"))]
bad = [n for n in names if (cv2.imread(os.path.join(published, n), cv2.IMREAD_UNCHANGED) != cv2.imread(os.path.join(again, n), cv2.IMREAD_UNCHANGED)).any()]
sys.exit(f"different: {bad[:5]}" if bad else 0)
PY
echo "$files of $files masks are read with OpenCV's pixels" >&2

cpu_ms() { # command...: user and system time of a process in milliseconds
    local TIMEFORMAT='%3U %3S'
    { time "$@" >"$work/log" 2>&1; } 2>"$work/cpu" || { cat "$work/log" >&2; fail "failed: $*"; }
    awk '{print ($1 + $2) * 1000}' "$work/cpu"
}

imread_ms() {
    "$python" - "$masks" <<'PY'
import glob, os, sys, time
import cv2
cv2.setNumThreads(1)
names = sorted(glob.glob(os.path.join(sys.argv[1], "*.png")))
start = time.process_time()
for name in names:
    cv2.imread(name, cv2.IMREAD_UNCHANGED)
print((time.process_time() - start) * 1000)
PY
}

for name in imread read export; do : >"$work/times.$name"; done
for ((n = 1; n <= runs; n++)); do
    echo "run $n of $runs" >&2
    rm -rf "$work/out"
    imread_ms >>"$work/times.imread"
    # No areas: each mask is decoded and traced, nothing is painted.
    cpu_ms "$covidxr" stats -d "$masks" --no-areas --quiet >>"$work/times.read"
    cpu_ms "$covidxr" export coco -d "$masks" --images none --jobs 1 --quiet --out "$work/out" >>"$work/times.export"
done

{
    echo "# Reading masks beside OpenCV, and exporting them beside reading them"
    echo
    echo "$files of V7's published masks, $(find "$masks" -name '*.png' -printf '%s\n' | awk '{s += $1} END {printf "%.1f", s / 1e6}') MB of PNG on tmpfs; processor time, one thread, medians of $runs interleaved runs."
    echo "Checked first: all $files masks are read with OpenCV's pixels."
    echo
    awk -v imread="$(median "$work/times.imread")" -v read="$(median "$work/times.read")" -v export="$(median "$work/times.export")" 'BEGIN {
        print "| | ms | beside |"
        print "| --- | ---: | ---: |"
        printf "| OpenCV, imread alone | %.0f | |\n", imread
        printf "| covidxr stats --no-areas, whole process | %.0f | imread: %.1f times as fast |\n", read, imread / read
        printf "| covidxr export coco, whole process | %.0f | reading: %.2f times as long |\n", export, export / read
    }'
    echo
    machine
    echo "- Python: $("$python" -c 'import cv2, sys; print(sys.version.split()[0] + ", OpenCV " + cv2.__version__)')"
    load
} | write_results read-masks
