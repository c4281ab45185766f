using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>The objects of masks without an XML file: their pixels from SegmentationObject, their classes from SegmentationClass.</summary>
internal static class VocMaskObjects
{
    /// <summary>Each object, and each piece of a class that is no object's; void is left aside.</summary>
    /// <exception cref="DatasetException">Nothing names a class, an object lies where no class is, or there are too many objects.</exception>
    public static IEnumerable<Annotation> Of(VocMask classes, VocMask? objects, VocLabels labels)
    {
        var ofClasses = classes.ToClasses(labels);
        var found = new Dictionary<(byte Object, byte Class), byte>();
        var mask = Together(ofClasses, objects?.EachAnObject(), objects?.Name ?? classes.Name, found);
        return found.OrderBy(f => f.Value).SelectMany(f => f.Key.Object == 0
            ? MaskPngReader.Pieces(mask, f.Value, labels.Classes[f.Key.Class - 1])
            : [MaskPngReader.Whole(mask, f.Value, labels.Classes[f.Key.Class - 1])!]);
    }

    /// <summary>A label for each pair of an object and a class, in the order in which they come.</summary>
    private static Mask Together(Mask classes, Mask? objects, string source, Dictionary<(byte Object, byte Class), byte> found)
    {
        var builder = new MaskBuilder(classes.Width, classes.Height);
        for (var y = 0; y < classes.Height; y++)
        {
            var ofClasses = classes.Row(y);
            var ofObjects = objects is null ? [] : objects.Row(y);
            for (var (x, c, o) = (0, 0, 0); x < classes.Width;)
            {
                var (one, endOfClass) = At(ofClasses, ref c, x, classes.Width);
                var (number, endOfObject) = At(ofObjects, ref o, x, classes.Width);
                var end = Math.Min(endOfClass, endOfObject);
                if (one == 0 && number != 0)
                {
                    throw new DatasetException(source, $"pixel ({x}, {y}) is of an object, and of no class in {VocFormat.ClassFolder}");
                }

                if (one is not (0 or VocColors.Void))
                {
                    if (!found.TryGetValue((number, one), out var label))
                    {
                        label = found.Count < byte.MaxValue ? (byte)(found.Count + 1) : throw new DatasetException(source, $"there are more than {byte.MaxValue} objects by pixel ({x}, {y}); up to as many are read");
                        found.Add((number, one), label);
                    }

                    builder.Add(x, end - x, label);
                }

                x = end;
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    /// <summary>The label at a place of a row, and where its stretch ends.</summary>
    /// <param name="next">The run that comes next, or is under way.</param>
    private static (byte Label, int End) At(ReadOnlySpan<Run> row, ref int next, int x, int width)
    {
        while (next < row.Length && row[next].End <= x)
        {
            next++;
        }

        return next == row.Length ? ((byte)0, width) : x < row[next].Start ? ((byte)0, row[next].Start) : (row[next].Label, row[next].End);
    }
}
