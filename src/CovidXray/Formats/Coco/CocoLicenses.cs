using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>The licences of an export, numbered as they first occur; 0 is for images of which no licence is known.</summary>
internal sealed class CocoLicenses
{
    public const string Unknown = "unknown";

    private readonly Dictionary<(string Name, string Url), int> _numbers = new() { [(Unknown, "")] = 0 };
    private readonly List<(string Name, string Url)> _all = [(Unknown, "")];

    /// <summary>The number of an image's licence.</summary>
    /// <param name="origin">Says which; null or blank if it is not known.</param>
    public int NumberOf(ImageOrigin? origin)
    {
        var name = string.IsNullOrWhiteSpace(origin?.License) ? Unknown : origin.License.Trim();
        var license = (name, string.IsNullOrWhiteSpace(origin?.LicenseUrl) ? UrlOf(name) : origin.LicenseUrl);
        if (!_numbers.TryGetValue(license, out var number))
        {
            _numbers[license] = number = _all.Count;
            _all.Add(license);
        }

        return number;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        for (var i = 0; i < _all.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", i);
            json.WriteString("name", _all[i].Name);
            json.WriteString("url", _all[i].Url);
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
