using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>Gives the images of a COCO file ids that may be file names, each once.</summary>
/// <remarks>
/// The first of these that is safe and free: the id that covidxr wrote (<c>darwin_id</c>), the one in V7's address
/// (<c>https://darwin.v7labs.com/api/images/1676192/original</c>), the film's name without extension, COCO's number.
/// </remarks>
internal sealed class CocoImageNaming
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An id for an image; null if every one is taken.</summary>
    public string? IdOf(CocoImage image)
    {
        foreach (var name in (ReadOnlySpan<string?>)[
            image.Darwin.GetValueOrDefault("darwin_id"),
            IdIn(image.Darwin.GetValueOrDefault("darwin_url") ?? image.Address),
            Path.GetFileNameWithoutExtension(image.OriginalFileName),
            image.Number?.ToString(CultureInfo.InvariantCulture)])
        {
            if (name is not null && SafeFileName.Problem(name) is null && _taken.Add(name))
            {
                return name;
            }
        }

        return null;
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
