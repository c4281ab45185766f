"""MedPy's figures, written against SciPy, and the same distances by OpenCV, beside covidxr's: compared first, then timed.

MedPy 0.5.2 (medpy/metric/binary.py) takes the border of a mask as mask ^ binary_erosion(mask, cross), the distances of one
border's pixels from scipy.ndimage.distance_transform_edt(~other border), and then a maximum, a percentile or a mean. Called
function by function it transforms both films for each; here they are transformed once each, which is the least that its
definitions need. OpenCV's transform is DIST_L2 with DIST_MASK_PRECISE, in single precision.
"""
import json
import os
import sys
import time

import cv2
import numpy as np
from scipy import ndimage

CROSS = ndimage.generate_binary_structure(2, 1)
CROSS_CV = CROSS.astype(np.uint8)
EVERYWHERE = np.ones((3, 3), np.uint8)
TOLERANCE = 2


def overlaps(a, b):
    common, in_a, in_b = np.count_nonzero(a & b), np.count_nonzero(a), np.count_nonzero(b)
    return {
        "dice": 2.0 * common / (in_a + in_b),
        "iou": common / np.count_nonzero(a | b),
        "precision": common / in_b,
        "recall": common / in_a,
        "specificity": np.count_nonzero(~a & ~b) / np.count_nonzero(~a),
    }


def of_distances(first, second):
    both = np.concatenate([first, second])
    return {
        "hd": both.max(),
        "hd95_pooled": np.percentile(both, 95),
        "hd95_directed": max(np.percentile(first, 95), np.percentile(second, 95)),
        "assd": both.mean(dtype=np.float64),
        "masd": (first.mean(dtype=np.float64) + second.mean(dtype=np.float64)) / 2,
        "nsd": np.count_nonzero(both <= TOLERANCE) / len(both),
    }


def scipy_figures(a, b):
    edge_a = a ^ ndimage.binary_erosion(a, CROSS)
    edge_b = b ^ ndimage.binary_erosion(b, CROSS)
    first = ndimage.distance_transform_edt(~edge_b)[edge_a]
    second = ndimage.distance_transform_edt(~edge_a)[edge_b]
    return {**overlaps(a, b), **of_distances(first, second)}


def cv_erode(mask, kernel):
    # What lies beyond the film is no mask.
    return cv2.erode(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)


def cv_distances(a, b):
    edge_a = a - cv_erode(a, CROSS_CV)
    edge_b = b - cv_erode(b, CROSS_CV)
    first = cv2.distanceTransform(1 - edge_b, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[edge_a != 0]
    second = cv2.distanceTransform(1 - edge_a, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[edge_b != 0]
    return of_distances(first, second)


def cheng_boundary(mask):
    """mask_to_boundary of bowenc0221/boundary-iou-api."""
    h, w = mask.shape
    dilation = max(1, int(round(0.02 * np.sqrt(h ** 2 + w ** 2))))
    padded = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return mask - cv2.erode(padded, EVERYWHERE, iterations=dilation)[1:h + 1, 1:w + 1]


def others(a, b):
    band_a, band_b = cheng_boundary(a), cheng_boundary(b)
    return {
        "boundary_iou": np.count_nonzero(band_a & band_b) / np.count_nonzero(band_a | band_b),
        "pieces_true": cv2.connectedComponents(a, connectivity=8)[0] - 1,
        "pieces_predicted": cv2.connectedComponents(b, connectivity=8)[0] - 1,
    }


def timed(function, *arguments):
    # Processor time: what others do on the machine at the same time does not count against the peers.
    start = time.thread_time()
    result = function(*arguments)
    return (time.thread_time() - start) * 1000, result


def check(name, ours, theirs, within, relative=0):
    for key, value in theirs.items():
        if abs(ours[key] - value) > max(within, relative * value):
            sys.exit(f"{name}: {key} is {ours[key]}, the peer's {value}; nothing is timed")


def measure(folder, film, runs):
    name = film["name"]
    a, b = (cv2.imread(os.path.join(folder, f"{name}.{which}.png"), cv2.IMREAD_GRAYSCALE) // 255 for which in ("truth", "predicted"))
    by_scipy = timed(scipy_figures, a > 0, b > 0)
    by_cv = [timed(cv_distances, a, b) for _ in range(runs)]
    rest = [timed(others, a, b) for _ in range(runs)]
    check(name, film, by_scipy[1], 1e-9)
    check(name, film, by_cv[0][1], 1e-3, relative=1e-4)
    check(name, film, rest[0][1], 1e-12)
    return by_scipy[0], min(t for t, _ in by_cv), min(t for t, _ in rest)


def main(folder, runs):
    cv2.setNumThreads(1)
    with open(os.path.join(folder, "figures.json"), encoding="utf-8") as file:
        films = json.load(file)
    rows = {}
    for film in films:
        side = int(film["name"].split("-")[1])
        rows.setdefault(side, []).append((film["compare_ms"], film["read_ms"], *measure(folder, film, runs)))
    print("| width | pairs | covidxr: all figures, ms | reading both PNGs, ms | SciPy: MedPy's figures, ms | ratio | OpenCV: distances, ms | ratio | OpenCV: boundary IoU, pieces, ms |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for side, of_side in sorted(rows.items()):
        ours, read, by_scipy, by_cv, rest = (sum(column) for column in zip(*of_side))
        print(f"| {side or 'its own'} | {len(of_side)} | {ours:.2f} | {read:.2f} | {by_scipy:.0f} | {by_scipy / ours:.0f} | {by_cv:.1f} | {by_cv / ours:.1f} | {rest:.1f} |")
    print()
    print(f"All figures were the same: SciPy's to 1e-9, OpenCV's distances to 1e-3 or 0.01 %, boundary IoU and pieces exactly ({len(films)} pairs).")


main(sys.argv[1], int(sys.argv[2]))
