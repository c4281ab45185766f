using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Filters.Metadata;

namespace CovidXray.Filters;

/// <summary>What filters and statistics look at for one image: size, typed tags, counts, and its row of metadata.</summary>
/// <remarks>Everything is worked out once; asking for it allocates nothing.</remarks>
public sealed class ImageFacts
{
    private static readonly string[] OnlyLung = [Category.Lung];
    private static readonly string[] LungAndIgnore = [Category.Lung, Category.Ignore];

    /// <summary>Collects the facts of an image. It needs no coordinates: <see cref="ReadDetail.WithoutCoordinates"/> is enough.</summary>
    /// <param name="metadata">The table that its file name is looked up in, where there is one.</param>
    public ImageFacts(AnnotatedImage image, MetadataTable? metadata = null)
    {
        var tags = image.Tags;
        Id = image.Id;
        Name = image.OriginalFileName ?? image.FileName ?? image.Id;
        Width = image.Width;
        Height = image.Height;
        Tags = tags;
        Metadata = metadata?.Find(Name);
        View = tags.View;
        Modality = tags.Modality;
        Sex = tags.Sex;
        Age = tags.Age;
        Patient = tags.PatientId;
        Offset = Metadata?.Offset ?? BareNumber(tags);
        Temperature = tags.Temperature;
        OxygenSaturation = tags.OxygenSaturation;
        Location = tags.Location ?? Metadata?.Location;
        IcuAdmission = tags.IcuAdmission;
        InIcu = tags.InIcu;
        Intubation = tags.Intubation;
        IntubationPresent = tags.IntubationPresent;
        Survival = tags.Survival;
        Extubated = tags.Extubated;
        SupplementalOxygen = tags.SupplementalOxygen;
        Leukocytes = tags.Leukocytes;
        Neutrophils = tags.Neutrophils;
        Lymphocytes = tags.Lymphocytes;
        LungCount = CountOf(image, Category.Lung);
        IgnoreCount = CountOf(image, Category.Ignore);
        Classes = ClassesOf(image);
        Place = image.Place;
    }

    /// <summary>The image's identifier.</summary>
    public string Id { get; }

    /// <summary>The name under which it was uploaded; V7's name, then the identifier, where there is none.</summary>
    public string Name { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The shorter side in pixels.</summary>
    public int MinSide => Math.Min(Width, Height);

    /// <summary>Width times height, in millions.</summary>
    public double Megapixels => (double)Width * Height / 1e6;

    /// <summary>Every tag as it stands.</summary>
    public TagSet Tags { get; }

    /// <summary>The image's row of the metadata table; null where there is no table or no such row.</summary>
    public MetadataRow? Metadata { get; }

    /// <summary>The view.</summary>
    public ImageView? View { get; }

    /// <summary>The modality as tagged, else as the view tells.</summary>
    public Modality? Modality { get; }

    /// <summary>The patient's sex.</summary>
    public Sex? Sex { get; }

    /// <summary>The patient's age in years.</summary>
    public double? Age { get; }

    /// <summary>The patient, as the tag has it.</summary>
    public string? Patient { get; }

    /// <summary>
    /// Days since the onset of symptoms or admission: from the metadata, else from a tag that is nothing but a number (six images of the
    /// release carry this column's <c>19</c> that way).
    /// </summary>
    public double? Offset { get; }

    /// <summary>Body temperature as tagged.</summary>
    public double? Temperature { get; }

    /// <summary>pO2 saturation as tagged.</summary>
    public double? OxygenSaturation { get; }

    /// <summary>Where the image was taken: from the tag, else from the metadata.</summary>
    public string? Location { get; }

    /// <summary>In intensive care at any time.</summary>
    public bool? IcuAdmission { get; }

    /// <summary>In intensive care when the image was taken.</summary>
    public bool? InIcu { get; }

    /// <summary>Intubated at any time.</summary>
    public bool? Intubation { get; }

    /// <summary>Intubated when the image was taken.</summary>
    public bool? IntubationPresent { get; }

    /// <summary>Whether the patient survived.</summary>
    public bool? Survival { get; }

    /// <summary>Whether the patient was extubated.</summary>
    public bool? Extubated { get; }

    /// <summary>Whether extra oxygen was needed.</summary>
    public bool? SupplementalOxygen { get; }

    /// <summary>Leukocyte count as tagged.</summary>
    public double? Leukocytes { get; }

    /// <summary>Neutrophil count as tagged.</summary>
    public double? Neutrophils { get; }

    /// <summary>Lymphocyte count at admission as tagged.</summary>
    public double? Lymphocytes { get; }

    /// <summary>Number of <c>Lung</c> polygons and raster masks.</summary>
    public int LungCount { get; }

    /// <summary>Number of <c>Ignore</c> polygons and raster masks.</summary>
    public int IgnoreCount { get; }

    /// <summary>The names of its painted categories, each once, in file order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Where the dataset's split puts it.</summary>
    public SplitPlace Place { get; }

    private static double? BareNumber(TagSet tags)
    {
        foreach (var tag in tags.All)
        {
            if (double.TryParse(tag, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                return number;
            }
        }

        return null;
    }

    private static int CountOf(AnnotatedImage image, string category)
    {
        var count = 0;
        foreach (var annotation in image.Annotations)
        {
            if (annotation.IsPainted
                && string.Equals(annotation.Name, category, StringComparison.Ordinal))
            {
                count++;
            }
        }

        return count;
    }

    private static string[] ClassesOf(AnnotatedImage image)
    {
        List<string>? names = null;
        foreach (var annotation in image.Annotations)
        {
            if (annotation.IsPainted && names?.Contains(annotation.Name) is not true)
            {
                (names ??= []).Add(annotation.Name);
            }
        }

        return names switch
        {
            null => [],

            // What nearly all images have is held once.
            [Category.Lung] => OnlyLung,
            [Category.Lung, Category.Ignore] => LungAndIgnore,
            _ => [.. names],
        };
    }
}
