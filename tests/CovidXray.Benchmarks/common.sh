# What the scripts beside this one share. They source it first.
#
# COVIDXR_BINARY names a native covidxr that is published already, COVIDXR_SHARED the folder with v7, oracle and bench.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
python=/usr/bin/python3
work=

fail() { echo "$(basename "$0" .sh): $1" >&2; exit 1; }

need_shared() { # paths...: sets $shared, which has all of them
    shared=${COVIDXR_SHARED:-}
    local path
    for path in "$@"; do
        [[ -e $shared/$path ]] || fail "COVIDXR_SHARED must name the folder with $*"
    done
    shared=$(cd "$shared" && pwd)
}

need_peers() { # "modules" "Debian packages": Python's
    "$python" -c "import $1" 2>/dev/null || fail "$python lacks the peers: apt-get install $2"
}

# A program and the Debian package that has it, if its name is another.
need_program() { command -v "$1" >/dev/null || fail "no $1: apt-get install ${2:-$1}"; }

need_time() { [[ -x /usr/bin/time ]] || fail "no /usr/bin/time: apt-get install time"; }

work_in_memory() { # makes $work, gone at the end
    [[ -d /dev/shm ]] || fail "no tmpfs at /dev/shm"
    work=$(mktemp -d /dev/shm/covidxr-benchmark.XXXXXX)
    trap 'rm -rf "$work"' EXIT
}

work_on_disk() { # makes $work, gone at the end
    work=$(mktemp -d "${TMPDIR:-/tmp}/covidxr-benchmark.XXXXXX")
    trap 'rm -rf "$work"' EXIT
}

publish() { # project options...: a native binary into $work/bin
    dotnet publish "$1" -c Release -r linux-x64 -o "$work/bin" "${@:2}" >"$work/publish.log" 2>&1 || { cat "$work/publish.log" >&2; fail "publishing failed"; }
}

find_covidxr() { # sets $covidxr
    covidxr=${COVIDXR_BINARY:-}
    if [[ -z $covidxr ]]; then
        publish "$repository/src/CovidXray.Cli"
        covidxr=$work/bin/covidxr
    fi
}

# Wall clocks in microseconds, as GNU time's has only hundredths of a second. Bash's own: to ask date takes a millisecond each time.
timed() { # command...: microseconds on stdout
    local start=${EPOCHREALTIME/[.,]/}
    "$@" >&2
    echo $((${EPOCHREALTIME/[.,]/} - start))
}

median() { # file [column]
    awk -v c="${2:-1}" '{print $c}' "$1" | sort -n | awk '{t[NR] = $1} END {print (NR % 2) ? t[(NR + 1) / 2] : (t[NR / 2] + t[NR / 2 + 1]) / 2}'
}

megabytes() { # command...: its peak memory
    /usr/bin/time -f '%M' -o "$work/peak" "$@" >/dev/null
    awk '{printf "%.0f", $1 / 1024}' "$work/peak"
}

cpu() { awk -F': *' '/^model name/ {print $2; exit}' /proc/cpuinfo; }

write_results() { # name: stdin goes to stdout and to results/<cpu>/NAME.md
    local folder
    folder=$here/results/$(cpu | tr -cs 'A-Za-z0-9\n' '-' | sed 's/^-*//; s/-*$//' | tr 'A-Z' 'a-z')
    mkdir -p "$folder"
    tee "$folder/$1.md"
}

machine() { # what a table ends with; [more about the cores]
    echo "- Machine: $(cpu), $(nproc) cores${1:+, $1}, $(awk '/MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GB; $(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r)"
    echo "- $("$covidxr" --version) as the binary says, NativeAOT, .NET SDK $(dotnet --version)"
}

load() { echo "- Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"; }
