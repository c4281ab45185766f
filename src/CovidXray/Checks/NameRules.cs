using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Checks;

/// <summary>Rules of the names of categories and tags.</summary>
internal static class NameRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("A15", "name-spelling", FindingLevel.Warning)
        {
            What = "A category or tag is written with blanks around it, with signs that nobody sees, or in another case than V7's.",
            Why = "Programs compare names letter by letter: 'lung' and 'Lung ' become classes of their own, or nothing at all.",
            Advice = "Let 'check --fix' trim names and give them V7's case.",
            Source = "covidxr trims names when it reads them, and says so; most tools do not.",
            OfImage = Spelling,
            OfDataset = OtherCase,
        },
        new("A16", "category-unused", FindingLevel.Note)
        {
            What = "The dataset's table of classes has a category that no image uses.",
            Why = "A network gets an output that it never sees, and means over classes get a class without a value.",
            Advice = "Export with --classes and the names that are wanted.",
            Source = "COCO categories, YOLO names, class_mapping.csv.",
            OfDataset = Unused,
        },
        .. NearNameRules.All,
        .. MojibakeRules.OfNames,
    ];

    private static IEnumerable<Observation> Spelling(CheckedImage image)
    {
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            var annotation = image.Image.Annotations[i];
            if (annotation.Kind == AnnotationKind.RasterLayer)
            {
                continue;
            }

            var right = annotation.Kind == AnnotationKind.Tag ? NameSpelling.OfTag(annotation.NameAsWritten) : NameSpelling.OfCategory(annotation.NameAsWritten);
            if (right != annotation.NameAsWritten)
            {
                yield return new Observation($"the {(annotation.Kind == AnnotationKind.Tag ? "tag" : "category")} is '{NameSpelling.Visible(annotation.NameAsWritten)}', expected '{NameSpelling.Visible(right)}'") { Annotation = i };
            }
        }
    }

    private static IEnumerable<Observation> Unused(CheckedDataset dataset)
    {
        var used = dataset.Images.SelectMany(i => i.Names).Select(n => n.Trim()).ToHashSet(StringComparer.Ordinal);
        return dataset.Classes.Where(c => !used.Contains(c.Name.Trim()))
            .Select(c => new Observation(string.Create(CultureInfo.InvariantCulture, $"category {c.Number} '{NameSpelling.Visible(c.Name)}' is used by no image")));
    }

    /// <summary>Categories that are not V7's, but differ from one another in case alone: the rarer ones.</summary>
    private static IEnumerable<Observation> OtherCase(CheckedDataset dataset)
    {
        var images = dataset.Images.SelectMany(i => i.Names.Select(n => (Name: NameSpelling.OfCategory(n), i.Facts.Id))).ToLookup(i => i.Name, i => i.Id, StringComparer.Ordinal);
        foreach (var alike in images.GroupBy(g => g.Key, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            var byUse = alike.OrderByDescending(g => g.Distinct(StringComparer.Ordinal).Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
            foreach (var rare in byUse.Skip(1))
            {
                var used = rare.Distinct(StringComparer.Ordinal).ToList();
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"category '{NameSpelling.Visible(rare.Key)}' of {Wording(used.Count)} is '{NameSpelling.Visible(byUse[0].Key)}' in {Wording(byUse[0].Distinct(StringComparer.Ordinal).Count())}"))
                {
                    Image = used[0],
                    Others = [.. used.Skip(1)],
                };
            }
        }

        static string Wording(int images) => string.Create(CultureInfo.InvariantCulture, $"{images:N0} {(images == 1 ? "image" : "images")}");
    }
}
