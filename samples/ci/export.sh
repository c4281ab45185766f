#!/bin/sh
# The dataset that a lock file says, and an export of it: the same bytes in every run, or an error.
#
#   sh ci/export.sh LOCK DATASET OUT
#
# LOCK is the covidxr.lock.json of a pull, kept in your repository, with findings.json beside it: what is known to be wrong with
# the data, as `covidxr check -d DATASET --findings findings.json` wrote it. What is new ends the script. DATASET is the folder that is kept between runs, under the
# lock's hash: what is there is not fetched again. OUT becomes the selection and the export. COVIDXR_PULL says where to pull from.
set -eu
lock=$1 dataset=$2 out=$3
: "${COVIDXR_PULL=covid-only --images-from ieee8023}"

# The lock of your repository counts, not the one that was kept.
mkdir -p "$dataset" "$out"
cp "$lock" "$dataset/covidxr.lock.json"

# Several words, meant to be split.
# shellcheck disable=SC2086
covidxr pull $COVIDXR_PULL --locked --out "$dataset"

# Each step that fails ends the script before anything is exported.
covidxr pull --verify --out "$dataset"
known=$(dirname "$lock")/findings.json
set -- --dry-run
[ ! -f "$known" ] || set -- "$@" --baseline "$known"
[ -z "${GITHUB_ACTIONS-}" ] || set -- "$@" --github
covidxr check -d "$dataset" "$@"

covidxr filter -d "$dataset" --min-size 512 --exclude lateral,ct --out "$out/selection.json" --overwrite
covidxr export coco -d "$dataset" --selection "$out/selection.json" --size 512 --fit pad --out "$out/coco" --overwrite
