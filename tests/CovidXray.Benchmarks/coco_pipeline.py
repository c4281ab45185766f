"""The same two ways in plain Python: Darwin JSON to COCO, and COCO back to Darwin JSON.

    coco_pipeline.py [--json json|ujson] export FOLDER OUT      COCO into OUT/annotations.json
    coco_pipeline.py [--json json|ujson] import FILE OUT        Darwin JSON into OUT/annotations

As a careful user would write it: polygons as they are, area by the shoelace formula, box from smallest to largest, tags as V7 has them.
"""
import argparse
import importlib
import os


def area_of(flat):
    xs, ys = flat[0::2], flat[1::2]
    return abs(sum(x0 * y1 - x1 * y0 for x0, y0, x1, y1 in zip(xs, ys, xs[1:] + xs[:1], ys[1:] + ys[:1]))) / 2


def export(json, folder, out):
    documents = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            documents.append((name[:-5], json.load(file)))
    names = sorted({a["name"] for _, d in documents for a in d["annotations"] if "tag" not in a})
    tags = sorted({a["name"] for _, d in documents for a in d["annotations"] if "tag" in a})
    category = {n: i + 1 for i, n in enumerate(names)}
    tag = {n: i + 1 for i, n in enumerate(tags)}
    images, annotations = [], []
    for name, document in documents:
        image = document["image"]
        images.append({
            "id": image["seq"], "file_name": image["original_filename"], "width": image["width"], "height": image["height"], "license": 0,
            "darwin_id": name, "darwin_url": image["url"], "darwin_workview_url": image["workview_url"], "darwin_filename": image["filename"],
            "darwin_thumbnail_url": image["thumbnail_url"], "darwin_dataset": document["dataset"],
            "tag_ids": [tag[a["name"]] for a in document["annotations"] if "tag" in a]})
        for annotation in document["annotations"]:
            if "polygon" not in annotation:
                continue  # Tags, and the one shape with a hole: run lengths need pycocotools.
            flat = [c for p in annotation["polygon"]["path"] for c in (p["x"], p["y"])]
            xs, ys = flat[0::2], flat[1::2]
            annotations.append({
                "id": len(annotations) + 1, "image_id": image["seq"], "category_id": category[annotation["name"]], "segmentation": [flat],
                "area": area_of(flat), "bbox": [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)], "iscrowd": 0})
    os.makedirs(out)
    with open(os.path.join(out, "annotations.json"), "w", encoding="utf-8") as file:
        json.dump({
            "images": images, "annotations": annotations, "licenses": [],
            "categories": [{"id": i, "name": n} for n, i in category.items()],
            "tag_categories": [{"id": i, "name": n} for n, i in tag.items()]}, file, ensure_ascii=False)


def back(json, path, out):
    with open(path, encoding="utf-8") as file:
        coco = json.load(file)
    category = {c["id"]: c["name"] for c in coco["categories"]}
    tag = {c["id"]: c["name"] for c in coco["tag_categories"]}
    shapes = {}
    for annotation in coco["annotations"]:
        shapes.setdefault(annotation["image_id"], []).append(annotation)
    folder = os.path.join(out, "annotations")
    os.makedirs(folder)
    for image in coco["images"]:
        annotations = []
        for shape in shapes.get(image["id"], []):
            if isinstance(shape["segmentation"], dict):
                continue
            flat = shape["segmentation"][0]
            annotations.append({"name": category[shape["category_id"]], "polygon": {"path": [{"x": x, "y": y} for x, y in zip(flat[0::2], flat[1::2])]}})
        annotations += [{"name": tag[t], "tag": {}} for t in image["tag_ids"]]
        document = {
            "image": {
                "seq": image["id"], "width": image["width"], "height": image["height"], "filename": image["darwin_filename"],
                "original_filename": image["file_name"], "url": image["darwin_url"], "thumbnail_url": image["darwin_thumbnail_url"],
                "workview_url": image["darwin_workview_url"]},
            "dataset": image["darwin_dataset"], "annotations": annotations}
        with open(os.path.join(folder, image["darwin_id"] + ".json"), "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=2)


parser = argparse.ArgumentParser()
parser.add_argument("--json", default="json", choices=("json", "ujson"))
parser.add_argument("way", choices=("export", "import"))
parser.add_argument("source")
parser.add_argument("out")
arguments = parser.parse_args()
(export if arguments.way == "export" else back)(importlib.import_module(arguments.json), arguments.source, arguments.out)
