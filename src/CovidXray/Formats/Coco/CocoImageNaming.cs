using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>Gives the images of a COCO file ids that may be file names, each once.</summary>
/// <remarks>
/// The first of these that is safe and free: the id that covidxr wrote (<c>darwin_id</c>), the one in V7's address
/// (<c>https://darwin.v7labs.com/api/images/1676192/original</c>), the film's name without extension, COCO's own id; else one of
/// the last two with a number behind it, as files of several parts of a dataset may number their images anew.
/// </remarks>
internal sealed class CocoImageNaming
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, int> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An id for an image; null if it has nothing that may be one.</summary>
    public string? IdOf(CocoImage image)
    {
        string?[] names =
        [
            image.Darwin.GetValueOrDefault("darwin_id"),
            IdIn(image.Darwin.GetValueOrDefault("darwin_url") ?? image.Address),
            Path.GetFileNameWithoutExtension(image.OriginalFileName),
            image.Id?.ToString(),
        ];
        string[] safe = [.. names.Where(n => n is not null && SafeFileName.Problem(n) is null).Select(n => n!)];
        return safe.FirstOrDefault(_taken.Add) ?? (safe.Length == 0 ? null : Numbered(safe[0]));
    }

    private string? Numbered(string name)
    {
        var next = _next.GetValueOrDefault(name, 2);
        string numbered;
        do
        {
            numbered = string.Create(CultureInfo.InvariantCulture, $"{name}-{next++}");
        }
        while (!_taken.Add(numbered));
        _next[name] = next;
        return SafeFileName.Problem(numbered) is null ? numbered : null;
    }

    private static string? IdIn(string? url)
    {
        const string Before = "/api/images/";
        if (url?.IndexOf(Before, StringComparison.Ordinal) is not (>= 0 and var start))
        {
            return null;
        }

        var id = url[(start + Before.Length)..].Split('/')[0];
        return id.Length > 0 && id.All(char.IsAsciiDigit) ? id : null;
    }
}
