"""Makes tests/data/score-statistics.json: what NumPy and SciPy say of random numbers. Run: python3 make_statistics.py ../../data/score-statistics.json

SciPy's exact distribution is asked for where covidxr counts exactly: at most 50 differences, none 0, no two of one size.
"""
import json
import random
import sys
import warnings

import numpy
import scipy
from scipy import stats

warnings.simplefilter("ignore")
random.seed(1)
cases = []
for i in range(60):
    count = random.choice([1, 2, 3, 5, 8, 13, 20, 30, 49, 50, 51, 80, 200])
    digits = random.choice([1, 2, 17])
    shift = random.choice([0, 0.2, 1])
    differences = [round(random.gauss(shift, 1), digits) for _ in range(count)]
    sizes = [abs(d) for d in differences]
    if not any(sizes):
        continue
    exact = count <= 50 and 0 not in sizes and len(set(sizes)) == count
    found = stats.wilcoxon(differences, method="exact" if exact else "approx", correction=False)
    cases.append({
        "differences": differences,
        "exact": exact,
        "statistic": float(found.statistic),
        "p": float(found.pvalue),
        "percentiles": {str(p): float(numpy.percentile(differences, p)) for p in (0, 5, 25, 50, 75, 95, 100)},
    })
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"scipy": scipy.__version__, "numpy": numpy.__version__, "cases": cases}, file)
    file.write("\n")
