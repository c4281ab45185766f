using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>The licences of an export: those of the dataset's own file with their numbers, used or not, then others as they first occur. <c>unknown</c> is for images of which none is known.</summary>
internal sealed class CocoLicenses
{
    public const string Unknown = "unknown";

    private readonly Dictionary<(string Name, string Url), long> _numbers = [];
    private readonly HashSet<long> _taken = [];
    private readonly List<(long Number, string Name, string Url)> _all = [];
    private long _next;

    /// <param name="source">The dataset's own table.</param>
    public CocoLicenses(IReadOnlyList<DatasetLicense> source)
    {
        foreach (var license in source)
        {
            Add(license.Number, KeyOf(license.Name, license.Url));
        }

        if (source.Count == 0)
        {
            NumberOf(origin: null);
        }
    }

    /// <summary>The number of an image's licence.</summary>
    /// <param name="origin">Says which; null or blank if it is not known.</param>
    public long NumberOf(ImageOrigin? origin)
    {
        var license = KeyOf(origin?.License, origin?.LicenseUrl);
        if (_numbers.TryGetValue(license, out var known))
        {
            return known;
        }

        // 0 is for what is not known.
        _next = license == (Unknown, "") ? _next : Math.Max(1, _next);
        while (_taken.Contains(_next))
        {
            _next++;
        }

        Add(_next, license);
        return _next;
    }

    private static (string Name, string Url) KeyOf(string? name, string? url)
    {
        var given = string.IsNullOrWhiteSpace(name) ? Unknown : name.Trim();
        return (given, string.IsNullOrWhiteSpace(url) ? UrlOf(given) : url);
    }

    private void Add(long number, (string Name, string Url) license)
    {
        _taken.Add(number);
        _numbers.TryAdd(license, number);
        _all.Add((number, license.Name, license.Url));
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var (number, name, url) in _all)
        {
            json.WriteStartObject();
            json.WriteNumber("id", number);
            json.WriteString("name", name);
            json.WriteString("url", url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The text of a licence that says which one it is, version included; else nothing.</summary>
    private static string UrlOf(string name)
    {
        if (name == "Apache 2.0")
        {
            return "https://www.apache.org/licenses/LICENSE-2.0";
        }

        return name.Split(' ') is ["CC", ("BY" or "BY-SA" or "BY-ND" or "BY-NC" or "BY-NC-SA" or "BY-NC-ND") and var terms, [>= '1' and <= '4', '.', '0' or '5'] and var version]
            ? $"https://creativecommons.org/licenses/{terms.ToLowerInvariant()}/{version}/"
            : "";
    }
}
