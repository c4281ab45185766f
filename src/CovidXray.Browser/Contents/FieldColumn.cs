using System.Text.Json;
using CovidXray.Filters;
using CovidXray.Reports;

namespace CovidXray.Browser.Contents;

/// <summary>One field of all images. Texts stand once, and images have their numbers; letter case makes no other text.</summary>
internal sealed class FieldColumn
{
    private static readonly string[] NoYes = ["no", "yes"];

    private readonly FilterField _field;
    private readonly IReadOnlyList<BrowsedImage> _images;

    private FieldColumn(FilterField field, IReadOnlyList<BrowsedImage> images) => (_field, _images) = (field, images);

    /// <summary>The field's name.</summary>
    public string Name => _field.Name;

    /// <summary>Whether an image has a value.</summary>
    public bool HasValues => _images.Any(i => i.Facts is { } facts && IsKnown(facts));

    /// <summary>The columns of all fields but id and name, in their order, then those of lists.</summary>
    public static IEnumerable<FieldColumn> All(IReadOnlyList<BrowsedImage> images) =>
        FilterFields.All.Where(f => f.Name is not ("id" or "name")).Concat(FilterFields.Lists).Select(f => new FieldColumn(f, images));

    /// <summary>Writes the column as an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", _field.Name);
        json.WriteString("description", _field.Description);
        switch (_field.Kind)
        {
            case FieldKind.Number:
                WriteNumbers(json);
                break;
            case FieldKind.YesNo:
                json.WriteString("kind", "yesno");
                WriteCodes(json, NoYes, facts => _field.YesNo(facts) is { } yes ? yes ? 1 : 0 : -1);
                break;
            case FieldKind.Text:
                json.WriteString("kind", "text");
                WriteTexts(json);
                break;
            default:
                json.WriteString("kind", "list");
                WriteLists(json);
                break;
        }

        json.WriteEndObject();
    }

    // A count that is 0 is known.
    private bool IsKnown(ImageFacts facts) => _field.IsCount || _field.Has(facts);

    private void WriteNumbers(Utf8JsonWriter json)
    {
        json.WriteString("kind", "number");
        json.WriteBoolean("isCount", _field.IsCount);
        json.WriteStartArray("numbers");
        foreach (var image in _images)
        {
            if (image.Facts is { } facts && _field.Number(facts) is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    private void WriteTexts(Utf8JsonWriter json)
    {
        var numbers = new TextNumbers();
        int[] codes = [.. _images.Select(i => i.Facts is { } facts && _field.Text(facts) is { } text ? numbers.Of(text) : -1)];
        JsonOutput.WriteTexts(json, "values", numbers.Texts);
        json.WriteStartArray("codes");
        foreach (var code in codes)
        {
            json.WriteNumberValue(code);
        }

        json.WriteEndArray();
    }

    private void WriteLists(Utf8JsonWriter json)
    {
        var numbers = new TextNumbers();
        int[][] codes = [.. _images.Select(i => i.Facts is { } facts ? (int[])[.. _field.Texts(facts).Select(numbers.Of).Distinct()] : [])];
        JsonOutput.WriteTexts(json, "values", numbers.Texts);
        json.WriteStartArray("codes");
        foreach (var list in codes)
        {
            json.WriteStartArray();
            foreach (var code in list)
            {
                json.WriteNumberValue(code);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void WriteCodes(Utf8JsonWriter json, string[] values, Func<ImageFacts, int> code)
    {
        JsonOutput.WriteTexts(json, "values", values);
        json.WriteStartArray("codes");
        foreach (var image in _images)
        {
            json.WriteNumberValue(image.Facts is { } facts ? code(facts) : -1);
        }

        json.WriteEndArray();
    }

    /// <summary>Texts in the order in which they first stand, each with its number.</summary>
    private sealed class TextNumbers
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> _texts = [];

        public IReadOnlyList<string> Texts => _texts;

        public int Of(string text)
        {
            if (!_numbers.TryGetValue(text, out var number))
            {
                number = _texts.Count;
                _numbers.Add(text, number);
                _texts.Add(text);
            }

            return number;
        }
    }
}
