namespace CovidXray.Reports;

/// <summary>The values of one field over all images.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Values">Each value that occurs, the most frequent first, then by name (ordinal).</param>
/// <param name="Missing">The number of images without a value.</param>
public sealed record Distribution(string Field, IReadOnlyList<ValueCount> Values, int Missing)
{
    /// <summary>What reports call the images without a value.</summary>
    internal const string MissingName = "missing";

    /// <summary>What reports call the values that they do not show, behind their number.</summary>
    internal const string OthersName = " others";

    /// <summary>Counts values; null is missing.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="values">One value an image.</param>
    public static Distribution Of(string field, IEnumerable<string?> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var missing = 0;
        foreach (var value in values)
        {
            if (value is null)
            {
                missing++;
            }
            else
            {
                counts[value] = counts.GetValueOrDefault(value) + 1;
            }
        }

        return new Distribution(field, [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new ValueCount(c.Key, c.Value))], missing);
    }
}

/// <summary>How many images have a value.</summary>
/// <param name="Value">The value as V7 writes it, such as <c>AP_Supine</c>.</param>
/// <param name="Images">The number of images.</param>
public sealed record ValueCount(string Value, int Images);
