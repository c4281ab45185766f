#!/usr/bin/env bash
# All figures of MaskMetrics.Compare beside MedPy's, written against SciPy, and beside the same distances by OpenCV.
#
#   COVIDXR_SHARED=../shared tests/CovidXray.Benchmarks/compare-score.sh [PASSES] [RUNS]
#
# Pairs: 12 real films with masks that a network predicted, at their own size and 2,000 pixels wide, three also 5,600 wide. Everything runs on one core and is
# timed within its process, from masks in memory (runs here, arrays there); what reading them from PNG takes here has its own
# column. Times are sums over all pairs, of the best of PASSES (covidxr, wall clock) and of RUNS (OpenCV, processor time); SciPy runs once (processor
# time). Figures are compared first. The table goes to stdout and to results/<cpu>/score.md beside this script.
. "$(dirname "$0")/common.sh"

passes=${1:-15}
runs=${2:-3}
need_shared score/annotations score/predictions
need_peers "scipy, cv2, numpy" "python3-scipy python3-opencv"
work_in_memory
publish "$here" -p:PublishAot=true
mkdir "$work/pairs"
COVIDXR_SHARED=$shared taskset -c 0 "$work/bin/CovidXray.Benchmarks" scores "$work/pairs" "$passes" 2>"$work/log" || { cat "$work/log" >&2; fail "scores failed"; }

{
    echo "# Figures of masks beside SciPy and OpenCV"
    echo
    taskset -c 0 "$python" "$here/score_peers.py" "$work/pairs" "$runs"
    echo
    echo "- Machine: $(cpu), $(nproc) cores, one used; $(. /etc/os-release && echo "$PRETTY_NAME"), .NET SDK $(dotnet --version), NativeAOT"
    echo "- Python: $("$python" -c 'import scipy, cv2, numpy, sys; print(sys.version.split()[0] + ", SciPy", scipy.__version__ + ", OpenCV", cv2.__version__ + ", NumPy", numpy.__version__)')"
    load
} | write_results score
