using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Tables;

namespace CovidXray.Formats.Coco;

/// <summary>Writes what COCO says of an image, all but the number of its licence.</summary>
/// <param name="isV7">Whether the file is as V7's own exporter writes it.</param>
/// <param name="fields">The typed fields of images.</param>
/// <param name="ids">The images' numbers.</param>
/// <param name="tags">The tags' numbers.</param>
internal sealed class CocoImageWriter(bool isV7, IReadOnlyList<TableColumn> fields, CocoImageIds ids, IReadOnlyDictionary<string, int> tags)
{
    /// <summary>Writes an image.</summary>
    public void Write(Utf8JsonWriter json, ExportedImage exported)
    {
        var image = exported.Image;
        json.WriteStartObject();
        json.WriteString("file_name", exported.FileName);
        if (isV7)
        {
            WriteV7(json, image);
        }
        else
        {
            json.WriteNumber("height", image.Height);
            json.WriteNumber("width", image.Width);
            json.WriteNumber("id", ids[image.Id]);
            WriteDarwin(json, exported);
            WriteTags(json, image);
            WriteAttributes(json, exported);
            WriteOrigin(json, exported.Origin);
            WriteExtras(json, image);
        }

        json.WriteEndObject();
    }

    private void WriteV7(Utf8JsonWriter json, AnnotatedImage image)
    {
        json.WriteString("coco_url", "n/a");
        json.WriteNumber("height", image.Height);
        json.WriteNumber("width", image.Width);
        json.WriteString("date_captured", "");
        json.WriteString("flickr_url", "n/a");
        json.WriteString("darwin_url", image.Url);
        json.WriteString("darwin_workview_url", image.WorkviewUrl);
        json.WriteNumber("id", ids[image.Id]);
        WriteTags(json, image);
    }

    /// <summary>What the Darwin document said, so that it can be made again.</summary>
    private void WriteDarwin(Utf8JsonWriter json, ExportedImage exported)
    {
        var image = exported.Image;
        json.WriteString("darwin_id", image.Id);
        if (image.Seq is null)
        {
            json.WriteNull("darwin_seq");
        }
        else if (image.Seq != ids[image.Id])
        {
            json.WriteNumber("darwin_seq", image.Seq.Value);
        }

        WriteText(json, "darwin_url", image.Url);
        WriteText(json, "darwin_workview_url", image.WorkviewUrl);
        WriteText(json, "darwin_thumbnail_url", image.ThumbnailUrl);
        WriteText(json, "darwin_filename", image.FileName);
        if (image.OriginalFileName is null)
        {
            json.WriteNull("darwin_original_filename");
        }
        else if (image.OriginalFileName != exported.FileName)
        {
            json.WriteString("darwin_original_filename", image.OriginalFileName);
        }

        WriteText(json, "darwin_path", image.Folder);
        WriteText(json, "darwin_dataset", image.DatasetName);
        WriteText(json, "darwin_version", image.DocumentVersion == "1.0" ? null : image.DocumentVersion);
    }

    private void WriteTags(Utf8JsonWriter json, AnnotatedImage image)
    {
        json.WriteStartArray("tag_ids");
        foreach (var tag in image.Tags.All)
        {
            json.WriteNumberValue(tags[tag]);
        }

        json.WriteEndArray();
    }

    /// <summary>What the tags and metadata mean, typed; it follows from them, so reading leaves it out.</summary>
    private void WriteAttributes(Utf8JsonWriter json, ExportedImage exported)
    {
        if (exported.Fields.Count == 0)
        {
            return;
        }

        json.WriteStartObject("attributes");
        for (var i = 0; i < exported.Fields.Count; i++)
        {
            if (exported.Fields[i] is { IsMissing: false } value)
            {
                json.WritePropertyName(fields[i].Name);
                RowJson.WriteValue(json, value, hasPoint: false);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter json, ImageOrigin? origin)
    {
        if (origin is null)
        {
            return;
        }

        json.WriteStartObject("origin");
        WriteText(json, "doi", origin.Doi);
        WriteText(json, "url", origin.Url);
        WriteText(json, "source", origin.Source);
        WriteText(json, "date", origin.Date);
        if (origin.Offset is { } offset)
        {
            json.WriteNumber("offset", offset);
        }

        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, AnnotatedImage image)
    {
        WriteMembers(json, image.ImageExtras.Where(e => !CocoKeys.IsOfImage(e.Name)));
        if (image.Extras.Count > 0)
        {
            json.WriteStartObject("darwin_document");
            WriteMembers(json, image.Extras);
            json.WriteEndObject();
        }
    }

    internal static void WriteMembers(Utf8JsonWriter json, IEnumerable<JsonMember> members)
    {
        foreach (var member in members)
        {
            json.WritePropertyName(member.Name);
            json.WriteRawValue(OnOneLine(member.Json.Span), skipInputValidation: true);
        }
    }

    /// <summary>Without line breaks and what indents behind them, so that an object stays on its line; inside texts JSON has none.</summary>
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> json)
    {
        if (!json.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return json;
        }

        var result = new ArrayBufferWriter<byte>(json.Length);
        while (json.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end)
        {
            result.Write(json[..end]);
            json = json[end..].TrimStart(" \t\r\n"u8);
        }

        result.Write(json);
        return result.WrittenSpan;
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
