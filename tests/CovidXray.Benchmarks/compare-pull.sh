#!/usr/bin/env bash
# covidxr pull beside curl --parallel and wget: 6,500 small films from this machine, whole process against whole process.
#
#   tests/CovidXray.Benchmarks/compare-pull.sh [RUNS] [FILMS]
#
# What arrives is compared first. All take turns in every run, so that a busy machine is busy for all of them. covidxr also
# reads 6,500 documents, checks each picture to its end marker, hashes it and records it; curl and wget only write files.
# The table goes to stdout and to results/<cpu>/pull.md beside this script. COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-5}
films=${2:-6500}
need_program curl
need_program wget
need_time

# On a disk, not on tmpfs: writing files is part of the work.
work_on_disk
find_covidxr

dotnet build "$here" -c Release >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; fail "building the server failed"; }
mkfifo "$work/keep-open"
sleep infinity >"$work/keep-open" &
holder=$!
dotnet "$here/bin/Release/net10.0/CovidXray.Benchmarks.dll" films "$films" <"$work/keep-open" >"$work/address" 2>"$work/server.log" &
server=$!
trap 'kill "$holder" "$server" 2>/dev/null; rm -rf "$work"' EXIT
for _ in {1..100}; do [[ -s $work/address ]] && break; sleep 0.2; done
address=$(head -1 "$work/address")
[[ -n $address ]] || { cat "$work/server.log" >&2; fail "the server does not start"; }

for ((i = 0; i < films; i++)); do echo "$address/films/$i.jpg"; done >"$work/list"
sed 's|\(.*/\)\(.*\)|url = "\1\2"\noutput = "\2"|' "$work/list" >"$work/curl.config"

# The annotations are fetched once; each run begins with them and without images.
"$covidxr" pull --repository-url "$address" --out "$work/annotated" --no-images --quiet >/dev/null

# Each run has a folder of its own, and none is deleted before the end: ext4 does not use the inodes of files that were
# deleted in the last seconds and looks at each of them for every new file, which would be most of the time that is measured.
prepare() { # index: makes $out
    out=$(mktemp -d "$work/out.XXXXXX")
    export out
    [[ $1 -ge 2 ]] || cp -r "$work/annotated/." "$out"
}

run() { # index: fetches everything into $out
    case $1 in
        0 | 1) "$covidxr" pull --out "$out" --images-from "$address/films/{original}" --images-order only --quiet --jobs $(($1 == 0 ? 8 : 16)) ;;
        2) (cd "$out" && curl --silent --parallel --parallel-max 8 --config "$work/curl.config") ;;
        3) (cd "$out" && curl --silent --parallel --parallel-max 16 --config "$work/curl.config") ;;
        4) (cd "$out" && wget --quiet -i "$work/list") ;;
    esac >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "candidate $1 failed"; }
}
names=("covidxr pull --jobs 8" "covidxr pull --jobs 16" "curl --parallel-max 8" "curl --parallel-max 16" "wget -i")
export -f run fail
export covidxr work address

sums() { (cd "$1" && find . -name '*.jpg' -print0 | sort -z | xargs -0 sha256sum) | sha256sum; }
prepare 0 && run 0 && ours=$(sums "$out/images")
prepare 2 && run 2 && theirs=$(sums "$out")
[[ $ours == "$theirs" && $(find "$out" -name '*.jpg' | wc -l) -eq $films ]] || fail "what arrives differs; nothing is timed"
echo "$films of $films films are the same as curl's" >&2

for i in "${!names[@]}"; do : >"$work/times.$i"; echo 0 >"$work/memory.$i"; done
for ((n = 1; n <= runs; n++)); do
    echo "run $n of $runs" >&2
    for i in "${!names[@]}"; do
        prepare "$i"
        sync -f "$work"
        /usr/bin/time -f '%e %M %U %S' -o "$work/time" bash -c "run $i"
        read -r seconds memory user system < <(tail -1 "$work/time")
        echo "$seconds $(awk "BEGIN {print $user + $system}")" >>"$work/times.$i"
        ((memory > $(<"$work/memory.$i"))) && echo "$memory" >"$work/memory.$i"
    done
done

{
    echo "# covidxr pull beside curl and wget, whole processes"
    echo
    echo "$films films of $(find "$out" -name '*.jpg' -printf '%s\n' | awk '{s += $1} END {printf "%.1f", s / NR / 1000}') kB from Kestrel on 127.0.0.1, to a disk; $runs interleaved runs. Checked first: all films are the same."
    echo "covidxr also reads $films documents, checks every picture to its end, hashes it and records it, and flushes them to the disk."
    echo
    echo "| | median s | films/s | CPU s | peak MB |"
    echo "| --- | ---: | ---: | ---: | ---: |"
    for i in "${!names[@]}"; do
        awk -v name="${names[$i]}" -v films="$films" -v seconds="$(median "$work/times.$i" 1)" -v cpu="$(median "$work/times.$i" 2)" -v memory="$(<"$work/memory.$i")" \
            'BEGIN {printf "| %s | %.2f | %.0f | %.2f | %.0f |\n", name, seconds, films / seconds, cpu, memory / 1024}'
    done
    echo
    machine "which the server shares"
    echo "- $(curl --version | head -1 | cut -d' ' -f1-2); $(wget --version | head -1 | cut -d' ' -f1-3)"
    load
} | write_results pull
