using System.Globalization;

namespace CovidXray.Formats.Sources;

/// <summary>Ids of images whose files lie in several folders, where one name may stand in two of them.</summary>
internal static class DistinctIds
{
    /// <summary>The id of each: its name for the first that has it, <c>NAME-2</c>, <c>NAME-3</c>, ... for the others.</summary>
    /// <param name="names">Names without extension, in the order of their paths, so that ids are the same each time.</param>
    /// <returns>Ids that differ in more than letter case. They may be too long for a file's name, as names may.</returns>
    public static string[] Of(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        var last = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var ids = new string[names.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = names[i];
            if (!last.TryAdd(names[i], 1))
            {
                do
                {
                    ids[i] = string.Create(CultureInfo.InvariantCulture, $"{names[i]}-{++last[names[i]]}");
                }
                while (!taken.Add(ids[i]));
            }
        }

        return ids;
    }
}
