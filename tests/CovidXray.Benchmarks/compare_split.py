"""Five folds of covidxr and of scikit-learn on the same images and groups: see compare-split.sh."""

import collections
import glob
import json
import os
import subprocess
import sys
import time
import warnings

import numpy
from sklearn.model_selection import StratifiedGroupKFold

FOLDS = 5
LEAST_GROUPS = 10
FIELDS = ["view", "sex", "icu", "age"]
TAGS = {"view": "View", "sex": "Sex", "icu": "ICU_admission", "age": "Age", "patient": "PatientID"}

warnings.filterwarnings("ignore")  # scikit-learn warns of values that fewer images than folds have


def tag(names, key):
    """The value of a tag such as View/PA or Age:55, None without one."""
    for name in names:
        if name.lower().startswith(key.lower()) and name[len(key):len(key) + 1] in ("/", ":"):
            return name[len(key) + 1:].strip()
    return None


def read(folder):
    """Per image, sorted by id: its id, its values, its group. An image without a patient is a group of its own."""
    ids, values, groups = [], [], []
    for path in sorted(glob.glob(folder + "/annotations/*.json")):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        names = [a["name"] for a in document["annotations"] if "tag" in a]
        image = {field: tag(names, TAGS[field]) or "missing" for field in FIELDS}
        try:
            image["age"] = str(int(float(image["age"]) // 10))
        except ValueError:
            image["age"] = "missing"
        ids.append(os.path.basename(path)[:-5])
        values.append(image)
        groups.append(tag(names, TAGS["patient"]) or "image " + path)
    numbers = {group: i for i, group in enumerate(sorted(set(groups)))}
    return ids, values, numpy.array([numbers[g] for g in groups])


def largest_deviation(folds, values, groups):
    """The largest deviation of a share in any fold, in points, over values in at least ten groups."""
    counted = [v for v in sorted(set(values)) if len(set(groups[values == v])) >= LEAST_GROUPS]
    return max(abs((values[folds == fold] == v).mean() - (values == v).mean()) * 100 for v in counted for fold in range(FOLDS))


def of_sklearn(values, groups, seed):
    renumbered = numpy.random.RandomState(seed).permutation(groups.max() + 1)[groups]
    folds = numpy.full(len(values), -1)
    for fold, (_, test) in enumerate(StratifiedGroupKFold(FOLDS).split(numpy.zeros(len(values)), values, renumbered)):
        folds[test] = fold
    return folds


def of_covidxr(covidxr, work, ids, fields, seed):
    path = work + "/split.json"
    command = [covidxr, "split", "-d", work + "/data", "--folds", str(FOLDS), "--stratify", fields, "--seed", str(seed), "--out", path, "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with open(path, encoding="utf-8") as file:
        split = json.load(file)
    of_id = {name: fold for fold, names in enumerate(split["folds"]) for name in names}
    return numpy.array([of_id[name] for name in ids])


def check(folds, groups):
    """No group in two folds, sizes within the largest group of a fifth."""
    parts = collections.defaultdict(set)
    for fold, group in zip(folds, groups):
        parts[group].add(fold)
    if any(len(p) > 1 for p in parts.values()):
        sys.exit("a group is in two folds; nothing is compared")
    sizes = numpy.bincount(folds, minlength=FOLDS)
    if abs(sizes - len(folds) / FOLDS).max() > numpy.bincount(groups).max():
        sys.exit(f"folds of {sizes} images; nothing is compared")


def prove(covidxr, work, ids, groups, seeds):
    """Train, val and test of many seeds: no group in two parts, sizes within the largest group of what was asked."""
    shares = {"train": 0.7, "val": 0.15, "test": 0.15}
    path, largest, furthest, fewest = work + "/split.json", numpy.bincount(groups).max(), 0.0, len(ids)
    group_of = dict(zip(ids, groups))
    for seed in range(seeds):
        command = [covidxr, "split", "-d", work + "/data", "--seed", str(seed), "--out", path, "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open(path, encoding="utf-8") as file:
            parts = json.load(file)["parts"]
        if sorted(name for part in parts.values() for name in part) != sorted(ids):
            sys.exit(f"seed {seed}: not every image is in one part")
        of_parts = [{group_of[name] for name in part} for part in parts.values()]
        if sum(map(len, of_parts)) != len(set().union(*of_parts)):
            sys.exit(f"seed {seed}: a group is in two parts")
        furthest = max([furthest] + [abs(len(parts[p]) - share * len(ids)) for p, share in shares.items()])
        fewest = min([fewest] + [len(part) for part in parts.values()])
    if furthest > largest:
        sys.exit(f"a part is {furthest} images off; the largest group has {largest}")
    print(f"Train 70, val 15, test 15, {seeds:,} seeds: no group is in two parts; no part is more than {furthest:.2f} images off what was asked (the largest group has {largest}).")


def main(covidxr, work, seeds, proofs):
    ids, images, groups = read(work + "/data")
    print(f"{len(ids)} images in {groups.max() + 1} groups, {FOLDS} folds, {seeds} seeds; the largest deviation of a share in points, over values in {LEAST_GROUPS} groups or more.")
    print()
    print("| stratified by | scikit-learn: least | median | most | covidxr: least | median | most | seeds in which covidxr's is above | seconds a split |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    columns = {field: numpy.array([image[field] for image in images]) for field in FIELDS}
    for field in FIELDS:
        theirs, ours, seconds = [], [], 0.0
        for seed in range(seeds):
            theirs.append(largest_deviation(of_sklearn(columns[field], groups, seed), columns[field], groups))
            start = time.monotonic()
            folds = of_covidxr(covidxr, work, ids, field, seed)
            seconds += time.monotonic() - start
            check(folds, groups)
            ours.append(largest_deviation(folds, columns[field], groups))
        above = sum(a > b + 1e-9 for a, b in zip(ours, theirs))
        figures = [f"{f(x):.2f}" for x in (theirs, ours) for f in (min, numpy.median, max)]
        print(f"| {field} | {' | '.join(figures)} | {above} | {seconds / seeds:.2f} |", flush=True)

    # scikit-learn stratifies by one column: all four at once are a value each combination.
    theirs, ours, seconds = [], [], 0.0
    together = numpy.array(["|".join(image[f] for f in FIELDS) for image in images])
    for seed in range(seeds):
        folds = of_sklearn(together, groups, seed)
        theirs.append(max(largest_deviation(folds, columns[f], groups) for f in FIELDS))
        start = time.monotonic()
        folds = of_covidxr(covidxr, work, ids, ",".join(FIELDS), seed)
        seconds += time.monotonic() - start
        check(folds, groups)
        ours.append(max(largest_deviation(folds, columns[f], groups) for f in FIELDS))
    above = sum(a > b + 1e-9 for a, b in zip(ours, theirs))
    figures = [f"{f(x):.2f}" for x in (theirs, ours) for f in (min, numpy.median, max)]
    print(f"| all four | {' | '.join(figures)} | {above} | {seconds / seeds:.2f} |")
    print()
    prove(covidxr, work, ids, groups, proofs)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
