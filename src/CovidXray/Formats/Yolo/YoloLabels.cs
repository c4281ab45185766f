using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Reads the label file of a YOLO image.</summary>
internal static class YoloLabels
{
    /// <summary>Fractions are written with a few decimals: a ten-thousandth of a pixel is what they can tell apart.</summary>
    private const int Decimals = 4;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">A line is no object.</exception>
    public static List<Annotation> Read(string text, string source, IReadOnlyDictionary<int, string> classes, int width, int height, ReadDetail detail)
    {
        var annotations = new List<Annotation>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var fields = line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 0)
            {
                annotations.Add(ReadLine(fields, new Place(source, number), classes, width, height, detail));
            }
        }

        return annotations;
    }

    private static Annotation ReadLine(string[] fields, Place place, IReadOnlyDictionary<int, string> classes, int width, int height, ReadDetail detail)
    {
        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !classes.TryGetValue(id, out var name))
        {
            throw place.Fail($"'{ForeignText.Quote(fields[0])}' is no class; classes are {string.Join(", ", classes.Keys.Order().Take(10))}{(classes.Count > 10 ? ", ..." : "")}, as the dataset's YAML file names them");
        }

        if (fields.Length != 5 && (fields.Length < 7 || fields.Length % 2 == 0))
        {
            throw place.Fail($"there are {fields.Length - 1} numbers behind the class: expected 4 for a box, or 6, 8, 10, ... for an outline");
        }

        var numbers = new double[fields.Length - 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.TryParse(fields[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1
                ? fraction
                : throw place.Fail($"'{ForeignText.Quote(fields[i + 1])}' is no fraction of the image's {((i & 1) == 0 ? "width" : "height")}, 0 to 1");
        }

        return numbers.Length == 4
            ? new Annotation { Name = name, Kind = AnnotationKind.BoundingBox, BoundingBox = Box(numbers, width, height) }
            : new Annotation { Name = name, Kind = AnnotationKind.Polygon, Polygon = detail == ReadDetail.Full ? Outline(numbers, width, height) : null };
    }

    private static BoundingBox Box(double[] numbers, int width, int height) => new(
        Pixels(numbers[0] - (numbers[2] / 2), width),
        Pixels(numbers[1] - (numbers[3] / 2), height),
        Pixels(numbers[2], width),
        Pixels(numbers[3], height));

    private static Polygon Outline(double[] numbers, int width, int height)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Pixels(numbers[i], (i & 1) == 0 ? width : height);
        }

        return Polygon.FromRing(numbers);
    }

    private static double Pixels(double fraction, int size) => Math.Round(fraction * size, Decimals);

    private readonly record struct Place(string Source, int Line)
    {
        public DatasetException Fail(string problem) => new(Source, problem, Line, column: 1, path: null);
    }
}
