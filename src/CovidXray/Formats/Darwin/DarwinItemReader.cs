using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Texts;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads Darwin 2.0's <c>item</c>: the film stands in one of its slots.</summary>
internal static class DarwinItemReader
{
    private const string Slots = "slots";
    private const int MostNamed = 10;
    private const int MostSlots = 10_000;

    /// <summary>Reads the value of the current member.</summary>
    /// <param name="slot">The slot that the image is taken from; null for the first.</param>
    public static DarwinImage ReadItem(ref JsonCursor json, string? slot)
    {
        var image = ReadSlots(ref json, out var start);
        Take(image, slot, json, start);
        image.OriginalFileName ??= image.FileName;
        return image;
    }

    /// <summary>Reads the value of the current member, and takes the image from none of its slots.</summary>
    /// <param name="start">Where the item begins.</param>
    public static DarwinImage ReadSlots(ref JsonCursor json, out long start)
    {
        start = json.BeginObject("item");
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
                image.SlotsExtra = image.Extras.Count;
                image.Extras.Add(json.ReadRaw());
                json = member;
                image.SlotsStart = json.Consumed;
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

        return image;
    }

    /// <summary>Takes an item's image from one of its slots.</summary>
    private static void Take(DarwinImage image, string? name, in JsonCursor json, long start)
    {
        if (image.Slots.Count == 0)
        {
            DarwinImageReader.RequireSides(image, json, start);
        }

        var slot = name is null ? image.Slots[0] : image.Slots.FirstOrDefault(s => s.Name == name)
            ?? throw json.Fail($"there is no slot '{ForeignText.Quote(name)}'; the item has {Names(image)}", image.SlotsStart);
        (image.Slot, image.Width, image.Height) = (slot, slot.Width, slot.Height);
        (image.ThumbnailUrl, image.OriginalFileName, image.Url) = (slot.ThumbnailUrl, slot.OriginalFileName, slot.Url);
        DarwinImageReader.RequireSides(image, json, slot.Start);
        if (image.Slots.Count > 1)
        {
            // The others are left out with their annotations, and with them how they are laid out.
            var own = json.RawSince(Slots, slot.Start, slot.End);
            image.Extras[image.SlotsExtra] = own with { Json = (byte[])[(byte)'[', .. own.Json.Span, (byte)']'] };
            image.Extras.RemoveAll(e => e.Name == "layout");
        }
    }

    /// <summary>The names of an item's slots, for messages.</summary>
    public static string Names(DarwinImage image) =>
        string.Join(", ", image.Slots.Take(MostNamed).Select(s => ForeignText.Quote(s.Name))) + (image.Slots.Count > MostNamed ? ", ..." : "");

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
        json.BeginArray(Slots);
        while (json.NextElement())
        {
            json.Require(JsonTokenType.StartObject, "a slot");
            if (image.Slots.Count == MostSlots)
            {
                throw json.Fail($"the item has more than {MostSlots:N0} slots");
            }

            var slot = ReadSlot(ref json, image.Slots.Count.ToString(CultureInfo.InvariantCulture));
            if (image.SlotNames.Add(slot.Name))
            {
                image.Slots.Add(slot);
                continue;
            }

            throw json.Fail($"the slot '{ForeignText.Quote(slot.Name)}' stands twice", slot.Start);
        }
    }

    /// <param name="name">The slot's name if it does not say one.</param>
    private static DarwinSlot ReadSlot(ref JsonCursor json, string name)
    {
        var slot = new DarwinSlot { Name = name, Start = json.TokenStart };
        while (json.NextMember())
        {
            if (json.NameIs("slot_name"u8))
            {
                slot.Name = json.ReadText("slot_name") ?? name;
            }
            else if (json.NameIs("type"u8))
            {
                slot.Type = json.ReadText("type");
            }
            else if (json.NameIs("width"u8))
            {
                slot.Width = json.ReadSide("width");
            }
            else if (json.NameIs("height"u8))
            {
                slot.Height = json.ReadSide("height");
            }
            else if (json.NameIs("thumbnail_url"u8))
            {
                slot.ThumbnailUrl = json.ReadText("thumbnail_url");
            }
            else if (json.NameIs("source_files"u8))
            {
                ReadSourceFiles(ref json, slot);
            }
            else
            {
                json.SkipValue();
            }
        }

        slot.End = json.Consumed;
        return slot;
    }

    private static void ReadSourceFiles(ref JsonCursor json, DarwinSlot slot)
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
                    slot.OriginalFileName = json.ReadText("file_name");
                }
                else if (json.NameIs("url"u8))
                {
                    slot.Url = json.ReadText("url");
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
