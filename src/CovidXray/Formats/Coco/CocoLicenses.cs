using System.Text.Json;

namespace CovidXray.Formats.Coco;

/// <summary>The licences of an export, numbered as they first occur; 0 is for images of which no licence is known.</summary>
internal sealed class CocoLicenses
{
    public const string Unknown = "unknown";

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [Unknown] = 0 };
    private readonly List<string> _names = [Unknown];

    /// <summary>The number of a licence.</summary>
    /// <param name="license">Its name; null or blank if it is not known.</param>
    public int NumberOf(string? license)
    {
        var name = string.IsNullOrWhiteSpace(license) ? Unknown : license.Trim();
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers[name] = number = _names.Count;
            _names.Add(name);
        }

        return number;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        for (var i = 0; i < _names.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", i);
            json.WriteString("name", _names[i]);
            json.WriteString("url", UrlOf(_names[i]));
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
