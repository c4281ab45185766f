using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Previews;

/// <summary>Finds the images that a user names by id or by the name under which they were uploaded.</summary>
internal static class NamedImages
{
    /// <summary>The images of names, in the names' order, each once.</summary>
    /// <param name="chosen">The images they must be among.</param>
    /// <param name="jobs">The number of threads that read documents, if a name is no id.</param>
    /// <exception cref="JobException">A name is that of no image, of several, or of one that is not chosen.</exception>
    public static IReadOnlyList<DatasetEntry> Find(ChosenImages chosen, IReadOnlyList<string> names, int jobs, CancellationToken cancellation)
    {
        var byId = chosen.All.ToDictionary(e => e.Id, StringComparer.Ordinal);
        var byName = new Lazy<ILookup<string, DatasetEntry>>(() => ByName(chosen.All, jobs, cancellation));
        var isChosen = chosen.Dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var found = names.Select(name => byId.GetValueOrDefault(name) ?? Only(name, [.. byName.Value[name]], byName.Value, chosen)).DistinctBy(e => e.Id, StringComparer.Ordinal).ToList();
        return found.FirstOrDefault(e => !isChosen.Contains(e.Id)) is { } other
            ? throw new JobException($"the image {other.Id} is not among the {Wording.Count(isChosen.Count, "image")} that the rules or the selection leave; name it without them") { IsUsage = true }
            : found;
    }

    private static DatasetEntry Only(string name, DatasetEntry[] found, ILookup<string, DatasetEntry> byName, ChosenImages chosen) => found switch
    {
        [var only] => only,
        [] => throw Unknown(name, NearestNames.To(name, byName.Select(n => n.Key)), chosen),
        _ => throw new JobException($"'{ForeignText.Quote(name)}' is the name of {Wording.Count(found.Length, "image")}: {Wording.Names([.. found.Select(e => e.Id)])}; name one by its id") { IsUsage = true },
    };

    private static JobException Unknown(string name, IReadOnlyList<string> near, ChosenImages chosen)
    {
        var expected = near.Count > 0 ? NearestNames.Ask(near)
            : $"; expected an id such as {ForeignText.Quote(chosen.All.Select(e => e.Id).FirstOrDefault("1676192"))}, or the name under which it was uploaded";
        return new JobException($"there is no image '{ForeignText.Quote(name)}' among the {chosen.All.Count:N0} of {chosen.Dataset.Location}{expected}") { IsUsage = true, Suggestions = near };
    }

    /// <summary>The images by original names and ids, letter case aside.</summary>
    private static ILookup<string, DatasetEntry> ByName(IReadOnlyList<DatasetEntry> entries, int jobs, CancellationToken cancellation)
    {
        var names = EntryReader.Read(entries, e => Tuple.Create(e, e.Read(ReadDetail.WithoutCoordinates).OriginalFileName), [], jobs, cancellation);
        return names.Where(n => n.Item2 is not null).Select(n => (n.Item1, Name: n.Item2!))
            .Concat(entries.Select(e => (e, Name: e.Id)))
            .DistinctBy(n => (n.Item1.Id, n.Name.ToUpperInvariant()))
            .ToLookup(n => n.Name, n => n.Item1, StringComparer.OrdinalIgnoreCase);
    }
}
