using System.Buffers.Text;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Coco;

/// <summary>What must be known of an annotation before it is read: whose it is. Found without reading the rest.</summary>
/// <param name="ImageId">The image's id; null if there is none or if it is none.</param>
/// <param name="Id">Its own id; the same.</param>
/// <param name="RleSize">The size of its run-length encoding, if it has one.</param>
/// <param name="IsPanoptic">Whether it is one of panoptic COCO, whose pixels stand in PNG files.</param>
internal readonly record struct CocoAnnotationOwner(CocoId? ImageId, CocoId? Id, (long, long)? RleSize, bool IsPanoptic)
{
    /// <summary>Looks at the members of an object.</summary>
    /// <param name="json">The object, from brace to brace; its grammar may be wrong.</param>
    public static CocoAnnotationOwner Of(ReadOnlySpan<byte> json)
    {
        var (image, id, size, isPanoptic) = ((CocoId?)null, (CocoId?)null, ((long, long)?)null, false);
        var members = new JsonMemberScanner(json);
        while (members.MoveNext())
        {
            if (members.Name.SequenceEqual("image_id"u8))
            {
                image = CocoId.Parse(members.Value);
            }
            else if (members.Name.SequenceEqual("id"u8))
            {
                id = CocoId.Parse(members.Value);
            }
            else if (members.Name.SequenceEqual("segmentation"u8) && members.Value is [(byte)'{', ..])
            {
                size = SizeIn(members.Value);
            }
            else if (members.Name.SequenceEqual("segments_info"u8))
            {
                isPanoptic = true;
            }
        }

        return new CocoAnnotationOwner(image, id, size, isPanoptic);
    }

    private static (long, long)? SizeIn(ReadOnlySpan<byte> segmentation)
    {
        var members = new JsonMemberScanner(segmentation);
        while (members.MoveNext())
        {
            if (members.Name.SequenceEqual("size"u8) && members.Value is [(byte)'[', .. var list, (byte)']'] && list.IndexOf((byte)',') is > 0 and var comma)
            {
                return (Whole(list[..comma].Trim(" \t\r\n"u8)), Whole(list[(comma + 1)..].Trim(" \t\r\n"u8))) is ({ } first, { } second) ? (first, second) : null;
            }
        }

        return null;
    }

    private static long? Whole(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length ? value : null;
}
