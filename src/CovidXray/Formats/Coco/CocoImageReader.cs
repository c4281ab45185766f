using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Coco;

/// <summary>Reads an object of COCO's <c>images</c>.</summary>
internal static class CocoImageReader
{
    /// <summary>Whether a member is read as it stands, so that something else in its place is an error.</summary>
    public static bool IsNeeded(string name) => name is "id" or "width" or "height" or "file_name" or "tag_ids" or "origin" || name.StartsWith("darwin_", StringComparison.Ordinal);

    /// <summary>Reads the object that is the whole document.</summary>
    /// <exception cref="DatasetException">Something in it is not what it should be.</exception>
    public static CocoImage Read(ref JsonCursor json) => Read(ref json, isHead: false);

    /// <summary>Reads the object without what nobody needs who lists images, which is most of it.</summary>
    /// <exception cref="DatasetException">Something in it is not what it should be.</exception>
    public static CocoImage ReadHead(ref JsonCursor json) => Read(ref json, isHead: true);

    private static CocoImage Read(ref JsonCursor json, bool isHead)
    {
        var image = new CocoImage();
        json.Read();
        json.Require(System.Text.Json.JsonTokenType.StartObject, "an image");
        JsonMember? attributes = null;
        while (json.NextMember())
        {
            if (isHead && (json.NameIs("attributes"u8) || json.NameIs("darwin_document"u8)))
            {
                json.SkipValue();
            }
            else if (json.NameIs("id"u8))
            {
                image.Id = CocoId.Read(ref json, "id");
            }
            else if (json.NameIs("width"u8))
            {
                image.Width = json.ReadSide("width");
            }
            else if (json.NameIs("height"u8))
            {
                image.Height = json.ReadSide("height");
            }
            else if (json.NameIs("file_name"u8))
            {
                ReadFileName(ref json, image);
            }
            else if (json.NameIs("license"u8))
            {
                // Whatever it is: a licence never costs an image.
                image.License = CocoId.Parse(json.ReadRaw().Json.Span);
            }
            else if (json.NameIs("tag_ids"u8))
            {
                ReadTagIds(ref json, image);
            }
            else if (json.NameIs("origin"u8))
            {
                ReadOrigin(ref json, image);
            }
            else if (json.NameIs("darwin_seq"u8))
            {
                (image.HasSeq, image.Seq) = (true, json.ReadWhole("darwin_seq"));
            }
            else if (json.NameIs("darwin_document"u8))
            {
                json.BeginObject("darwin_document");
                while (json.NextMember())
                {
                    image.DocumentExtras.Add(json.ReadRaw());
                }
            }
            else if (json.NameIs("attributes"u8))
            {
                attributes = json.ReadRaw();
            }
            else if (json.Name is var name && CocoKeys.IsOfImage(name))
            {
                image.Darwin[name] = json.ReadText(name);
            }
            else
            {
                AddExtra(image, json.ReadRaw());
            }
        }

        // Beside our own id they are our own, which follow from tags and metadata.
        if (attributes is { } foreign && !image.Darwin.ContainsKey("darwin_id"))
        {
            image.Extras.Add(foreign);
        }

        return image;
    }

    private static void ReadFileName(ref JsonCursor json, CocoImage image)
    {
        if (json.ReadText("file_name") is { Length: > 0 } name)
        {
            var film = CocoFileName.Of(name);
            (image.FileName, image.Folder, image.Address, image.Notes) = (film.Name, film.Folder, film.Address, film.Notes);
        }
    }

    private static void ReadTagIds(ref JsonCursor json, CocoImage image)
    {
        image.TagIds = [];
        json.BeginArray("tag_ids");
        while (json.NextElement())
        {
            image.TagIds.Add(CocoId.Current(ref json, "a tag id"));
        }
    }

    private static void ReadOrigin(ref JsonCursor json, CocoImage image)
    {
        json.BeginObject("origin");
        while (json.NextMember())
        {
            if (json.NameIs("offset"u8))
            {
                image.Offset = json.ReadCoordinate("offset");
            }
            else
            {
                var name = json.Name;
                image.Origin[name] = json.ReadText(name);
            }
        }
    }

    /// <summary>Keeps a member, unless it is one of the empty ones that V7 writes.</summary>
    private static void AddExtra(CocoImage image, JsonMember member)
    {
        var isEmpty = member.Name is "coco_url" or "flickr_url" or "date_captured" && (member.Json.Span.SequenceEqual("\"n/a\""u8) || member.Json.Span.SequenceEqual("\"\""u8));
        if (!isEmpty)
        {
            image.Extras.Add(member);
        }
    }
}
