using CovidXray.Releases.Transfer;

namespace CovidXray.Releases.Sources;

/// <summary>A mirror's addresses, such as <c>https://mirror.example/films/{original}</c>.</summary>
internal sealed class AddressTemplate
{
    private static readonly string[] Fields = ["{original}", "{stem}", "{filename}", "{id}", "{seq}"];
    private readonly string _template;

    /// <exception cref="FormatException">It makes no addresses.</exception>
    public AddressTemplate(string template)
    {
        // A folder's address stands for the files in it.
        _template = Fields.Any(f => template.Contains(f, StringComparison.Ordinal)) ? template : template.TrimEnd('/') + "/{original}";
        var rest = Fields.Aggregate(_template, (text, field) => text.Replace(field, "x", StringComparison.Ordinal));
        if (rest.AsSpan().ContainsAny('{', '}') || WebAddress.Parse(rest) is null)
        {
            throw new FormatException($"'{WebAddress.Shown(template)}' is no address; expected such as https://mirror.example/films/{{original}}, with {string.Join(", ", Fields)}");
        }
    }

    /// <summary>The address of an image; null if it lacks what the template asks for.</summary>
    public Uri? Of(FilmRequest film)
    {
        var address = _template;
        foreach (var (field, value) in Fields.Zip([film.Name, Path.GetFileNameWithoutExtension(film.Name), film.ServerName, film.Id, film.Seq?.ToString()]))
        {
            if (!address.Contains(field, StringComparison.Ordinal))
            {
                continue;
            }

            if (value is null)
            {
                return null;
            }

            address = address.Replace(field, Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return WebAddress.Parse(address);
    }
}
