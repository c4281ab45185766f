using System.Text.RegularExpressions;

namespace CovidXray.Splits;

/// <summary>What ties images together by what is known of them.</summary>
internal static partial class GroupKeys
{
    /// <summary>The patient, as the tag has it: <c>311</c> and <c>311a</c> are two.</summary>
    public static string Patient(string patient) => "patient " + patient;

    /// <summary>The value of a field.</summary>
    public static string Field(string field, string value) => $"{field} {value}";

    /// <summary>The item whose slots are images of their own.</summary>
    public static string Item(string item) => "item " + item;

    /// <summary>
    /// The person in a name of Kermany's collection: <c>person12_bacteria_46.jpeg</c>, <c>IM-0115-0001.jpeg</c>, <c>NORMAL2-IM-0381-0001.jpeg</c>;
    /// null in other names. Nobody says whether person N with bacteria is person N with a virus: they are taken for one.
    /// </summary>
    public static string? Kermany(string fileName) => KermanyName().Match(fileName) is { Success: true } match
        ? "name " + match.Groups["key"].Value.ToUpperInvariant()
        : null;

    [GeneratedRegex(@"^(?:(?<key>person\d+)_(?:bacteria|virus)_|(?<key>(?:NORMAL2-)?IM-\d+)-\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KermanyName();
}
