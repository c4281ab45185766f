using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Coco;

/// <summary>Reads the small objects of a COCO file, each as a document of its own.</summary>
internal static class CocoPieces
{
    /// <summary>A category, or one of V7's tags.</summary>
    /// <exception cref="DatasetException">It has no id or no name.</exception>
    public static (CocoId Id, string Name, IReadOnlyList<JsonMember> Extras) ReadCategory(ref JsonCursor json)
    {
        json.Read();
        json.Require(JsonTokenType.StartObject, "a category");
        var start = json.TokenStart;
        CocoId? id = null;
        string? name = null;
        var extras = new List<JsonMember>();
        while (json.NextMember())
        {
            if (json.NameIs("id"u8))
            {
                id = CocoId.Read(ref json, "id");
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadText("name");
            }
            else
            {
                extras.Add(json.ReadRaw());
            }
        }

        // What is written where nobody says anything.
        extras.RemoveAll(e => e.Name == CocoKeys.Supercategory && e.Json.Span.SequenceEqual("\"root\""u8));
        return id is { } found && name is not null
            ? (found, name, extras)
            : throw json.Fail(id is null ? "there is no id" : "there is no name", start);
    }

    /// <summary>A licence, whatever it is; null for what it does not say.</summary>
    public static (CocoId? Id, CocoLicense License) ReadLicense(ref JsonCursor json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        CocoId? id = null;
        string? name = null;
        string? url = null;
        while (json.NextMember())
        {
            var what = json.NameIs("id"u8) ? 1 : json.NameIs("name"u8) ? 2 : json.NameIs("url"u8) ? 3 : 0;
            json.Read();
            switch (what)
            {
                case 1:
                    id = CocoId.Parse(json.Document[(int)json.TokenStart..(int)json.Consumed]);
                    break;
                case 2 when json.TokenType is JsonTokenType.String or JsonTokenType.Number:
                    name = json.CurrentText();
                    break;
                case 3 when json.TokenType == JsonTokenType.String:
                    url = json.CurrentText();
                    break;
            }

            json.Skip();
        }

        return (id, new CocoLicense(name, url));
    }

    /// <summary>Why an annotation does not say whose it is.</summary>
    /// <exception cref="DatasetException">It always does not.</exception>
    public static bool RequireOwner(ref JsonCursor json)
    {
        json.Read();
        json.Require(JsonTokenType.StartObject, "an annotation");
        var start = json.TokenStart;
        while (json.NextMember())
        {
            if (!json.NameIs("image_id"u8))
            {
                json.SkipValue();
            }
            else if (CocoId.Read(ref json, "image_id") is null)
            {
                throw json.Fail("image_id is null");
            }
        }

        throw json.Fail("the annotation has no image_id", start);
    }

    /// <summary>A value as it stands.</summary>
    public static JsonMember ReadRaw(ref JsonCursor json, string name)
    {
        json.Read();
        var start = json.TokenStart;
        json.Skip();
        return json.RawSince(name, start);
    }
}
