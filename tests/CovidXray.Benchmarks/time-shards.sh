#!/usr/bin/env bash
# What shards of an export take, and their join, beside one run: whole processes of a native binary, one after the other.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/time-shards.sh [COPIES]
#
# V7's films, each in that many images. On as many machines as there are shards an export takes the slowest shard and the join.
# That the join is one run is checked, byte for byte. COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

copies=${1:-60}
shards=4
need_shared v7/annotations v7/images
work_on_disk
find_covidxr

mkdir -p "$work/data/annotations"
ln -s "$shared/v7/images" "$work/data/images"
images=0
for film in "$shared"/v7/images/*; do
    document=$(grep -lF "\"${film##*/}\"" "$shared"/v7/annotations/*.json | head -n 1) || continue
    for ((copy = 0; copy < copies; copy++)); do
        ln -s "$document" "$work/data/annotations/$copy-${document##*/}"
        images=$((images + 1))
    done
done
((images > 0)) || fail "no annotations in $shared/v7 are of its films"

took() { # command: milliseconds
    echo $(($(timed quietly "$@") / 1000))
}

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "failed: $*"; }; }

echo "| $images films to 512 pixels, $(nproc) cores, ms | one run | slowest of $shards shards | join |"
echo "| --- | ---: | ---: | ---: |"
for format in coco hf; do
    export=("$covidxr" export "$format" -d "$work/data" --size 512 --name id --out)
    whole=$(took "${export[@]}" "$work/one")
    slowest=0
    for ((i = 1; i <= shards; i++)); do
        shard=$(took "${export[@]}" "$work/many" --shard "$i/$shards")
        slowest=$((shard > slowest ? shard : slowest))
    done
    join=$(took "${export[@]}" "$work/many" --join "$shards")
    diff -r "$work/one" "$work/many" >&2 || fail "$format: the join is not one run"
    echo "| $format | $whole | $slowest | $join |"
    rm -r "$work/one" "$work/many"
done
