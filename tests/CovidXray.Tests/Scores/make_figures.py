"""Makes tests/data/score-figures.json: MedPy's figures, by SciPy, of boxes and discs. Run: python3 make_figures.py ../../data/score-figures.json

A mask is a list of shapes: a box [left, top, right, bottom) or a disc (x, y, radius), whose pixels have
(column - x)^2 + (row - y)^2 <= radius^2.
"""
import json
import sys

import numpy
import scipy
from scipy import ndimage

CROSS = ndimage.generate_binary_structure(2, 1)
PAIRS = {
    "nested discs": (400, 300, [[200, 150, 100]], [[200, 150, 40]]),
    "disjoint boxes": (400, 300, [[0, 0, 50, 60]], [[350, 200, 400, 300]]),
    "one pixel each": (400, 300, [[3, 5, 4, 6]], [[399, 299, 400, 300]]),
    "a pixel in a full film": (400, 300, [[0, 0, 400, 300]], [[200, 150, 201, 151]]),
    "touching the border": (400, 300, [[0, 0, 200, 300]], [[200, 0, 400, 300]]),
    "two lungs, one missing": (900, 700, [[250, 350, 180], [640, 350, 170]], [[255, 340, 175]]),
    "two lungs, shifted": (2000, 2000, [[550, 1000, 400], [1450, 1000, 380]], [[570, 1020, 405], [1430, 990, 400], [1900, 100, 30]]),
    "one row": (1000, 1, [[100, 0, 400, 1]], [[300, 0, 900, 1]]),
    "one column": (1, 1000, [[0, 100, 1, 400]], [[0, 300, 1, 900]]),
    "the largest film": (5600, 4700, [[1500, 2300, 1200], [4100, 2300, 1100]], [[1450, 2350, 1190], [4130, 2250, 1200]]),
    "far apart on the largest film": (5600, 4700, [[0, 0, 700, 4700]], [[5400, 4500, 150]]),
}


def draw(width, height, shapes):
    y, x = numpy.ogrid[:height, :width]
    mask = numpy.zeros((height, width), bool)
    for shape in shapes:
        if len(shape) == 4:
            mask[shape[1]:shape[3], shape[0]:shape[2]] = True
        else:
            mask |= (x - shape[0]) ** 2 + (y - shape[1]) ** 2 <= shape[2] ** 2
    return mask


def figures(a, b):
    common, in_a, in_b = (int(numpy.count_nonzero(m)) for m in (a & b, a, b))
    edge_a, edge_b = (m ^ ndimage.binary_erosion(m, CROSS) for m in (a, b))
    first = ndimage.distance_transform_edt(~edge_b)[edge_a]
    second = ndimage.distance_transform_edt(~edge_a)[edge_b]
    both = numpy.hstack([first, second])
    return {
        "dice": 2.0 * common / (in_a + in_b),
        "iou": common / (in_a + in_b - common),
        "hd": both.max(),
        "hd95_pooled": numpy.percentile(both, 95),
        "hd95_directed": max(numpy.percentile(first, 95), numpy.percentile(second, 95)),
        "assd": both.mean(),
        "masd": (first.mean() + second.mean()) / 2,
        "surface_dice": numpy.count_nonzero(both <= 2) / len(both),
    }


found = [
    {"name": name, "width": width, "height": height, "true": true, "predicted": predicted, "figures": figures(draw(width, height, true), draw(width, height, predicted))}
    for name, (width, height, true, predicted) in PAIRS.items()
]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"scipy": scipy.__version__, "pairs": found}, file, indent=1)
    file.write("\n")
