using System.Buffers.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads Darwin 2.0's <c>item</c>: the file stands in the first of its slots.</summary>
internal static class DarwinItemReader
{
    /// <summary>Reads the value of the current member.</summary>
    public static DarwinImage ReadItem(ref JsonCursor json)
    {
        var start = json.BeginObject("item");
        var image = new DarwinImage { IsItem = true };
        while (json.NextMember())
        {
            if (json.NameIs("name"u8))
            {
                image.FileName = json.ReadText("name");
            }
            else if (json.NameIs("path"u8))
            {
                image.Folder = json.ReadText("path");
            }
            else if (json.NameIs("seq"u8))
            {
                ReadSeq(image, json.ReadRaw());
            }
            else if (json.NameIs("slots"u8))
            {
                var member = json;
                image.Extras.Add(json.ReadRaw());
                json = member;
                ReadSlots(ref json, image);
            }
            else if (json.NameIs("source_info"u8))
            {
                var member = json;
                image.Extras.Add(json.ReadRaw());
                json = member;
                ReadSourceInfo(ref json, image);
            }
            else
            {
                image.Extras.Add(json.ReadRaw());
            }
        }

        DarwinImageReader.RequireSides(image, json, start);
        image.OriginalFileName ??= image.FileName;
        return image;
    }

    /// <summary>2.0 has no running number; covidxr keeps that of 1.0 under its old name.</summary>
    private static void ReadSeq(DarwinImage image, in JsonMember member)
    {
        if (Utf8Parser.TryParse(member.Json.Span, out long seq, out var used) && used == member.Json.Length)
        {
            image.Seq = seq;
        }
        else
        {
            image.Extras.Add(member);
        }
    }

    private static void ReadSlots(ref JsonCursor json, DarwinImage image)
    {
        json.BeginArray("slots");
        for (var slot = 0; json.NextElement(); slot++)
        {
            if (slot > 0)
            {
                json.Skip();
                continue;
            }

            json.Require(JsonTokenType.StartObject, "a slot");
            while (json.NextMember())
            {
                if (json.NameIs("width"u8))
                {
                    image.Width = json.ReadSide("width");
                }
                else if (json.NameIs("height"u8))
                {
                    image.Height = json.ReadSide("height");
                }
                else if (json.NameIs("thumbnail_url"u8))
                {
                    image.ThumbnailUrl = json.ReadText("thumbnail_url");
                }
                else if (json.NameIs("source_files"u8))
                {
                    ReadSourceFiles(ref json, image);
                }
                else
                {
                    json.SkipValue();
                }
            }
        }
    }

    private static void ReadSourceFiles(ref JsonCursor json, DarwinImage image)
    {
        json.BeginArray("source_files");
        for (var file = 0; json.NextElement(); file++)
        {
            if (file > 0)
            {
                json.Skip();
                continue;
            }

            json.Require(JsonTokenType.StartObject, "a source file");
            while (json.NextMember())
            {
                if (json.NameIs("file_name"u8))
                {
                    image.OriginalFileName = json.ReadText("file_name");
                }
                else if (json.NameIs("url"u8))
                {
                    image.Url = json.ReadText("url");
                }
                else
                {
                    json.SkipValue();
                }
            }
        }
    }

    private static void ReadSourceInfo(ref JsonCursor json, DarwinImage image)
    {
        json.BeginObject("source_info");
        while (json.NextMember())
        {
            if (json.NameIs("workview_url"u8))
            {
                image.WorkviewUrl = json.ReadText("workview_url");
            }
            else if (json.NameIs("dataset"u8))
            {
                json.BeginObject("dataset");
                while (json.NextMember())
                {
                    if (json.NameIs("name"u8))
                    {
                        image.DatasetName = json.ReadText("name");
                    }
                    else
                    {
                        json.SkipValue();
                    }
                }
            }
            else
            {
                json.SkipValue();
            }
        }
    }
}
