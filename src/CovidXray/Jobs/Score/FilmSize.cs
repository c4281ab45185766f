using CovidXray.Annotations;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Score;

/// <summary>Brings predictions of other sizes to the size of their films: back by the export's transform, or by nearest pixel.</summary>
internal sealed class FilmSize
{
    public const string Same = "same";
    public const string Nearest = "nearest";
    public const string Transform = "transform";

    private readonly bool _acceptsAny;
    private readonly string? _transformPath;
    private readonly IReadOnlyDictionary<string, ExportedSize>? _exported;

    /// <param name="transformPath">The transform file, or the export's folder; null if there is none.</param>
    /// <param name="acceptsAny">Whether sizes of any shape are brought to the film's.</param>
    /// <exception cref="DatasetException">The transform file is none.</exception>
    public FilmSize(string? transformPath, bool acceptsAny)
    {
        _acceptsAny = acceptsAny;
        _transformPath = Directory.Exists(transformPath) ? Path.Combine(transformPath, TransformFile.FileName) : transformPath;
        _exported = _transformPath is null ? null : TransformFile.Read(_transformPath);
    }

    /// <summary>A prediction at its film's size, and how it came there.</summary>
    /// <exception cref="DatasetException">It has a size that nothing explains.</exception>
    public (PredictedFilm Film, string Mapping) Bring(PredictedFilm predicted, AnnotatedImage image)
    {
        var size = (predicted.Width, predicted.Height);
        var target = (image.Width, image.Height);
        if (_exported is { } files && files.TryGetValue(image.Id, out var exported))
        {
            return exported.Annotated != target ? throw Wrong($"the annotations were of {Text(exported.Annotated)} when {_transformPath} was written; now they are of {Text(target)}")
                : exported.Exported == size ? (With(predicted, target, mask => Back(mask, exported.Transform, image.Width, image.Height)), Transform)
                : size == target ? (predicted, Same)
                : throw Wrong($"the prediction is {Text(size)}; expected {Text(exported.Exported)}, as {_transformPath} says, or the film's {Text(target)}");
        }

        return size == target ? (predicted, Same)
            : _acceptsAny || IsExplained(size, target) ? (With(predicted, target, mask => RasterLayerDecoder.Resample(mask, image.Width, image.Height)), Nearest)
            : throw Wrong($"the prediction is {Text(size)} and the film {Text(target)}: neither of its shape nor square (--transform PATH maps back what was made on an export, --accept-resized stretches by nearest pixel)");

        DatasetException Wrong(string problem) => new(predicted.Source, problem);
    }

    /// <summary>Whether a size is a network's square, or what a resize of the film gives: one side is chosen, and the other is rounded, up, down or to the nearest.</summary>
    private static bool IsExplained((int Width, int Height) size, (int Width, int Height) film)
    {
        // Of a side that is w, the other is exactly w * film.Height / film.Width; a whole number less than 1 from it is one of its roundings.
        var off = Math.Abs(((long)size.Width * film.Height) - ((long)size.Height * film.Width));
        return size.Width == size.Height || off < Math.Max(film.Width, film.Height);
    }

    private static PredictedFilm With(PredictedFilm predicted, (int Width, int Height) size, Func<Mask, Mask> bring) =>
        predicted with { Width = size.Width, Height = size.Height, Masks = predicted.Masks.ToDictionary(m => m.Key, m => bring(m.Value), StringComparer.Ordinal) };

    /// <summary>Each pixel of the film gets the label of the exported pixel in which its centre lies; none, where that was cut off.</summary>
    private static Mask Back(Mask mask, ImageTransform transform, int width, int height)
    {
        var columns = new int[width];
        for (var x = 0; x < width; x++)
        {
            columns[x] = (int)Math.Floor(transform.X(x) + 0.5);
        }

        var back = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = Math.Floor(transform.Y(y) + 0.5);
            if (row >= 0 && row < mask.Height)
            {
                // Columns do not decrease, so that runs come in their order.
                foreach (var run in mask.Row((int)row))
                {
                    var (start, end) = (FirstFrom(columns, run.Start), FirstFrom(columns, run.End));
                    back.Add(start, end - start, run.Label);
                }
            }

            back.EndRow();
        }

        return back.ToMask();
    }

    private static int FirstFrom(int[] columns, int column)
    {
        var (low, high) = (0, columns.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = columns[middle] < column ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string Text((int Width, int Height) size) => $"{size.Width}x{size.Height}";
}
