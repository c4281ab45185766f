#!/usr/bin/env bash
# covidxr split --folds 5 beside scikit-learn's StratifiedGroupKFold(5): how like the whole folds are, on the same groups.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-split.sh [SEEDS] [PROOFS]
#
# The images are V7's. For each field and seed both make five folds; what counts is the largest deviation of a share from
# the whole's, in percentage points, over values that at least ten patients have. Ids of groups are renumbered at random
# for each seed: with shuffle=True scikit-learn shuffles, and then sorts again. That covidxr's folds leak nothing is
# checked from its split.json, not from what it says; and so it is of PROOFS seeds of train, val and test. The table goes to stdout and to results/<cpu>/split.md beside this
# script. COVIDXR_BINARY names a binary that is published already.
. "$(dirname "$0")/common.sh"

seeds=${1:-50}
proofs=${2:-1000}
need_shared v7/annotations
need_peers "numpy, sklearn" "python3-sklearn"
work_in_memory
find_covidxr
mkdir "$work/data"
cp -r "$shared/v7/annotations" "$work/data/annotations"

{
    echo "# covidxr split beside scikit-learn's StratifiedGroupKFold"
    echo
    "$python" "$here/compare_split.py" "$covidxr" "$work" "$seeds" "$proofs"
    echo
    machine
    echo "- Python: $("$python" -c 'import sklearn, numpy, sys; print(sys.version.split()[0] + ", scikit-learn", sklearn.__version__ + ", NumPy", numpy.__version__)')"
    load
} | write_results split
