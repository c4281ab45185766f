using CovidXray.Filters;

namespace CovidXray.Splits;

/// <summary>Which images of a dataset stay together, and why.</summary>
internal sealed class SplitGroups
{
    private SplitGroups(ImageGroups groups) => Groups = groups;

    /// <summary>The group of each image.</summary>
    public ImageGroups Groups { get; }

    /// <summary>How many images name no patient.</summary>
    public int WithoutPatient { get; private init; }

    /// <summary>How many images have a name of Kermany's collection, which names a person.</summary>
    public int WithNames { get; private init; }

    /// <summary>How many images have no value of a field that keeps images together, by field.</summary>
    public IReadOnlyList<(string Field, int Images)> WithoutValue { get; private init; } = [];

    /// <summary>Joins images.</summary>
    /// <param name="images">All images of the dataset.</param>
    /// <param name="options">Whether patients, names and copies join images, and which fields do.</param>
    /// <param name="pairs">Images that show one film, by their positions.</param>
    /// <exception cref="FilterException">There is no such field.</exception>
    public static SplitGroups Find(IReadOnlyList<SplitImage> images, SplitOptions options, IReadOnlyList<(int A, int B)> pairs)
    {
        FilterField[] fields = [.. options.GroupBy.Select(name => ImageValues.Field("group-by", name)).Distinct()];
        var withNames = 0;
        var withoutValue = new int[fields.Length];
        var keys = new List<string>[images.Count];
        for (var i = 0; i < images.Count; i++)
        {
            var image = images[i];
            keys[i] = [GroupKeys.Item(image.ItemId)];
            if (options.IsGrouped && image.Facts.Patient is { } patient)
            {
                keys[i].Add(GroupKeys.Patient(patient));
            }

            if (options.IsGrouped && image.Names.Select(GroupKeys.Kermany).FirstOrDefault(k => k is not null) is { } person)
            {
                keys[i].Add(person);
                withNames++;
            }

            for (var f = 0; f < fields.Length; f++)
            {
                if (fields[f].Format(image.Facts) is { } value)
                {
                    keys[i].Add(GroupKeys.Field(fields[f].Name, value));
                }
                else
                {
                    withoutValue[f]++;
                }
            }
        }

        return new SplitGroups(ImageGroups.Of(keys, options.IsGrouped ? pairs : []))
        {
            WithoutPatient = images.Count(i => i.Facts.Patient is null),
            WithNames = withNames,
            WithoutValue = [.. fields.Select((f, i) => (f.Name, withoutValue[i]))],
        };
    }
}
