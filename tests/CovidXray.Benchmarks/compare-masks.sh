#!/usr/bin/env bash
# covidxr beside the fastest sensible Python: whole process against whole process, on the same files, output in memory.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-masks.sh [RUNS]
#
# Pixels are compared first; nothing is timed if one differs. All candidates take turns in every run, so that a busy
# machine is busy for all of them. The table goes to stdout and to results/<cpu>/masks.md beside this script.
# COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-7}
need_shared v7/annotations v7/masks bench/python_pipeline.py
need_peers "cv2, ujson, PIL, numpy" "python3-opencv python3-ujson python3-pil python3-numpy"
need_time
work_in_memory
find_covidxr

annotations=$work/annotations
cp -rL "$shared/v7/annotations" "$annotations"
files=$(find "$annotations" -name '*.json' | wc -l)

# The candidates: a name, a colon, and a command that writes the masks to $out.
candidates=(
    "covidxr, 1 thread:$covidxr masks -d $annotations --order v7 --jobs 1 --quiet --out"
    "OpenCV, 1 process:$python $shared/bench/python_pipeline.py --how opencv $annotations"
    "Pillow, 1 process:$python $shared/bench/python_pipeline.py --how pillow $annotations"
    "covidxr, 2 threads:$covidxr masks -d $annotations --order v7 --jobs 2 --quiet --out"
    "OpenCV, 2 processes:$python $shared/bench/python_pipeline.py --how opencv --procs 2 $annotations"
    "Pillow, 2 processes:$python $shared/bench/python_pipeline.py --how pillow --procs 2 $annotations"
)

run() { # index: runs a candidate into an empty folder; GNU time's report goes to $work/time
    local command=${candidates[$1]#*:}
    # shellcheck disable=SC2086 # the command is words
    # bash's own clock has milliseconds of CPU time, user and system, children included; GNU time's has hundredths of a second.
    local TIMEFORMAT='%3U %3S'
    { time /usr/bin/time -f '%e %M' -o "$work/time" $command "$work/out" >"$work/log" 2>&1; } 2>"$work/cpu" || { cat "$work/log" >&2; fail "failed: $command"; }
}

echo "checking pixels first ..." >&2
for i in 0 3; do
    rm -rf "$work/out"
    run "$i"
    "$python" - "$work/out" "$shared/v7/masks" "$files" <<'PY' || fail "the masks differ from V7's; nothing is timed"
import glob, os, sys
import cv2
out, published, files = sys.argv[1], sys.argv[2], int(sys.argv[3])
names = sorted(os.path.basename(f) for f in glob.glob(os.path.join(out, "*.png")))
bad = [n for n in names if not os.path.exists(os.path.join(published, n))
       or (cv2.imread(os.path.join(out, n), cv2.IMREAD_UNCHANGED) != cv2.imread(os.path.join(published, n), cv2.IMREAD_UNCHANGED)).any()]
if bad or len(names) != files:
    sys.exit(f"{len(names)} masks for {files} files; different: {bad[:5]}")
PY
done
echo "$files of $files masks have V7's pixels, with one thread and with two" >&2

for i in "${!candidates[@]}"; do
    : >"$work/times.$i"
    : >"$work/cpus.$i"
    echo 0 >"$work/memory.$i"
done
for ((n = 1; n <= runs; n++)); do
    echo "run $n of $runs" >&2
    for i in "${!candidates[@]}"; do
        rm -rf "$work/out"
        timed run "$i" >>"$work/times.$i"
        awk '{print ($1 + $2) * 1000}' "$work/cpu" >>"$work/cpus.$i"
        read -r _ memory <"$work/time"
        ((memory > $(<"$work/memory.$i"))) && echo "$memory" >"$work/memory.$i"
        find "$work/out" -name '*.png' -printf '%s\n' | awk '{s += $1} END {print s}' >"$work/bytes.$i"
    done
done

grow() { # copies: a row of the table of growth, for a folder with that many times the files
    local folder=$work/many
    rm -rf "$folder" "$work/out" && mkdir "$folder"
    "$python" -c 'import os, sys
for name in os.listdir(sys.argv[1]):
    for copy in range(int(sys.argv[3])):
        os.symlink(os.path.join(sys.argv[1], name), os.path.join(sys.argv[2], f"{copy}-{name}"))' "$annotations" "$folder" "$1"
    /usr/bin/time -f '%e %M' -o "$work/time" "$covidxr" masks -d "$folder" --order v7 --jobs 2 --quiet --out "$work/out" >/dev/null
    awk -v files="$((files * $1))" '{printf "| %d | %.2f | %.2f | %.0f |\n", files, $1, $1 * 1000 / files, $2 / 1024}' "$work/time"
}

{
    echo "# covidxr masks beside Python, whole processes"
    echo
    echo "$files files of V7's release, $(du -sb "$annotations" | awk '{printf "%.1f", $1 / 1e6}') MB of JSON on tmpfs, masks on tmpfs; $runs interleaved runs."
    echo "Checked first: all $files masks of covidxr have V7's pixels."
    echo
    echo "On a busy machine (see the load) trust the CPU time, which is that of all threads and processes; wall clocks favour whoever is short."
    echo
    echo "| | median ms | min ms | median, times covidxr | min CPU ms | CPU, times covidxr | peak MB | MB of PNG |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for i in "${!candidates[@]}"; do
        ours=$(median "$work/times.$((i < 3 ? 0 : 3))")
        our_cpu=$(sort -n "$work/cpus.$((i < 3 ? 0 : 3))" | head -1)
        awk -v name="${candidates[$i]%%:*}" -v ours="$ours" -v median="$(median "$work/times.$i")" -v min="$(sort -n "$work/times.$i" | head -1)" \
            -v cpu="$(sort -n "$work/cpus.$i" | head -1)" -v our_cpu="$our_cpu" -v memory="$(<"$work/memory.$i")" -v bytes="$(<"$work/bytes.$i")" \
            'BEGIN {printf "| %s | %.0f | %.0f | %.1f | %.0f | %.1f | %.0f | %.2f |\n", name, median / 1000, min / 1000, median / ours, cpu, cpu / our_cpu, memory / 1024, bytes / 1e6}'
    done
    echo
    echo "Growth, 2 threads (symlinks to the same files under other names):"
    echo
    echo "| files | s | ms a file | peak MB |"
    echo "| ---: | ---: | ---: | ---: |"
    for copies in 1 10 100 400; do grow "$copies"; done
    echo
    machine
    echo "- Python: $("$python" -c 'import cv2, ujson, PIL, numpy, sys; print(sys.version.split()[0], "OpenCV", cv2.__version__, "ujson", ujson.__version__, "Pillow", PIL.__version__, "NumPy", numpy.__version__, sep=", ")' | sed 's/, \([0-9]\)/ \1/g')"
    load
} | write_results masks
