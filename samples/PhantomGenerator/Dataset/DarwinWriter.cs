using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PhantomGenerator.Dataset;

/// <summary>
/// Writes one annotation file in Darwin's first JSON form, key for key and indent for indent as V7 released its dataset, its
/// habits included: every number form, names after polygons, no line feed at the end.
/// </summary>
internal sealed class DarwinWriter
{
    private const string Token = "00000000-0000-4000-8000-000000000000";
    private const int PointZeroPercent = 30;

    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // the release has non-ASCII text as it is, never \u
    };

    private readonly PhantomFilm _film;
    private readonly Utf8JsonWriter _json;
    private readonly SplitMix64 _random;

    private DarwinWriter(PhantomFilm film, Utf8JsonWriter json, SplitMix64 random) => (_film, _json, _random) = (film, json, random);

    /// <summary>The bytes of the annotation file.</summary>
    public static byte[] Write(PhantomFilm film, IReadOnlyList<IReadOnlyList<GridPoint>> lungs, SplitMix64 random)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _options))
        {
            new DarwinWriter(film, json, random).Document(lungs);
        }

        return bytes.ToArray();
    }

    private void Document(IReadOnlyList<IReadOnlyList<GridPoint>> lungs)
    {
        _json.WriteStartObject();
        ImageObject();
        _json.WriteString("dataset", "Phantom Chest X-Ray Sample");
        _json.WriteBoolean("annotated", true);
        _json.WriteStartArray("annotations");
        if (_film.TagsFirst)
        {
            Tags();
        }

        if (_film.IgnoreFirst)
        {
            IgnoreRegions();
        }

        foreach (var lung in lungs)
        {
            Polygon("Lung", [.. lung.Select(p => ((decimal)p.X, (decimal)p.Y))]);
        }

        if (!_film.IgnoreFirst)
        {
            IgnoreRegions();
        }

        if (!_film.TagsFirst)
        {
            Tags();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void ImageObject()
    {
        _json.WriteStartObject("image");
        _json.WriteNumber("seq", _film.Seq);
        _json.WriteNumber("width", _film.Width);
        _json.WriteNumber("height", _film.Height);
        _json.WriteString("filename", $"{_film.Seq:D8}{Path.GetExtension(_film.FileName)}");
        _json.WriteString("original_filename", _film.FileName);
        _json.WriteString("url", $"https://example.org/api/images/{_film.Id}/original?token={Token}");
        _json.WriteString("thumbnail_url", $"https://example.org/api/images/{_film.Id}/thumbnail?token={Token}");
        _json.WriteString("workview_url", $"https://example.org/workview?dataset=0&image={_film.Seq}");
        _json.WriteEndObject();
    }

    private void Tags()
    {
        foreach (var tag in _film.Tags)
        {
            _json.WriteStartObject();
            _json.WriteString("name", tag);
            _json.WriteStartObject("tag");
            _json.WriteEndObject();
            _json.WriteEndObject();
        }
    }

    private void IgnoreRegions()
    {
        foreach (var region in _film.Overlays.Select(overlay => overlay.Region))
        {
            if (region.Rings is [var only])
            {
                Polygon("Ignore", only);
            }
            else
            {
                ComplexPolygon("Ignore", region.Rings);
            }
        }
    }

    private void Polygon(string name, IReadOnlyList<(decimal X, decimal Y)> ring)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        _json.WriteStartObject("polygon");
        _json.WritePropertyName("path");
        Ring(ring);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void ComplexPolygon(string name, IReadOnlyList<IReadOnlyList<(decimal X, decimal Y)>> rings)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("complex_polygon");
        _json.WriteStartArray("path");
        foreach (var ring in rings)
        {
            Ring(ring);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteString("name", name);
        _json.WriteEndObject();
    }

    private void Ring(IReadOnlyList<(decimal X, decimal Y)> ring)
    {
        _json.WriteStartArray();
        foreach (var (x, y) in ring)
        {
            _json.WriteStartObject();
            Coordinate("x", x);
            Coordinate("y", y);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Coordinate(string axis, decimal value)
    {
        _json.WritePropertyName(axis);
        _json.WriteRawValue(Literal(value));
    }

    private string Literal(decimal value)
    {
        if (value != decimal.Truncate(value))
        {
            return value.ToString("0.##", CultureInfo.InvariantCulture);
        }

        var whole = (int)value;
        var pointZero = _random.Chance(PointZeroPercent);
        return _film.Literals switch
        {
            LiteralForm.Exponent when whole >= 1000 && whole % 100 == 0 => $"{whole / 1000}.{whole / 100 % 10}e3",
            LiteralForm.Exponent when whole >= 100 && whole % 100 == 0 => $"{whole / 100}.0e2",
            LiteralForm.Exponent or LiteralForm.PointZero when pointZero => $"{whole}.0",
            _ => $"{whole}",
        };
    }
}
