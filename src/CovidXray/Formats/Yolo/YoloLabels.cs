using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Reads the label file of a YOLO image.</summary>
internal static class YoloLabels
{
    /// <summary>Fractions are written with a few decimals: a ten-thousandth of a pixel is what they can tell apart.</summary>
    private const int Decimals = 4;

    private const string Keypoints = " (are they a box and keypoints? then the dataset's YAML file must say kpt_shape)";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">A line is no object.</exception>
    public static YoloObjects Read(string text, string source, YoloDescription description, int width, int height, ReadDetail detail)
    {
        var annotations = new List<Annotation>();
        var (number, withKeypoints) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var fields = line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 0)
            {
                var hasKeypoints = description.KeypointNumbers > 0 && fields.Length == 5 + description.KeypointNumbers;
                withKeypoints += hasKeypoints ? 1 : 0;
                annotations.Add(ReadLine(hasKeypoints ? fields[..5] : fields, new Place(source, number), description, width, height, detail));
            }
        }

        return new YoloObjects(annotations, withKeypoints);
    }

    private static Annotation ReadLine(string[] fields, Place place, YoloDescription description, int width, int height, ReadDetail detail)
    {
        var classes = description.Classes;
        if (!int.TryParse(fields[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var id) || !classes.TryGetValue(id, out var name))
        {
            throw place.Fail($"'{ForeignText.Quote(fields[0])}' is no class; {(classes.Count == 1 ? "the only one is" : "classes are")} {string.Join(", ", classes.Keys.Order().Take(10))}{(classes.Count > 10 ? ", ..." : "")}, {description.NamedBy}");
        }

        var count = fields.Length - 1;
        if (count != 4 && (count < 6 || count % 2 == 1))
        {
            throw place.Fail($"there are {count} numbers behind the class: expected 4 for a box, or 6, 8, 10, ... for an outline{Guess(count)}");
        }

        var numbers = new double[count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.TryParse(fields[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1
                ? fraction
                : throw place.Fail($"'{ForeignText.Quote(fields[i + 1])}' is no fraction of the image's {((i & 1) == 0 ? "width" : "height")}, 0 to 1{(count > 4 && (count - 4) % 3 == 0 ? Keypoints : "")}");
        }

        return numbers.Length == 4
            ? new Annotation { Name = name, Kind = AnnotationKind.BoundingBox, BoundingBox = Box(numbers, width, height) }
            : new Annotation { Name = name, Kind = AnnotationKind.Polygon, Polygon = detail == ReadDetail.Full ? Outline(numbers, width, height) : null };
    }

    /// <summary>What a line of an odd number of numbers may be.</summary>
    private static string Guess(int count) => count switch
    {
        5 => " (are they a box and a confidence? a prediction is read without its last number)",
        > 6 when (count - 4) % 3 == 0 => Keypoints,
        > 6 => " (are they an outline and a confidence? a prediction is read without its last number)",
        _ => "",
    };

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

/// <summary>What a label file holds.</summary>
/// <param name="Annotations">Its objects.</param>
/// <param name="WithKeypoints">How many of them have keypoints, which are left out.</param>
internal readonly record struct YoloObjects(List<Annotation> Annotations, int WithKeypoints);
