#!/usr/bin/env bash
# What the page of browse costs: first films, answers to filters, frames of scrolling, memory of the server.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/measure-browse.sh [RUNS]
#
# 6,504 and 50,000 images: links to the published documents; 509 of them have films. Needs chromium. COVIDXR_BINARY names
# a binary that is published already.
. "$(dirname "$0")/common.sh"

runs=${1:-5}
need_shared v7/annotations films/annotations films/images
need_program chromium
work_on_disk
find_covidxr
export XDG_CACHE_HOME=$work/cache

make_dataset() { # images: 509 films first, then documents without
    local folder=$work/$1 count=0 file
    mkdir -p "$folder/annotations"
    ln -s "$shared/films/images" "$folder/images"
    local films=("$shared"/films/annotations/*.json) others=("$shared"/v7/annotations/*.json)
    for ((; count < $1; count++)); do
        if ((count < 509)); then file=${films[count % ${#films[@]}]}; else file=${others[count % ${#others[@]}]}; fi
        ln -s "$file" "$folder/annotations/$(printf %06d $count).json"
    done
}

{
    for images in 6504 50000; do
        make_dataset $images
        dotnet run -c Release --project "$here" -- browse "$covidxr" "$work/$images" "$runs"
        echo
    done
    machine
    load
} | write_results browse
