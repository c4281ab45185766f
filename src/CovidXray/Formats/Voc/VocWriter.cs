using System.Collections.Concurrent;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>Writes a VOC folder.</summary>
internal sealed class VocWriter : DatasetWriter
{
    private const string AllButTest = "trainval";

    private readonly IExportTarget _target;
    private readonly IReadOnlyList<string> _classes;
    private readonly ConcurrentBag<MaskPngEncoder> _encoders = [];
    private readonly List<ListedImage> _images = [];
    private readonly IReadOnlyList<DatasetPart> _parts;

    /// <param name="target">Where files go.</param>
    /// <param name="labels">The categories; all but Ignore are classes.</param>
    /// <param name="parts">The parts that have lists of their own; none for one list of all images.</param>
    public VocWriter(IExportTarget target, LabelMap labels, IReadOnlyList<DatasetPart> parts) =>
        (_target, _classes, _parts) = (target, [.. labels.Categories.Where(c => c != Category.Ignore)], parts);

    /// <summary>Labels by which objects cover each other: Ignore is void, everything else with pixels an object of its own.</summary>
    public static byte[] ObjectLabels(AnnotatedImage image)
    {
        var objects = 0;
        return [.. image.Annotations.Select(a => !a.IsPainted ? (byte)0 : a.Name == Category.Ignore ? VocColors.Void : (byte)Math.Min(++objects, VocColors.Void - 1))];
    }

    public override Action? Prepare(ExportedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var annotations = image.Image.Annotations;
        var (ofClasses, ofObjects) = (new byte[annotations.Count], new byte[annotations.Count]);
        var objects = new List<(Annotation Annotation, Sides Box)>();
        for (var i = 0; i < ofClasses.Length; i++)
        {
            var annotation = annotations[i];
            if (annotation.Name == Category.Ignore && annotation.IsPainted)
            {
                ofClasses[i] = ofObjects[i] = VocColors.Void;
            }
            else if (BoxOf(image, i) is { } box)
            {
                objects.Add((annotation, box));
                if (annotation.IsPainted)
                {
                    ofClasses[i] = (byte)(1 + Index(annotation.Name));
                    ofObjects[i] = objects.Count < VocColors.Void ? (byte)objects.Count
                        : throw new DatasetException(image.Image.Source, $"there are more than {VocColors.Void - 1} objects; VOC's masks have numbers for as many");
                }
            }
        }

        var isSegmented = ofClasses.AsSpan().ContainsAnyExcept((byte)0);
        _target.Write($"{VocFormat.XmlFolder}/{image.Stem}.xml", VocXml.Write(image, objects, isSegmented));
        if (isSegmented)
        {
            var encoder = _encoders.TryTake(out var used) ? used : new MaskPngEncoder();
            _target.Write($"{VocFormat.ClassFolder}/{image.Stem}.png", encoder.Encode(image.Painter.Paint(image.Image, ofClasses), VocColors.Format));
            _target.Write($"{VocFormat.ObjectFolder}/{image.Stem}.png", encoder.Encode(image.Painter.Paint(image.Image, ofObjects), VocColors.Format));
            _encoders.Add(encoder);
        }

        var seen = objects.Select(o => o.Annotation.Name).ToHashSet(StringComparer.Ordinal);
        var part = _parts.Count > 0 ? image.Image.Place.Part : null;
        return () => _images.Add(new ListedImage(image.Stem, isSegmented, seen, part));
    }

    public override void Finish()
    {
        (string Set, Func<ListedImage, bool> Has)[] sets =
        [
            (AllButTest, i => i.Part != DatasetPart.Test),
            .. _parts.Select(p => (PartNames.Of(p), (Func<ListedImage, bool>)(i => i.Part == p))),
        ];
        foreach (var (set, has) in sets)
        {
            WriteLists(set, [.. _images.Where(has)]);
        }

        _target.Write(VocLabels.FileName, VocLabels.Write(_classes));
    }

    private void WriteLists(string set, IReadOnlyList<ListedImage> images)
    {
        WriteList("Main", set, images.Select(i => i.Stem));
        WriteList("Segmentation", set, images.Where(i => i.IsSegmented).Select(i => i.Stem));
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { set };
        for (var i = 0; i < _classes.Count; i++)
        {
            var name = $"{_classes[i]}_{set}";
            for (var other = i + 1; SafeFileName.Problem(name) is not null || !taken.Add(name); other += _classes.Count)
            {
                name = $"class {other}_{set}";
            }

            WriteList("Main", name, images.Select(image => image.Stem + (image.Classes.Contains(_classes[i]) ? "  1" : " -1")));
        }
    }

    private int Index(string name)
    {
        for (var i = 0; i < _classes.Count; i++)
        {
            if (_classes[i] == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"The contents do not name the category '{name}'.");
    }

    /// <summary>An annotation as the box of its pixels, those under others included; null if it has none.</summary>
    private static Sides? BoxOf(ExportedImage image, int index)
    {
        var (annotation, width, height) = (image.Image.Annotations[index], image.Image.Width, image.Image.Height);
        if (annotation.IsPainted)
        {
            return image.Mask(index).BoundingBox(1) is { } box
                ? new Sides(box.X + 1, box.Y + 1, box.X + box.Width, box.Y + box.Height)
                : null;
        }

        return annotation is { Kind: AnnotationKind.BoundingBox, BoundingBox: { } given }
            ? new Sides(First(given.X, width), First(given.Y, height), Last(given.X, given.Width, width), Last(given.Y, given.Height, height))
            : null;

        static double First(double edge, int side) => Math.Clamp(Math.Round(edge, MidpointRounding.ToEven), 0, side - 1) + 1;

        static double Last(double edge, double length, int side) =>
            Math.Max(First(edge, side), Math.Clamp(Math.Round(edge + length, MidpointRounding.ToEven), 1, side));
    }

    private void WriteList(string folder, string name, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        _target.Write($"ImageSets/{folder}/{name}.txt", Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>What lists say of an image.</summary>
    private sealed record ListedImage(string Stem, bool IsSegmented, HashSet<string> Classes, DatasetPart? Part);
}
