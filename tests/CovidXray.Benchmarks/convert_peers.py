"""Films to 8-bit grey PNG of one size, as people do it in Python: the peers of compare-convert.sh.

    convert_peers.py --how opencv|pillow [--procs N] --size 512 FILMS OUT
"""
import argparse
import glob
import multiprocessing
import os


def opencv(job):
    import cv2
    path, out, size = job
    cv2.setNumThreads(1)
    film = cv2.imread(path, cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION)
    cv2.imwrite(out, cv2.resize(film, (size, size), interpolation=cv2.INTER_AREA))


def pillow(job):
    from PIL import Image
    path, out, size = job
    Image.open(path).convert("L").resize((size, size), Image.BOX).save(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--how", choices=["opencv", "pillow"], required=True)
    parser.add_argument("--procs", type=int, default=1)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("films")
    parser.add_argument("out")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    convert = {"opencv": opencv, "pillow": pillow}[options.how]
    jobs = [(f, os.path.join(options.out, os.path.splitext(os.path.basename(f))[0] + ".png"), options.size)
            for f in sorted(glob.glob(os.path.join(options.films, "*.jpg")))]
    if options.procs == 1:
        for job in jobs:
            convert(job)
    else:
        with multiprocessing.Pool(options.procs) as pool:
            pool.map(convert, jobs, chunksize=1)


if __name__ == "__main__":
    main()
