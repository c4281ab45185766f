#!/usr/bin/env bash
# COCO export and import beside plain Python: whole process against whole process, on the same files, output in memory.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-coco.sh [RUNS]
#
# Contents are compared first; nothing is timed if they differ. All candidates take turns in every run, so that a busy
# machine is busy for all of them. The table goes to stdout and to results/<cpu>/coco.md beside this script.
# COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-7}
need_shared v7/annotations
need_peers "json, ujson" python3-ujson
need_time
work_in_memory
find_covidxr

# In a folder of its own: an export looks for films around the annotations, and results lie in $work.
mkdir "$work/dataset"
annotations=$work/dataset/annotations
cp -rL "$shared/v7/annotations" "$annotations"
files=$(find "$annotations" -name '*.json' | wc -l)
"$covidxr" export coco --layout flat -d "$annotations" --images none --quiet --out "$work/coco" >/dev/null
coco=$work/coco/annotations.json

# The candidates: a name, a colon, and a command that writes to $out. The first of three is ours.
candidates=(
    "export: covidxr:$covidxr export coco --layout flat -d $annotations --images none --quiet --out"
    "export: Python, json:$python $here/coco_pipeline.py export $annotations"
    "export: Python, ujson:$python $here/coco_pipeline.py --json ujson export $annotations"
    "import: covidxr:$covidxr export darwin -d $coco --images none --quiet --out"
    "import: Python, json:$python $here/coco_pipeline.py import $coco"
    "import: Python, ujson:$python $here/coco_pipeline.py --json ujson import $coco"
    "export as runs: covidxr:$covidxr export coco --layout flat --rle -d $annotations --images none --quiet --out"
)
ours() { echo $(($1 / 3 * 3)); }
name_of() { echo "${candidates[$1]%%:/*}"; }

run() { # index: runs a candidate into an empty folder; GNU time's report goes to $work/time
    local command=${candidates[$1]#*: *:}
    # shellcheck disable=SC2086 # the command is words
    /usr/bin/time -f '%e %M' -o "$work/time" $command "$work/out" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "failed: $command"; }
}

echo "checking contents first ..." >&2
for i in "${!candidates[@]}"; do
    rm -rf "$work/out"
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
        rm -rf "$work/out"
        timed run "$i" >>"$work/times.$i"
        read -r _ memory <"$work/time"
        ((memory > $(<"$work/memory.$i"))) && echo "$memory" >"$work/memory.$i"
    done
done

peak() { # command words: peak memory in MB of a run into an empty folder
    rm -rf "$work/out"
    megabytes "$@" "$work/out"
}

# Ten times the files: other ids, running numbers and names, the same shapes.
mkdir -p "$work/many/annotations"
"$python" - "$annotations" "$work/many/annotations" <<'PY'
import os, re, sys
source, target = sys.argv[1:]
for name in os.listdir(source):
    text = open(os.path.join(source, name), encoding="utf-8").read()
    for copy in range(10):
        changed = re.sub(r'"seq": (\d+)', lambda m: f'"seq": {int(m[1]) + copy * 100000}', text, count=1)
        changed = changed.replace('"original_filename": "', f'"original_filename": "{copy}-', 1)
        open(os.path.join(target, f"{copy}{name}"), "w", encoding="utf-8").write(changed)
PY
export_many=$(peak "$covidxr" export coco --layout flat -d "$work/many" --images none --quiet --out)
mv "$work/out" "$work/many-coco"
import_many=$(peak "$covidxr" export darwin -d "$work/many-coco/annotations.json" --images none --quiet --out)
export_one=$(peak "$covidxr" export coco --layout flat -d "$annotations" --images none --quiet --out)
import_one=$(peak "$covidxr" export darwin -d "$coco" --images none --quiet --out)

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
    machine
    echo "- Python: $("$python" -c 'import sys, ujson; print(sys.version.split()[0] + ", ujson " + ujson.__version__)')"
    load
} | write_results coco
