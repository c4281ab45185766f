#!/usr/bin/env bash
# COCO export and import beside plain Python: whole process against whole process, on the same files, output in memory.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-coco.sh [RUNS]
#
# Contents are compared first; nothing is timed if they differ. All candidates take turns in every run, so that a busy
# machine is busy for all of them. The table goes to stdout and to results/<cpu>/coco.md beside this script.
# COVIDXR_BINARY names a binary that is published already.
set -euo pipefail

runs=${1:-7}
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
python=/usr/bin/python3

fail() { echo "compare-coco: $1" >&2; exit 1; }

shared=${COVIDXR_SHARED:-}
[[ -d $shared/v7/annotations ]] || fail "COVIDXR_SHARED must name the folder with v7/annotations"
shared=$(cd "$shared" && pwd)
"$python" -c 'import json, ujson' 2>/dev/null || fail "$python lacks a peer: apt-get install python3-ujson"
[[ -x /usr/bin/time ]] || fail "no /usr/bin/time: apt-get install time"
[[ -d /dev/shm ]] || fail "no tmpfs at /dev/shm"

work=$(mktemp -d /dev/shm/covidxr-compare.XXXXXX)
trap 'rm -rf "$work"' EXIT

covidxr=${COVIDXR_BINARY:-}
if [[ -z $covidxr ]]; then
    dotnet publish "$repository/src/CovidXray.Cli" -c Release -r linux-x64 -o "$work/bin" >"$work/publish.log" 2>&1 || { cat "$work/publish.log" >&2; fail "publishing failed"; }
    covidxr=$work/bin/covidxr
fi

annotations=$work/annotations
cp -rL "$shared/v7/annotations" "$annotations"
files=$(find "$annotations" -name '*.json' | wc -l)
"$covidxr" export coco -d "$annotations" --images none --quiet --out "$work/coco" >/dev/null
coco=$work/coco/annotations.json

# The candidates: a name, a colon, and a command that writes to $out. The first of three is ours.
candidates=(
    "export: covidxr:$covidxr export coco -d $annotations --images none --quiet --out"
    "export: Python, json:$python $here/coco_pipeline.py export $annotations"
    "export: Python, ujson:$python $here/coco_pipeline.py --json ujson export $annotations"
    "import: covidxr:$covidxr export darwin -d $coco --images none --quiet --out"
    "import: Python, json:$python $here/coco_pipeline.py import $coco"
    "import: Python, ujson:$python $here/coco_pipeline.py --json ujson import $coco"
    "export as runs: covidxr:$covidxr export coco --rle -d $annotations --images none --quiet --out"
)
ours() { echo $(($1 / 3 * 3)); }
command_of() { echo "${candidates[$1]#*: *:}"; }
name_of() { echo "${candidates[$1]%%:/*}"; }

run() { # index: runs a candidate into an empty folder; GNU time's report goes to $work/time
    local command
    command=$(command_of "$1")
    rm -rf "$work/out"
    # shellcheck disable=SC2086 # the command is words
    /usr/bin/time -f '%e %M' -o "$work/time" $command "$work/out" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "failed: $command"; }
}

microseconds() { # index: wall-clock time of one run; GNU time's clock has only hundredths of a second
    local start end
    start=$(date +%s%N)
    run "$1"
    end=$(date +%s%N)
    echo $(((end - start) / 1000))
}

echo "checking contents first ..." >&2
for i in "${!candidates[@]}"; do
    run "$i"
    rm -rf "$work/result.$i" && mv "$work/out" "$work/result.$i"
done
"$python" - "$work" "$files" <<'PY' || fail "the results differ; nothing is timed"
import json, os, sys
work, files = sys.argv[1], int(sys.argv[2])

def coco(i):
    with open(f"{work}/result.{i}/annotations.json", encoding="utf-8") as file:
        c = json.load(file)
    names = {x["id"]: x["name"] for x in c["categories"]}
    tags = {x["id"]: x["name"] for x in c["tag_categories"]}
    images = {x["id"]: (x["file_name"], x["width"], x["height"], [tags[t] for t in x["tag_ids"]]) for x in c["images"]}
    shapes = [(a["image_id"], names[a["category_id"]], a["segmentation"], round(a["area"], 3), a["bbox"]) for a in c["annotations"] if isinstance(a["segmentation"], list)]
    return images, shapes

def darwin(i):
    result = {}
    for name in sorted(os.listdir(f"{work}/result.{i}/annotations")):
        with open(f"{work}/result.{i}/annotations/{name}", encoding="utf-8") as file:
            d = json.load(file)
        result[name] = d["image"], [a for a in d["annotations"] if "polygon" in a or "tag" in a]
    return result

for read, first in ((coco, 0), (darwin, 3)):
    one, *others = (read(i) for i in range(first, first + 3))
    if any(other != one for other in others) or len(one[0] if read is coco else one) != files:
        sys.exit(f"{read.__name__}: the results differ")
PY
echo "$files of $files images are the same from all of them" >&2

for i in "${!candidates[@]}"; do
    : >"$work/times.$i"
    echo 0 >"$work/memory.$i"
done
for ((n = 1; n <= runs; n++)); do
    echo "run $n of $runs" >&2
    for i in "${!candidates[@]}"; do
        microseconds "$i" >>"$work/times.$i"
        read -r _ memory <"$work/time"
        ((memory > $(<"$work/memory.$i"))) && echo "$memory" >"$work/memory.$i"
    done
done

median() { sort -n "$1" | awk '{t[NR] = $1} END {print (NR % 2) ? t[(NR + 1) / 2] : (t[NR / 2] + t[NR / 2 + 1]) / 2}'; }

peak() { # command words: peak memory in MB of a run into an empty folder
    rm -rf "$work/out"
    /usr/bin/time -f '%M' -o "$work/time" "$@" "$work/out" >/dev/null
    awk '{printf "%.0f", $1 / 1024}' "$work/time"
}

# Ten times the files: other ids, running numbers and names, the same shapes.
mkdir "$work/many"
"$python" - "$annotations" "$work/many" <<'PY'
import os, re, sys
source, target = sys.argv[1:]
for name in os.listdir(source):
    text = open(os.path.join(source, name), encoding="utf-8").read()
    for copy in range(10):
        changed = re.sub(r'"seq": (\d+)', lambda m: f'"seq": {int(m[1]) + copy * 100000}', text, count=1)
        changed = changed.replace('"original_filename": "', f'"original_filename": "{copy}-', 1)
        open(os.path.join(target, f"{copy}{name}"), "w", encoding="utf-8").write(changed)
PY
export_many=$(peak "$covidxr" export coco -d "$work/many" --images none --quiet --out)
mv "$work/out" "$work/many-coco"
import_many=$(peak "$covidxr" export darwin -d "$work/many-coco/annotations.json" --images none --quiet --out)
export_one=$(peak "$covidxr" export coco -d "$annotations" --images none --quiet --out)
import_one=$(peak "$covidxr" export darwin -d "$coco" --images none --quiet --out)

cpu=$(awk -F': *' '/^model name/ {print $2; exit}' /proc/cpuinfo)
folder=$here/results/$(tr -cs 'A-Za-z0-9' '-' <<<"$cpu" | sed 's/^-*//; s/-*$//' | tr 'A-Z' 'a-z')
mkdir -p "$folder"
{
    echo "# covidxr export coco, and back, beside Python, whole processes"
    echo
    echo "$files files of V7's release, $(du -sb "$annotations" | awk '{printf "%.1f", $1 / 1e6}') MB of Darwin JSON or $(stat -c %s "$coco" | awk '{printf "%.1f", $1 / 1e6}') MB of COCO on tmpfs, results on tmpfs; $runs interleaved runs."
    echo "Checked first: images, tags, categories, points, areas and boxes are the same from all of them. The peers leave out the one shape with a hole: its"
    echo "runs would need pycocotools, which could not be installed here."
    echo
    echo "| | median ms | min ms | covidxr is faster by | peak MB |"
    echo "| --- | ---: | ---: | ---: | ---: |"
    for i in "${!candidates[@]}"; do
        awk -v name="$(name_of "$i")" -v ours="$(median "$work/times.$(ours "$i")")" -v median="$(median "$work/times.$i")" -v min="$(sort -n "$work/times.$i" | head -1)" \
            -v memory="$(<"$work/memory.$i")" \
            'BEGIN {printf "| %s | %.0f | %.0f | %.1f | %.0f |\n", name, median / 1000, min / 1000, median / ours, memory / 1024}'
    done
    echo
    echo "Memory of covidxr: export $export_one MB for $files files, $export_many MB for $((files * 10)); import $import_one MB for $files images, $import_many MB for $((files * 10)) (one file of $(stat -c %s "$work/many-coco/annotations.json" | awk '{printf "%.0f", $1 / 1e6}') MB)."
    echo
    echo "- Machine: $cpu, $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GB; $(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r)"
    echo "- covidxr: commit $(git -C "$repository" describe --always --dirty), NativeAOT, .NET SDK $(dotnet --version)"
    echo "- Python: $("$python" -c 'import sys, ujson; print(sys.version.split()[0] + ", ujson " + ujson.__version__)')"
    echo "- Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
} | tee "$folder/coco.md"
