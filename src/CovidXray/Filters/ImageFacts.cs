using System.Diagnostics.CodeAnalysis;
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
        Id = image.Id;
        Name = image.OriginalFileName ?? image.FileName ?? image.Id;
        Width = image.Width;
        Height = image.Height;
        Metadata = metadata?.Find(Name);
        LungCount = CountOf(image, Category.Lung);
        IgnoreCount = CountOf(image, Category.Ignore);
        Classes = ClassesOf(image);
        Place = image.Place;
        SetTags(image.Tags);
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
    public TagSet Tags { get; private set; }

    /// <summary>The image's row of the metadata table; null where there is no table or no such row.</summary>
    public MetadataRow? Metadata { get; }

    /// <summary>The view.</summary>
    public ImageView? View { get; private set; }

    /// <summary>The modality as tagged, else as the view tells.</summary>
    public Modality? Modality { get; private set; }

    /// <summary>The patient's sex.</summary>
    public Sex? Sex { get; private set; }

    /// <summary>The patient's age in years.</summary>
    public double? Age { get; private set; }

    /// <summary>The patient, as the tag has it.</summary>
    public string? Patient { get; private set; }

    /// <summary>
    /// Days since the onset of symptoms or admission: from the metadata, else from a tag that is nothing but a number (six images of the
    /// release carry this column's <c>19</c> that way).
    /// </summary>
    public double? Offset { get; private set; }

    /// <summary>Body temperature as tagged.</summary>
    public double? Temperature { get; private set; }

    /// <summary>pO2 saturation as tagged.</summary>
    public double? OxygenSaturation { get; private set; }

    /// <summary>Where the image was taken: from the tag, else from the metadata.</summary>
    public string? Location { get; private set; }

    /// <summary>In intensive care at any time.</summary>
    public bool? IcuAdmission { get; private set; }

    /// <summary>In intensive care when the image was taken.</summary>
    public bool? InIcu { get; private set; }

    /// <summary>Intubated at any time.</summary>
    public bool? Intubation { get; private set; }

    /// <summary>Intubated when the image was taken.</summary>
    public bool? IntubationPresent { get; private set; }

    /// <summary>Whether the patient survived.</summary>
    public bool? Survival { get; private set; }

    /// <summary>Whether the patient was extubated.</summary>
    public bool? Extubated { get; private set; }

    /// <summary>Whether extra oxygen was needed.</summary>
    public bool? SupplementalOxygen { get; private set; }

    /// <summary>Leukocyte count as tagged.</summary>
    public double? Leukocytes { get; private set; }

    /// <summary>Neutrophil count as tagged.</summary>
    public double? Neutrophils { get; private set; }

    /// <summary>Lymphocyte count at admission as tagged.</summary>
    public double? Lymphocytes { get; private set; }

    /// <summary>Number of <c>Lung</c> polygons and raster masks.</summary>
    public int LungCount { get; private set; }

    /// <summary>Number of <c>Ignore</c> polygons and raster masks.</summary>
    public int IgnoreCount { get; private set; }

    /// <summary>The names of its painted categories, each once, in file order.</summary>
    public IReadOnlyList<string> Classes { get; private set; }

    /// <summary>Where the dataset's split puts it.</summary>
    public SplitPlace Place { get; }

    /// <summary>The facts of the same image if it had some of its tags and painted categories alone.</summary>
    /// <param name="has">Whether it has one, by its name as it stands.</param>
    internal ImageFacts Having(Func<string, bool> has)
    {
        var facts = (ImageFacts)MemberwiseClone();
        facts.LungCount = has(Category.Lung) ? LungCount : 0;
        facts.IgnoreCount = has(Category.Ignore) ? IgnoreCount : 0;
        facts.Classes = [.. Classes.Where(has)];
        facts.SetTags(new TagSet(Tags.All.Where(has)));
        return facts;
    }

    [MemberNotNull(nameof(Tags))]
    private void SetTags(TagSet tags)
    {
        Tags = tags;
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
    }

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
