"""Times covidxr on documents that were made to take long, and says which runs take over 5 s of processor time or 500 MB.

    time-hostile.py PROGRAM [CASE ...]

Each case is one image of at most 32 megapixels in less than 10 MB of Darwin JSON. An image that is refused for its work
(--max-work) ends with exit code 1, which is right; a run that takes over a minute is ended.
"""
import math
import os
import random
import subprocess
import sys
import tempfile
import time

SIDE = 5656
SECONDS, MEGABYTES, PATIENCE = 5, 500, 60
COMMANDS = [
    "masks", "masks --style sides", "masks --style instance", "stats", "export darwin", "export coco", "export coco --rle compressed",
    "export voc", "export yolo", "export masks", "export masks --style instance", "export csv", "export darwin --repair",
    "export darwin --cut-ignore", "export darwin --simplify 2", "export voc --repair --cut-ignore --simplify 1.5",
]


def square(x, y, width, height=None):
    height = width if height is None else height
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def comb(points, lean=0):
    step = (SIDE - lean) / (points // 4)
    return [p for i in range(points // 4) for x in [i * step] for p in
            [(x, SIDE - 1), (x + lean, 0), (x + step / 2 + lean, 0), (x + step / 2, SIDE - 1)]]


def on_circle(turn, inwards=0):
    radius = SIDE / 2 - 1 - inwards
    return SIDE / 2 + radius * math.sin(2 * math.pi * turn), SIDE / 2 - radius * math.cos(2 * math.pi * turn)


def star(points):
    return [on_circle(i * (points // 2 - 1) / points) for i in range(points)]


def circle(points, teeth=0):
    return [on_circle(i / points, teeth * (i % 2)) for i in range(points)]


def spiral(points, turns):
    half = points // 2
    way = [(i / half * turns, (SIDE / 2 - 2) * (1 - i / half)) for i in range(half)]
    return [on_circle(*p) for p in way] + [on_circle(turn, inwards + SIDE / 5 / turns) for turn, inwards in reversed(way)]


def cases(noise):
    lung, ignore = (lambda *rings: ("Lung", rings)), (lambda *rings: ("Ignore", rings))
    at = lambda most: noise.uniform(0, most)
    points = lambda count: [(noise.randrange(SIDE), noise.randrange(SIDE)) for _ in range(count)]
    yield "comb of 16,000 points", [lung(comb(16_000))]
    yield "comb of 400,000 points", [lung(comb(400_000))]
    yield "leaning comb of 100,000", [lung(comb(100_000, lean=2500))]
    yield "two combs, crosswise", [lung(comb(16_000)), ignore([(y, x) for x, y in comb(16_000)])]
    yield "star of 1,000", [lung(star(1000))]
    yield "star of 20,000", [lung(star(20_000))]
    yield "star of 300,000", [lung(star(300_000))]
    yield "ring of 100,000", [lung(circle(100_000))]
    yield "toothed ring of 100,000", [lung(circle(100_000, teeth=2)), ignore(circle(1000, teeth=500))]
    yield "zigzag of 400,000", [lung([(SIDE * i / 400_000, (SIDE - 1) * (i % 2)) for i in range(400_000)])]
    yield "flat zigzag of 400,000", [lung([((SIDE - 1) * (i % 2), SIDE * i / 400_000) for i in range(400_000)])]
    yield "spiral of 1,000 turns", [lung(spiral(100_000, 1000))]
    yield "spiral of 100 turns", [lung(spiral(250_000, 100))]
    yield "40,000 whole-image squares", [lung(square(0, 0, SIDE - 1))] * 40_000
    yield "the same as one annotation", [lung(*[square(0, 0, SIDE - 1)] * 40_000)]
    yield "40,000 squares in each other", [lung(square(i % 2800, i % 2800, SIDE - 1 - 2 * (i % 2800))) for i in range(40_000)]
    yield "50,000 small rings", [lung(*[square(10 + 20 * (i % 250), 10 + 20 * (i // 250), 10) for i in range(50_000)])]
    yield "50,000 rings in each other", [lung(*[square(i / 20, i / 20, SIDE - 1 - i / 10) for i in range(50_000)])]
    yield "50,000 small annotations", [lung(square(10 + 20 * (i % 250), 10 + 20 * (i // 250), 10)) for i in range(50_000)]
    yield "25,000 lungs, 25,000 Ignore", [kind(square(at(2000), at(2000), 3000)) for kind in (lung, ignore) for _ in range(25_000)]
    yield "500 bars across 500", [lung(square(0, 10 * i, SIDE - 1, 5)) for i in range(500)] + [ignore(square(10 * i, 0, 5, SIDE - 1)) for i in range(500)]
    yield "20,000 bars across 20,000", [lung(square(0, i / 4, SIDE - 1, .1)) for i in range(20_000)] + [ignore(square(i / 4, 0, .1, SIDE - 1)) for i in range(20_000)]
    yield "30,000 lungs, a long Ignore", [lung(square(at(5000), at(5000), 50)) for _ in range(30_000)] + [ignore(circle(60_000, teeth=3))]
    yield "one point 500,000 times", [lung([(7, 7)] * 500_000)]
    yield "300,000 points on a line", [lung([(i * SIDE / 300_000, i * SIDE / 300_000) for i in range(300_000)])]
    yield "to and fro on a line", [lung([(i * 7919 % SIDE, 100) for i in range(400_000)])]
    yield "a chessboard of points", [lung(*[[(4 * (i % 1400), 4 * (i // 1400))] for i in range(400_000)])]
    yield "2,800 lines of a pixel", [lung(*[[(2 * i, 0), (2 * i, SIDE - 1)] for i in range(2800)])]
    yield "noise of 500 points", [lung(points(500))]
    yield "noise of 20,000 points", [lung(points(20_000))]
    yield "noise of 400,000 points", [lung(points(400_000))]
    yield "60,000 triangles", [(lung if i % 2 else ignore)(points(3)) for i in range(60_000)]
    yield "3,000 stars", [(lung if i % 2 else ignore)(star(101)) for i in range(3000)]


def document(annotations):
    number = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    path = lambda ring: "[" + ",".join(f'{{"x":{number(x)},"y":{number(y)}}}' for x, y in ring) + "]"
    texts = {}
    for annotation in annotations:
        key = id(annotation)
        if key not in texts:
            name, rings = annotation
            more = f',"additional_paths":[{",".join(map(path, rings[1:]))}]' if len(rings) > 1 else ""
            texts[key] = f'{{"name":"{name}","polygon":{{"path":{path(rings[0])}{more}}}}}'
    body = ",".join(texts[id(a)] for a in annotations)
    return f'{{"image":{{"width":{SIDE},"height":{SIDE},"original_filename":"a.png"}},"annotations":[{body}]}}'


def run(program, command, folder):
    output = [] if command == "stats" else ["--out", os.path.join(folder, "out")]
    process = subprocess.Popen([program, *command.split(), "-d", os.path.join(folder, "1.json"), "-q", *output], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    start, isLate = time.time(), False
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.time() - start > PATIENCE:
            process.kill()
            isLate = True
        time.sleep(0.01)
    subprocess.run(["rm", "-rf", os.path.join(folder, "out")], check=True)
    return "late" if isLate else os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(program, wanted):
    worst, beyond, count = (0, 0), 0, 0
    for name, annotations in cases(random.Random(1)):
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            text = document(annotations)
            assert len(text) < 10_000_000, name
            with open(os.path.join(folder, "1.json"), "w", encoding="utf-8") as file:
                file.write(text)
            print(f"{name} ({len(text) / 1e6:.1f} MB)", flush=True)
            for command in COMMANDS:
                code, seconds, megabytes = run(program, command, folder)
                isBeyond = code not in (0, 1) or seconds > SECONDS or megabytes > MEGABYTES
                count, beyond = count + 1, beyond + isBeyond
                worst = max(worst[0], seconds), max(worst[1], megabytes)
                print(f"  {command:45} exit {code} {seconds:6.1f} s {megabytes:5.0f} MB{'  <---' if isBeyond else ''}", flush=True)
    print(f"{count} runs, {beyond} beyond {SECONDS} s or {MEGABYTES} MB; at most {worst[0]:.1f} s, {worst[1]:.0f} MB")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
