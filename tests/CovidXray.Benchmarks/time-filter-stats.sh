#!/usr/bin/env bash
# How long filter and stats take as a native binary, and how their time and memory grow with the dataset.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/time-filter-stats.sh [RUNS]
#
# The 253 published files, and 6,500 that are links to them. Commands take turns in every run; the fastest run counts.
# The counts are checked first. COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-7}
need_shared v7/annotations
need_time
work_on_disk
find_covidxr

mkdir -p "$work/253/annotations" "$work/6500/annotations"
cp -L "$shared"/v7/annotations/*.json "$work/253/annotations"
count=0
for copy in {0..25}; do
    for file in "$work"/253/annotations/*.json; do
        ((count < 6500)) || break
        ln -s "$file" "$work/6500/annotations/$copy-${file##*/}"
        count=$((count + 1))
    done
done

commands=("filter --min-size 512 --exclude lateral,ct --dry-run" "stats --no-areas" "stats")

kept=$("$covidxr" filter --min-size 512 --exclude lateral,ct --list --dry-run --quiet -d "$work/253" | wc -l)
[[ $kept -eq 175 ]] || fail "filter keeps $kept images, not 175"

declare -A fastest memory
for ((i = 0; i < runs; i++)); do
    for command in "${commands[@]}"; do
        for size in 253 6500; do
            start=$(date +%s%N)
            # shellcheck disable=SC2086 # the command is words
            /usr/bin/time -f '%M' -o "$work/memory" "$covidxr" $command -d "$work/$size" >/dev/null 2>&1
            took=$((($(date +%s%N) - start) / 1000000))
            key="$command $size"
            [[ -n ${fastest[$key]:-} && ${fastest[$key]} -le $took ]] || fastest[$key]=$took
            memory[$key]=$(($(<"$work/memory") / 1024))
        done
    done
done

slow=
echo "| covidxr | 253 files | 6,500 files | a file more | memory |"
echo "| --- | --- | --- | --- | --- |"
for command in "${commands[@]}"; do
    small=${fastest[$command 253]} large=${fastest[$command 6500]}
    echo "| \`$command\` | $small ms | $large ms | $(((large - small) * 1000 / (6500 - 253))) µs | ${memory[$command 253]} and ${memory[$command 6500]} MB |"
    [[ $command == stats || $small -le 150 ]] || slow+=" '$command' takes $small ms on 253 files, more than 150;"
done
[[ -z $slow ]] || fail "${slow# } is the machine busy?"
