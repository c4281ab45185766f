#!/usr/bin/env bash
# Runs array jobs of 'masks' and 'export' on a real Slurm, kills tasks in the middle, submits them again, and compares what
# comes of it with one run, byte for byte.
#
#   run.sh             everything, in about a minute on two cores
#   run.sh --seed N    the same choice of tasks and moments as in an earlier run
#   run.sh --keep      leaves the folder with logs and results, and names it
#
# COVIDXR=FILE is the program under test: a native binary or a covidxr.dll; without it one is published.
# Slurm's daemons run as they are on a cluster, but from a folder of their own that is removed at the end: one node, no cgroups,
# nothing in /etc. That takes root, Debian's slurm-wlm and munge; where they are not, it says so and does nothing.
# Ends with "N checks, N failed"; exit 1 if any failed.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
sample=$repository/samples/phantom-dataset
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 VIPS_WARNING=0

skip() { echo "skipped: $1"; exit 0; }

fail() { echo "run.sh: $1" >&2; exit 1; }

seed=$((SECONDS + $$ + $(date +%s) % 30000)) keeps=
while [[ $# -gt 0 ]]; do
    case $1 in
        --seed) seed=${2:?--seed is without its number}; shift 2 ;;
        --keep) keeps=1; shift ;;
        *) echo "run.sh: there is no option '$1'" >&2; exit 2 ;;
    esac
done
RANDOM=$seed

[[ $(uname -s) == Linux ]] || skip "Slurm is for Linux"
[[ $(id -u) == 0 ]] || skip "Slurm's daemons are started here, which takes root"
PATH=$PATH:/usr/sbin:/sbin
for program in munged mungekey slurmctld slurmd sbatch squeue scancel sinfo; do
    command -v "$program" > /dev/null || skip "there is no $program: apt-get install slurm-wlm munge"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/covidxr-slurm.XXXXXX")
chmod 711 "$work"
mkdir "$work/state" "$work/spool" "$work/log" "$work/task"
export SLURM_CONF=$work/slurm.conf
daemons=()

# Whatever happens: jobs, then daemons, then what is left of tasks, by the variable that all of them inherit; then files.
clean_up() {
    local code=$? process
    trap - EXIT
    trap '' INT TERM HUP
    timeout 10 scancel --quiet --full --signal=KILL --user="$(id -un)" 2> /dev/null
    for process in "${daemons[@]}"; do kill "$process" 2> /dev/null; done
    for ((i = 0; i < 30; i++)); do is_any_alive || break; sleep 0.1; done
    for process in "${daemons[@]}" $(left_processes); do kill -KILL "$process" 2> /dev/null; done
    wait 2> /dev/null
    if [[ $keeps ]]; then echo "kept: $work"; else rm -rf "$work"; fi
    exit "$code"
}

is_any_alive() {
    local process
    for process in "${daemons[@]}"; do kill -0 "$process" 2> /dev/null && return; done
    return 1
}

left_processes() {
    local environment
    for environment in /proc/[0-9]*/environ; do
        environment=${environment%/environ}
        [[ ${environment##*/} == "$$" || ${environment##*/} == "$BASHPID" ]] && continue
        grep -qzxF "SLURM_CONF=$SLURM_CONF" "$environment/environ" 2> /dev/null && echo "${environment##*/}"
    done
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

covidxr=${COVIDXR:-}
if [[ -z $covidxr ]]; then
    dotnet publish "$repository/src/CovidXray.Cli" -c Release -r linux-x64 -o "$work/native" > "$work/log/publish" 2>&1 || { cat "$work/log/publish"; fail "the program cannot be published"; }
    covidxr=$work/native/covidxr
fi
covidxr=$(cd "$(dirname "$covidxr")" && pwd)/$(basename "$covidxr")
case $covidxr in *.dll) command=(dotnet "$covidxr") ;; *) command=("$covidxr") ;; esac

# --- Slurm

free_port() {
    local port
    while port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000)); do
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
    done
}

start_slurm() {
    local host
    host=$(hostname -s)
    cat > "$SLURM_CONF" << END
ClusterName=covidxr
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
SlurmdParameters=config_overrides
KillWait=2
MinJobAge=300
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=5 State=UP
END
    mungekey --create --keyfile "$work/munge.key" || fail "no key can be made"
    munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
        --log-file="$work/log/munged" --seed-file="$work/munge.seed" > "$work/log/munged.out" 2>&1 &
    daemons+=($!)
    until_true 10 test -S "$work/munge.socket" || { cat "$work/log"/munged*; fail "munged does not start"; }
    slurmctld -D -f "$SLURM_CONF" > "$work/log/slurmctld" 2>&1 &
    daemons+=($!)
    slurmd -D -f "$SLURM_CONF" -N "$host" > "$work/log/slurmd" 2>&1 &
    daemons+=($!)
    until_true 20 is_idle || { tail -n 20 "$work/log/slurmctld" "$work/log/slurmd"; fail "Slurm does not start"; }
}

is_idle() { [[ $(timeout 5 sinfo --noheader --format=%t 2> /dev/null) == idle ]]; }

# until_true SECONDS COMMAND...
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [[ $SECONDS -lt $end ]] || return 1
        sleep 0.1
    done
}

# submit NAME ARRAY COMMAND...: sets $job. Each task keeps its process and exit code in $work/task/NAME.ID.
submit() {
    local name=$1 array=$2
    shift 2
    job=$(sbatch --parsable --array="$array" --output="$work/log/$name.%a" --open-mode=append "$work/task.sh" "$work/task/$name" "${command[@]}" "$@") || fail "sbatch refuses $array"
}

cat > "$work/task.sh" << 'END'
#!/bin/bash
base=$1.$SLURM_ARRAY_TASK_ID
shift
rm -f "$base.code"
"$@" &
process=$!
echo $process > "$base.process"
if [[ -e $base.victim ]]; then
    # The program may be done in a tenth of a second: it is stopped as soon as it has its folder, or a moment later.
    read -r hold moment < "$base.victim"
    until [[ -e $hold || ! -e /proc/$process/exe ]]; do :; done
    [[ $moment == 0 ]] || sleep "$moment"
    kill -STOP $process
    touch "$base.stopped"
fi
wait $process
echo $? > "$base.code"
END

is_over() { [[ -z $(squeue --noheader --jobs="$1" 2> /dev/null) ]]; }

end_of() { until_true 60 is_over "$1" || fail "job $1 does not end"; }

code_of() { cat "$work/task/$1.code" 2> /dev/null || echo none; }

# --- checks

checks=0 failed=0

# check TEXT COMMAND...
check() {
    local text=$1
    shift
    checks=$((checks + 1))
    if "$@" > "$work/check" 2>&1; then
        echo "ok      $text"
    else
        failed=$((failed + 1))
        echo "FAILED  $text"
        head -n 20 "$work/check"
    fi
}

exits_with() {
    local wanted=$1 code
    shift
    "$@"
    code=$?
    [[ $code == "$wanted" ]] || { echo "exit code $code, not $wanted"; return 1; }
}

# refuses NAME CODE WORDS: of a task, what it ended with and said.
refuses() {
    [[ $(code_of "$1") == "$2" ]] && grep -qF -- "$3" "$work/log/$1" || { echo "exit code $(code_of "$1"), not $2:"; tail -n 3 "$work/log/$1"; return 1; }
}

all_done() {
    local name=$1 task
    shift
    for task in "$@"; do
        [[ $(code_of "$name.$task") == 0 ]] || { echo "task $task: exit code $(code_of "$name.$task"):"; tail -n 3 "$work/log/$name.$task"; return 1; }
    done
}

# The sample many times over, so that a task takes long enough to be killed in the middle of it.
make_dataset() {
    local copy file name id
    mkdir -p "$work/data/annotations" "$work/data/images"
    for ((copy = 100; copy < 100 + $1; copy++)); do
        for file in "$sample"/images/*; do cp "$file" "$work/data/images/$copy-${file##*/}"; done
        for file in "$sample"/annotations/*.json; do
            id=${file##*/}
            sed -E "s/(\"original_filename\": \")/\1$copy-/" "$file" > "$work/data/annotations/$copy$id"
        done
    done
}

# --- scenarios

# pick COUNT FROM TO: that many different numbers, sorted.
pick() {
    local count=$1 from=$2 to=$3 numbers=() number
    while [[ ${#numbers[@]} -lt $count ]]; do
        number=$((from + RANDOM % (to - from + 1)))
        [[ " ${numbers[*]} " == *" $number "* ]] || numbers+=("$number")
    done
    printf '%s\n' "${numbers[@]}" | sort -n | tr '\n' ' '
}

shard_of() { echo $(($1 == 0 ? $2 : $1)); }

# kill_task NAME TASK HOW: once it has stopped, somewhere in its work.
kill_task() {
    local name=$1 task=$2 how=$3
    until_true 30 test -e "$work/task/$name.$task.stopped" || return
    case $how in
        process) kill -KILL "$(< "$work/task/$name.$task.process")" 2> /dev/null ;;
        cancel) scancel "${job}_$task" ;;
        signal) scancel --full --signal=KILL "${job}_$task" ;;
    esac
}

# run_array NAME OUT ARRAY FIRST COUNT SHARD ARGUMENTS...: an array of which two tasks are killed; sets $killed.
run_array() {
    local name=$1 out=$2 array=$3 first=$4 count=$5 shard=$6 victims task killer killers=() others ways=(process cancel signal) moments=(0 0 0.01 0.02 0.05)
    shift 6
    victims=$(pick 2 "$first" $((first + count - 1)))
    for task in $victims; do
        echo "$out/.covidxr.hold.$(shard_of "$task" "$count")-of-$count ${moments[RANDOM % 5]}" > "$work/task/$name.$task.victim"
    done
    submit "$name" "$array" "$@" --out "$out" --shard "$shard" --jobs 1
    for task in $victims; do
        kill_task "$name" "$task" "${ways[RANDOM % 3]}" &
        killers+=($!)
    done
    for killer in "${killers[@]}"; do wait "$killer"; done
    end_of "$job"
    rm "$work/task/$name".*.victim
    killed=
    others=()
    for ((task = first; task < first + count; task++)); do
        if [[ " $victims" != *" $task "* ]]; then
            others+=("$task")
        elif [[ $(code_of "$name.$task") != 0 ]]; then
            killed+="$task "
        fi
    done
    check "$name: of $array, tasks ${killed% } were killed" test -n "$killed"
    check "$name: tasks ${others[*]} were not, and did their work" all_done "$name" "${others[@]}"
}

# again NAME OUT COUNT FIRST ARGUMENTS...: the killed tasks again, and others with them, in random portions.
again() {
    local name=$1 out=$2 count=$3 first=$4 tasks portion
    shift 4
    tasks=$(printf '%s\n' $killed "$((first + RANDOM % count))" | sort -nu | shuf --random-source=<(yes $RANDOM))
    while [[ $tasks ]]; do
        portion=$(head -n $((1 + RANDOM % 2)) <<< "$tasks" | sort -n | tr '\n' ' ')
        tasks=$(grep -vxF "$(tr ' ' '\n' <<< "$portion" | grep .)" <<< "$tasks")
        submit "$name" "$(tr ' ' ',' <<< "${portion% }")" "$@" --out "$out" --shard "auto/$count" --jobs 1
        end_of "$job"
        check "$name: tasks ${portion% } again with auto/$count" all_done "$name" $portion
    done
}

# A task alone is no full array, and of two that look like one the folder knows better.
try_plain_auto() {
    local name=$1 out=$2 count=$3 first=$4
    shift 4
    submit "$name-alone" "${killed%% *}" "$@" --out "$out" --shard auto
    local alone=$job
    submit "$name-two" "$first-$((first + 1))" "$@" --out "$out" --shard auto
    end_of "$alone"
    end_of "$job"
    check "$name: one of them alone with plain auto is refused" refuses "$name-alone.${killed%% *}" 2 "say auto/N"
    check "$name: two that look like a full array are refused" refuses "$name-two.$first" 1 "auto/$count"
    check "$name: both of them" refuses "$name-two.$((first + 1))" 1 "auto/$count"
}

# masks NAME ARRAY FIRST COUNT SHARD WAY: the same as one run, whatever is killed and submitted again.
masks() {
    local name=$1 array=$2 first=$3 count=$4 shard=$5 way=$6
    local arguments=(masks -d "$work/data" --size 1500 --style index)
    run_array "$name" "$work/$name" "$array" "$first" "$count" "$shard" "${arguments[@]}" "$way"
    [[ $killed ]] || return
    check "$name: --complete says that masks are lacking" exits_with 1 "${command[@]}" "${arguments[@]}" --out "$work/$name" --complete
    try_plain_auto "$name" "$work/$name" "$count" "$first" "${arguments[@]}" "$way"
    again "$name" "$work/$name" "$count" "$first" "${arguments[@]}" "$way"
    check "$name: --complete says that nothing is lacking" exits_with 0 "${command[@]}" "${arguments[@]}" --out "$work/$name" --complete
    check "$name: equals one run" diff -r "$work/masks" "$work/$name"
}

export_() {
    local name=$1 array=$2 first=$3 count=$4 shard=$5
    local arguments=(export hf -d "$work/data" --size 64)
    run_array "$name" "$work/$name" "$array" "$first" "$count" "$shard" "${arguments[@]}"
    [[ $killed ]] || return
    check "$name: the join says that shards are missing" exits_with 1 "${command[@]}" "${arguments[@]}" --out "$work/$name" --join "$count"
    try_plain_auto "$name" "$work/$name" "$count" "$first" "${arguments[@]}"
    again "$name" "$work/$name" "$count" "$first" "${arguments[@]}"
    check "$name: the join" exits_with 0 "${command[@]}" "${arguments[@]}" --out "$work/$name" --join "$count"
    check "$name: equals one run" diff -r "$work/export" "$work/$name"
}

echo "seed $seed ($(slurmctld -V))"
make_dataset 30
start_slurm
check "one run of masks" exits_with 0 "${command[@]}" masks -d "$work/data" --size 1500 --style index --out "$work/masks"
check "one run of export" exits_with 0 "${command[@]}" export hf -d "$work/data" --size 64 --out "$work/export"
masks masks-auto-4 1-4%2 1 4 auto/4 --skip-existing
masks masks-auto 0-3 0 4 auto --overwrite
export_ export-auto-3 0-2 0 3 auto/3
export_ export-auto 1-4 1 4 auto

echo "$checks checks, $failed failed (seed $seed, $SECONDS s)"
[[ $failed -eq 0 ]]
