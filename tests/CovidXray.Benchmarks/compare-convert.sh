#!/usr/bin/env bash
# covidxr export --images convert beside Pillow and OpenCV: whole process against whole process, on the same films.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-convert.sh [RUNS]
#
# The films are V7's of 2000x2000 pixels, each under several names. covidxr writes COCO beside them, the peers films alone.
# Pixels are compared with exact area averages first; nothing is timed if one is off by more than a grey. All candidates
# take turns in every run, so that a busy machine is busy for all of them. The table goes to stdout and to
# results/<cpu>/convert.md beside this script. COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-5}
copies=4
need_shared v7/annotations v7/images
need_peers "cv2, PIL, numpy" "python3-opencv python3-pil python3-numpy"
need_time
work_in_memory
find_covidxr

dataset() { # folder copies: the 2000x2000 films and their annotations, that many times under other names
    "$python" - "$shared/v7" "$1" "$2" <<'PY'
import glob, json, os, sys
source, target, copies = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.makedirs(target + "/annotations"), os.makedirs(target + "/images")
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
        os.symlink(film, f"{target}/images/{stem}-{copy}.jpg")
        with open(f"{target}/annotations/{stem}-{copy}.json", "w", encoding="utf-8") as file:
            json.dump(document, file)
PY
}

dataset "$work/data" "$copies"
mkdir "$work/films"
cp -L "$work"/data/images/*.jpg "$work/films"
rm -r "$work/data/images"
ln -s "$work/films" "$work/data/images"
films=$(find "$work/films" -name '*.jpg' | wc -l)
((films > 0)) || fail "there are no films of 2000x2000 in $shared/v7/images"

# The candidates: a name, a colon, and a command that writes the films into the folder that comes last.
candidates=(
    "covidxr, 1 thread:$covidxr export coco -d $work/data --size 512 --jobs 1 --quiet --out"
    "OpenCV, 1 process:$python $here/convert_peers.py --how opencv $work/films"
    "Pillow, 1 process:$python $here/convert_peers.py --how pillow $work/films"
    "covidxr, 2 threads:$covidxr export coco -d $work/data --size 512 --jobs 2 --quiet --out"
    "OpenCV, 2 processes:$python $here/convert_peers.py --how opencv --procs 2 $work/films"
    "Pillow, 2 processes:$python $here/convert_peers.py --how pillow --procs 2 $work/films"
)

run() { # index: runs a candidate into a folder that is not there; GNU time's report goes to $work/time
    local command=${candidates[$1]#*:}
    rm -rf "$work/out"
    # shellcheck disable=SC2086 # the command is words
    /usr/bin/time -f '%U %S %M' -o "$work/time" $command "$work/out" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "failed: $command"; }
}

echo "checking pixels first ..." >&2
for i in 0 3; do
    run "$i"
    differences=$("$python" - "$work/out" "$work/films" "$films" <<'PY'
import glob, os, sys
import cv2, numpy
out, films, count = sys.argv[1], sys.argv[2], int(sys.argv[3])

def weights(size, target):  # rows: the shares of each pixel of a film in a pixel of the target
    edges = numpy.arange(target + 1) * (size / target)
    left = numpy.maximum(edges[:-1, None], numpy.arange(size)[None, :])
    right = numpy.minimum(edges[1:, None], numpy.arange(1, size + 1)[None, :])
    return numpy.clip(right - left, 0, None) / (size / target)

w = weights(2000, 512)
total, worst, found = 0.0, 0.0, 0
for path in glob.glob(os.path.join(out, "**", "*.png"), recursive=True):
    stem = os.path.splitext(os.path.basename(path))[0]
    if not stem.endswith("-0"):
        found += 1
        continue
    film = cv2.imread(os.path.join(films, stem + ".jpg"), cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION)
    difference = numpy.abs(cv2.imread(path, cv2.IMREAD_UNCHANGED) - w @ film @ w.T)
    total, worst, found = max(total, difference.mean()), max(worst, difference.max()), found + 1
if found != count or worst > 1:
    sys.exit(f"{found} films of {count}; the worst pixel is off by {worst}")
print(f"at most {worst:.2f} grey, {total:.2f} in the mean")
PY
) || fail "the films are not what they should be; nothing is timed"
done
echo "$films films are exact area averages: off by $differences" >&2

for i in "${!candidates[@]}"; do
    : >"$work/wall.$i"
    : >"$work/cpu.$i"
    echo 0 >"$work/memory.$i"
done
for ((n = 1; n <= runs; n++)); do
    echo "run $n of $runs" >&2
    for i in "${!candidates[@]}"; do
        timed run "$i" >>"$work/wall.$i"
        read -r user system memory <"$work/time"
        awk -v u="$user" -v s="$system" 'BEGIN {print (u + s) * 1e6}' >>"$work/cpu.$i"
        ((memory > $(<"$work/memory.$i"))) && echo "$memory" >"$work/memory.$i"
        find "$work/out" -name '*.png' -printf '%s\n' | awk '{s += $1} END {print s}' >"$work/bytes.$i"
    done
done

peak() { # copies: peak memory in MB with that many times the films
    rm -rf "$work/many" "$work/out"
    dataset "$work/many" "$1"
    megabytes "$covidxr" export coco -d "$work/many" --size 512 --jobs 2 --quiet --out "$work/out"
}

{
    echo "# covidxr export --images convert --size 512 beside Python, whole processes"
    echo
    echo "$films JPEG films of 2000x2000 on tmpfs to 8-bit grey PNG of 512x512 on tmpfs; covidxr writes COCO, too; $runs interleaved runs."
    echo "Checked first: covidxr's pixels are exact area averages, off by $differences."
    echo
    echo "| | median ms | CPU ms a film | covidxr is faster by | by CPU | peak MB | MB of PNG |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for i in "${!candidates[@]}"; do
        first=$((i < 3 ? 0 : 3))
        awk -v name="${candidates[$i]%%:*}" -v films="$films" -v ours="$(median "$work/wall.$first")" -v wall="$(median "$work/wall.$i")" \
            -v our_cpu="$(median "$work/cpu.$first")" -v cpu="$(median "$work/cpu.$i")" -v memory="$(<"$work/memory.$i")" -v bytes="$(<"$work/bytes.$i")" \
            'BEGIN {printf "| %s | %.0f | %.1f | %.1f | %.1f | %.0f | %.2f |\n", name, wall / 1000, cpu / 1000 / films, wall / ours, cpu / our_cpu, memory / 1024, bytes / 1e6}'
    done
    echo
    echo "Memory of covidxr with 2 threads: $(peak 1) MB for $((films / copies)) films, $(peak 20) MB for $((films / copies * 20))."
    echo
    machine
    echo "- Python: $("$python" -c 'import cv2, PIL, numpy, sys; print(sys.version.split()[0], "OpenCV", cv2.__version__, "Pillow", PIL.__version__, "NumPy", numpy.__version__, sep=", ")' | sed 's/, \([0-9]\)/ \1/g')"
    load
} | write_results convert
