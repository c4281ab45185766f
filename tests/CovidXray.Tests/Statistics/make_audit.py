"""Makes tests/data/audit-figures.json: what scikit-learn and SciPy say of tables whose folds are given. Run: python3 make_audit.py ../../data/audit-figures.json

Needs python3-numpy, python3-scipy, python3-sklearn, python3-pandas (Debian). Nothing of it is covidxr's: cells come from pandas' categories and
KBinsDiscretizer, scores from fractions, AUC and balanced accuracy from sklearn.metrics, tests from scipy.stats."""
import json
import sys
import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency, spearmanr
from sklearn.metrics import balanced_accuracy_score, brier_score_loss, roc_auc_score
from sklearn.preprocessing import KBinsDiscretizer

SMOOTHING, FOLDS, BINS = 5, 5, 10
warnings.filterwarnings("ignore")
random = np.random.default_rng(20260829)


def cells_of(values, train, numbers):
    """The cell of each image: its category, or its bin among the numbers of the training folds; -1 where it is missing."""
    if not numbers:
        return pd.Series(pd.Categorical(values)).cat.codes.to_numpy()
    known = values[train & ~np.isnan(values)]
    cells = np.full(len(values), -1)
    bins = KBinsDiscretizer(n_bins=BINS, encode="ordinal", strategy="quantile").fit(known.reshape(-1, 1))
    here = ~np.isnan(values)
    cells[here] = bins.transform(values[here].reshape(-1, 1)).ravel().astype(int)
    return cells


def predict(values, labels, folds, numbers, classes):
    """Scores (as ranks of fractions, by fold) and classes under cross-validation."""
    scores = np.zeros((len(labels), classes))
    predicted = np.zeros(len(labels), int)
    for fold in range(FOLDS):
        test, train = folds == fold, folds != fold
        cells = cells_of(values, train, numbers)
        totals = np.bincount(labels[train], minlength=classes)
        found = []
        for i in np.where(test)[0]:
            own = np.bincount(labels[train & (cells == cells[i])], minlength=classes)
            found.append([Fraction(int(own[c]) * int(totals.sum()) + SMOOTHING * int(totals[c]), int(own.sum()) + SMOOTHING) for c in range(classes)])
            lifts = [(Fraction(int(own[c]), int(totals[c])), int(totals[c]), -c) for c in range(classes)]
            predicted[i] = -max(lifts)[2]
        for c in range(classes):
            order = {score: rank for rank, score in enumerate(sorted({row[c] for row in found}))}
            scores[test, c] = [order[row[c]] for row in found]
    return scores, predicted


def auc(scores, labels, folds, classes, weights):
    """The folds' AUC weighted by their pairs, each class against the rest, the mean over classes."""
    found = []
    for c in range(classes) if classes > 2 else [1]:
        won = pairs = 0.0
        for fold in range(FOLDS):
            test = folds == fold
            y, w = labels[test] == c, weights[test]
            count = w[y].sum() * w[~y].sum()
            if count > 0:
                won += count * roc_auc_score(y, scores[test, c], sample_weight=w)
                pairs += count
        found.append(won / pairs)
    return float(np.mean(found))


def cramer(cells, labels):
    """Bergsma's correction of Cramér's V, from SciPy's chi-squared."""
    table = pd.crosstab(cells, labels).to_numpy()
    n, (r, c) = table.sum(), table.shape
    phi = max(0, chi2_contingency(table, correction=False)[0] / n - (r - 1) * (c - 1) / (n - 1))
    return float(np.sqrt(phi / min(r - (r - 1) ** 2 / (n - 1) - 1, c - (c - 1) ** 2 / (n - 1) - 1)))


def chi(table):
    table = table[table.sum(1) > 0]
    return chi2_contingency(table, correction=False)[0] if len(table) > 1 else 0.0


def statistic(values, labels, numbers, classes):
    """Pearson's chi-squared; of numbers the sum over edges, and of known and missing."""
    cells = cells_of(values, np.full(len(labels), True), numbers)
    if not numbers:
        return float(chi(pd.crosstab(cells, labels).to_numpy()))
    counts = np.array([[((cells == k) & (labels == c)).sum() for c in range(classes)] for k in range(-1, BINS)])
    known = counts[1:]
    total = chi(np.array([known.sum(0), counts[0]]))
    return float(total + sum(chi(np.array([known[:k].sum(0), known[k:].sum(0)])) for k in range(1, len(known)) if known[:k].sum() and known[k:].sum()))


def table(n, groups, classes, strength):
    group = random.integers(0, groups, n)
    group = np.unique(group, return_inverse=True)[1]
    labels = random.integers(0, classes, group.max() + 1)[group]
    labels = np.where(random.random(n) < 0.1, random.integers(0, classes, n), labels)
    folds = (random.permutation(group.max() + 1) % FOLDS)[group]
    text = np.array(["abcdef"[int(k)] for k in np.clip(labels * strength + random.integers(0, 4, n), 0, 5)], object)
    text[random.random(n) < 0.1] = None
    rare = np.array([f"r{k}" for k in random.integers(0, n // 2, n)], object)
    number = np.round(random.normal(labels * strength, 1), 1)
    number[random.random(n) < 0.2] = np.nan
    few = random.integers(0, 3, n).astype(float)
    fields = []
    weights = np.bincount(random.integers(0, group.max() + 1, group.max() + 1), minlength=group.max() + 1)[group]
    for name, values in (("text", text), ("rare", rare), ("number", number), ("few", few)):
        numbers = values.dtype != object
        scores, predicted = predict(values, labels, folds, numbers, classes)
        known = ~np.isnan(values) if numbers else None
        fields.append({
            "name": name,
            "values": [None if v is None or v != v else v for v in values.tolist()],
            "auc": auc(scores, labels, folds, classes, np.ones(n)),
            "weighted_auc": auc(scores, labels, folds, classes, weights.astype(float)),
            "balanced_accuracy": float(balanced_accuracy_score(labels, predicted)),
            "weighted_balanced_accuracy": float(balanced_accuracy_score(labels, predicted, sample_weight=weights)),
            "cramers_v": cramer(cells_of(values, np.full(n, True), numbers), labels),
            "rank_correlation": float(spearmanr(values[known], labels[known])[0]) if numbers and classes == 2 else None,
            "statistic": statistic(values, labels, numbers, classes),
        })
    return {"labels": labels.tolist(), "groups": group.tolist(), "folds": folds.tolist(), "weights": weights.tolist(), "fields": fields}


def scored(n):
    labels = random.integers(0, 2, n)
    cells = np.clip(labels + random.integers(0, 3, n), 0, 3)
    scores = np.round(np.clip(random.normal(0.3 + 0.15 * labels + 0.1 * cells, 0.2), 0, 1), 2)
    counts = [(cells == c) & (labels == y) for c in range(4) for y in (0, 1)]
    pairs = [counts[2 * c].sum() * counts[2 * c + 1].sum() for c in range(4)]
    within = sum(p * roc_auc_score(labels[cells == c], scores[cells == c]) for c, p in enumerate(pairs) if p)
    edges = np.linspace(0, 1, BINS + 1)
    bins = np.searchsorted(edges[1:-1], scores)  # as sklearn.calibration.calibration_curve
    error = sum(abs(scores[bins == b].mean() - labels[bins == b].mean()) * (bins == b).sum() for b in range(BINS) if (bins == b).any()) / n
    return {
        "labels": labels.tolist(), "cells": cells.tolist(), "scores": scores.tolist(),
        "auc": float(roc_auc_score(labels, scores)),
        "matched_auc": float(within / sum(pairs)),
        "pair_share": float(sum(pairs) / (labels.sum() * (n - labels.sum()))),
        "brier": float(brier_score_loss(labels, scores)),
        "calibration_error": float(error),
    }


with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"tables": [table(240, 150, 2, 1), table(300, 90, 3, 1), table(60, 60, 2, 0)], "scored": scored(200)}, file)
    file.write("\n")
