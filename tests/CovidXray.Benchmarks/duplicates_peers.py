#!/usr/bin/env python3
"""1,024-bit difference hashes of films as Python makes them: one process, one core.

    duplicates_peers.py --how opencv|pillow FOLDER [PASSES]

opencv   cv2.imread(IMREAD_REDUCED_GRAYSCALE_8), an eighth of the size while it is decoded, then INTER_AREA to 33 x 32
pillow   Image.open, convert("L"), resize to 33 x 32 by BOX: all of the film is decoded
Prints the seconds of one pass over the films, the median of all passes, without the start of Python.
"""
import argparse, glob, statistics, sys, time

parser = argparse.ArgumentParser()
parser.add_argument("--how", choices=["opencv", "pillow"], required=True)
parser.add_argument("folder")
parser.add_argument("passes", type=int, nargs="?", default=1)
arguments = parser.parse_args()
films = sorted(glob.glob(arguments.folder + "/*"))
if arguments.how == "opencv":
    import cv2
    cv2.setNumThreads(1)

    def hashed(path):
        small = cv2.resize(cv2.imread(path, cv2.IMREAD_REDUCED_GRAYSCALE_8), (33, 32), interpolation=cv2.INTER_AREA)
        return small[:, 1:] > small[:, :-1]
else:
    import numpy
    from PIL import Image

    def hashed(path):
        small = numpy.asarray(Image.open(path).convert("L").resize((33, 32), Image.BOX))
        return small[:, 1:] > small[:, :-1]

times = []
for _ in range(arguments.passes):
    start = time.perf_counter()
    bits = sum(int(hashed(path).sum()) for path in films)
    times.append(time.perf_counter() - start)
print(f"{statistics.median(times):.4f}")
print(f"{len(films)} films, {bits} bits set", file=sys.stderr)
