using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Score;

/// <summary>The true masks of a film: painted once, with a label of its own for each category and for the lungs of each side.</summary>
internal sealed class FilmTruth
{
    /// <summary>The label of what is scored, in <see cref="Of"/>.</summary>
    public const byte Scored = 1;

    /// <summary>The label of Ignore, in all masks.</summary>
    public const byte Ignored = 3;

    private const byte Right = 250;
    private const byte Left = 251;
    private const byte Ignore = 255;

    private readonly Mask _mask;
    private readonly IReadOnlyList<string> _categories;

    private FilmTruth(Mask mask, IReadOnlyList<string> categories) => (_mask, _categories) = (mask, categories);

    /// <summary>Paints the masks of a film.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="categories">What is scored, less than 250 categories.</param>
    /// <exception cref="DatasetException">The image is over a limit, or its raster layer does not fit it.</exception>
    public static FilmTruth Paint(AnnotatedImage image, IReadOnlyList<string> categories, PaintOrder order, PolygonRasterizer rasterizer)
    {
        var sides = categories.Contains(Category.Lung, StringComparer.Ordinal) && image.Annotations.Any(a => a.Name == Category.Lung) ? LungSides.Find(image, rasterizer) : null;
        var labels = new byte[image.Annotations.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            var name = image.Annotations[i].Name;
            labels[i] = name == Category.Ignore ? Ignore : sides?[i] is { } isRight ? (isRight ? Right : Left) : (byte)(IndexOf(categories, name) + 1);
        }

        return new FilmTruth(rasterizer.Rasterize(image, labels, order, MaskGeometry.Original(image.Width, image.Height)), categories);
    }

    /// <summary>The pixels of a category as label 1, and Ignore.</summary>
    public Mask Of(string category)
    {
        var labels = new byte[256];
        (labels[IndexOf(_categories, category) + 1], labels[Ignore]) = (Scored, Ignored);
        if (category == Category.Lung)
        {
            (labels[Right], labels[Left]) = (Scored, Scored);
        }

        return _mask.WithLabels(labels);
    }

    /// <summary>The lungs by their sides, the patient's right one as label 1 and the left as 2, and Ignore.</summary>
    public Mask Sides()
    {
        var labels = new byte[256];
        (labels[Right], labels[Left], labels[Ignore]) = (Scores.PredictedSides.Right, Scores.PredictedSides.Left, Ignored);
        return _mask.WithLabels(labels);
    }

    private static int IndexOf(IReadOnlyList<string> categories, string name)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            if (categories[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
