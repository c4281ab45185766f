#!/usr/bin/env bash
# covidxr duplicates beside Pillow and OpenCV, and its search beside a plain loop.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-duplicates.sh [RUNS] [HASHES]
#
# Films: V7's JPEG films of 2000x2000 pixels, each under several names. Whole processes on one core, less a run that has the
# hashes already: what starts a process, reads documents and looks for pairs is not hashing. The peers hash, timed within
# their processes; covidxr also checks films for damage and takes a small picture of each. All take turns in every run.
# The table goes to stdout and to results/<cpu>/duplicates.md beside this script. COVIDXR_BINARY names a binary that is
# published already.
. "$(dirname "$0")/common.sh"

runs=${1:-5}
hashes=${2:-100000}
copies=4
need_shared v7/annotations v7/images
need_peers "cv2, PIL, numpy" "python3-opencv python3-pil python3-numpy"
work_in_memory
find_covidxr

"$python" - "$shared/v7" "$work" "$copies" <<'PY'
import glob, json, os, shutil, sys
source, target, copies = sys.argv[1], sys.argv[2], int(sys.argv[3])
for folder in ("data/annotations", "data/images"):
    os.makedirs(f"{target}/{folder}")
for path in sorted(glob.glob(source + "/annotations/*.json")):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    image = document["image"]
    film = source + "/images/" + image["original_filename"]
    if (image["width"], image["height"]) != (2000, 2000) or not os.path.exists(film):
        continue
    stem = os.path.splitext(image["original_filename"])[0]
    for copy in range(copies):
        image["original_filename"] = f"{stem}-{copy}.jpg"
        shutil.copyfile(film, f"{target}/data/images/{stem}-{copy}.jpg")
        for folder in ("data",):
            with open(f"{target}/{folder}/annotations/{stem}-{copy}.json", "w", encoding="utf-8") as file:
                json.dump({"dataset": "benchmark", "image": image, "annotations": []}, file)
PY
films=$(find "$work/data/images" -name '*.jpg' | wc -l)
((films > 0)) || fail "there are no films of 2000x2000 in $shared/v7/images"

core() { taskset -c 0 "$@"; }
hash() { core "$covidxr" duplicates -d "$work/data" --jobs 1 --duplicates "$work/state.json" --json --quiet >"$work/out.json"; }

# Hashes are kept, pairs are looked for again: all but the hashing.
search() { core "$covidxr" duplicates -d "$work/data" --jobs 1 --duplicates "$work/state.json" --threshold 149 --dry-run --json --quiet >"$work/out.json"; }
ours() { core "$covidxr" duplicates -d "$1" --jobs 1 --dry-run --json --quiet >"$work/out.json"; }

echo "checking contents first ..." >&2
ours "$work/data"
"$python" - "$work/out.json" "$copies" <<'PY' || fail "the copies were not found; nothing is timed"
import json, sys
found, copies = json.load(open(sys.argv[1])), int(sys.argv[2])
expected = found["compared"] * (copies - 1) // 2
assert len(found["pairs"]) == expected and all(p["distance"] == 0 for p in found["pairs"]), (len(found["pairs"]), expected)
PY

for ((run = 0; run < runs; run++)); do
    rm -f "$work/state.json"
    echo "$(timed hash) $(timed search)" >>"$work/covidxr"
    core "$python" "$here/duplicates_peers.py" --how opencv "$work/data/images" >>"$work/opencv" 2>/dev/null
    core "$python" "$here/duplicates_peers.py" --how pillow "$work/data/images" >>"$work/pillow" 2>/dev/null
done

publish "$here" -p:PublishAot=true
core "$work/bin/CovidXray.Benchmarks" hashes "$hashes" >"$work/hashes"

{
    echo "# duplicates: $films JPEG films of 2000x2000, one core, medians of $runs runs"
    echo
    echo "| | ms a film | times covidxr |"
    echo "| --- | ---: | ---: |"
    ours=$(awk '{print ($1 - $2) / 1000}' "$work/covidxr" | sort -n >"$work/net"; median "$work/net")
    opencv=$(median "$work/opencv")
    pillow=$(median "$work/pillow")
    awk -v n="$films" -v c="$ours" -v o="$opencv" -v p="$pillow" 'BEGIN {
        printf "| `covidxr duplicates`, less a run with kept hashes | %.2f | 1 |\n", c / n
        printf "| OpenCV, `IMREAD_REDUCED_GRAYSCALE_8`, hash | %.2f | %.2f |\n", 1000 * o / n, 1000 * o / c
        printf "| Pillow, decode, resize, hash | %.2f | %.2f |\n", 1000 * p / n, 1000 * p / c
    }'
    echo
    cat "$work/hashes"
    echo
    machine "pinned to one"
    echo "- Peers: $("$python" -c 'import cv2, PIL; print("OpenCV", cv2.__version__ + ", Pillow", PIL.__version__)')"
    load
} | write_results duplicates
