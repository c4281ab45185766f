#!/usr/bin/env python3
"""How many planted copies `covidxr duplicates` finds, and what else it takes for one, for each kind of copy.

    /usr/bin/python3 tests/CovidXray.Benchmarks/measure-duplicates.py COVIDXR DATASET [DATASET...] [--same A=B...]

DATASET is a folder with annotations/ and images/ (Darwin JSON). Of every film a copy of each kind is made; then covidxr looks
at the originals with the copies of one kind. --same names films of the datasets that show one picture, ids joined by =.
Needs python3-pil and python3-numpy. The table is Markdown.
"""
import argparse, glob, json, os, subprocess, sys, tempfile

import numpy
from PIL import Image, ImageOps

Image.MAX_IMAGE_PIXELS = None


def grey(path):
    image = Image.open(path)
    image.load()
    if image.mode.startswith("I"):
        return Image.fromarray((numpy.asarray(image).astype(numpy.uint32) // 257).astype(numpy.uint8))
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image).convert("L")
    return image.convert("L")


def gamma(image, exponent):
    return image.point([round(255 * (i / 255) ** exponent) for i in range(256)])


def crop(image, left, top, right, bottom):
    w, h = image.size
    return image.crop((round(w * left), round(h * top), w - round(w * right), h - round(h * bottom)))


def frame(image, share, value):
    x, y = (round(side * share) for side in image.size)
    framed = Image.new("L", (image.width + 2 * x, image.height + 2 * y), value)
    framed.paste(image, (x, y))
    return framed


def half(image):
    return image.resize((max(1, image.width // 2), max(1, image.height // 2)), Image.LANCZOS)


# A copy's name, how it is made, how it is saved, and the kind that covidxr gives it.
JPEG = {"format": "JPEG", "quality": 90}
KINDS = [
    ("JPEG quality 30", lambda i: i, {"format": "JPEG", "quality": 30}, "same"),
    ("half size", half, JPEG, "same"),
    ("PNG", lambda i: i, {"format": "PNG", "compress_level": 1}, "same"),
    ("gamma 0.7", lambda i: gamma(i, 0.7), JPEG, "same"),
    ("gamma 1.4", lambda i: gamma(i, 1.4), JPEG, "same"),
    ("cut by 1.5 % on each side", lambda i: crop(i, *[0.015] * 4), JPEG, "same"),
    ("cut by 3 % on each side", lambda i: crop(i, *[0.03] * 4), JPEG, "same"),
    ("cut by 2 % at the left and the bottom", lambda i: crop(i, 0.02, 0, 0, 0.02), JPEG, "same"),
    ("black border of 2 %", lambda i: frame(i, 0.02, 0), JPEG, "same"),
    ("black border of 5 %", lambda i: frame(i, 0.05, 0), JPEG, "same"),
    ("white border of 2 %", lambda i: frame(i, 0.02, 255), JPEG, "same"),
    ("white border of 5 %", lambda i: frame(i, 0.05, 255), JPEG, "same"),
    ("cut by 1.5 %, white border of 2 %, half size, quality 50", lambda i: half(frame(crop(i, *[0.015] * 4), 0.02, 255)), {"format": "JPEG", "quality": 50}, "same"),
    ("mirrored", ImageOps.mirror, JPEG, "mirrored"),
    ("turned by 90 degrees", lambda i: i.transpose(Image.ROTATE_270), JPEG, "turned 90"),
    ("turned by 180 degrees", lambda i: i.transpose(Image.ROTATE_180), JPEG, "turned 180"),
    ("turned by 270 degrees", lambda i: i.transpose(Image.ROTATE_90), JPEG, "turned 270"),
    ("negative", ImageOps.invert, JPEG, "negative"),
    ("mirrored, half size, quality 50", lambda i: half(ImageOps.mirror(i)), {"format": "JPEG", "quality": 50}, "mirrored"),
]


def annotate(folder, id, name, size):
    with open(f"{folder}/annotations/{id}.json", "w") as file:
        json.dump({"dataset": "copies", "image": {"width": size[0], "height": size[1], "original_filename": name, "filename": name}, "annotations": []}, file)


def find(covidxr, folder):
    run = subprocess.run([covidxr, "duplicates", "-d", folder, "--all", "--json", "--quiet"], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)["pairs"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("covidxr")
    parser.add_argument("datasets", nargs="+")
    parser.add_argument("--same", nargs="*", default=[])
    arguments = parser.parse_args()
    films = {}
    for dataset in arguments.datasets:
        for document in sorted(glob.glob(f"{dataset}/annotations/*.json")):
            with open(document) as file:
                name = json.load(file)["image"]["original_filename"]
            if os.path.exists(f"{dataset}/images/{name}"):
                films.setdefault(os.path.basename(document)[:-5], f"{dataset}/images/{name}")
    picture = {id: id for id in films}
    for pair in arguments.same:
        first, second = pair.split("=")
        picture[second] = picture[first]

    print(f"| copy | found of {len(films)} | named as | false pairs | farthest distance | least correlation |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    for kind, make, how, expected in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(f"{folder}/annotations")
            os.makedirs(f"{folder}/images")
            for id, path in films.items():
                original = grey(path)
                copy = make(original)
                extension = "png" if how["format"] == "PNG" else "jpg"
                os.symlink(os.path.abspath(path), f"{folder}/images/{id}{os.path.splitext(path)[1]}")
                annotate(folder, id, f"{id}{os.path.splitext(path)[1]}", original.size)
                copy.save(f"{folder}/images/{id}-copy.{extension}", **how)
                annotate(folder, f"{id}-copy", f"{id}-copy.{extension}", copy.size)
            found, wrong, named, distances, correlations = set(), [], 0, [], []
            for pair in find(arguments.covidxr, folder):
                a, b = (pair[k].removesuffix("-copy") for k in "ab")
                if picture[a] != picture[b]:
                    wrong.append(pair)
                elif a == b:
                    found.add(a)
                    named += pair["kind"] == expected
                    distances.append(pair["distance"])
                    correlations.append(pair["correlation"])
            print(f"| {kind} | {len(found)} | {expected}: {named} | {len(wrong)} | {max(distances, default=0)} | {min(correlations, default=1):.3f} |", flush=True)
            for id in sorted(films.keys() - found):
                print(f"missed: {kind}: {id}", file=sys.stderr)
            for pair in wrong:
                print(f"false: {kind}: {pair}", file=sys.stderr)


main()
