using System.Buffers.Binary;
using CovidXray.Files;
using CovidXray.Masks.Png;

namespace CovidXray.Browser.Films;

/// <summary>Finds in a PNG what makes a browser show other pixels than it holds: a transparent grey, gamma, a profile, an orientation, frames.</summary>
internal static class PngExtras
{
    private const int MostChunks = 1000;

    /// <summary>Whether such a chunk stands before the pixels.</summary>
    public static bool ChangeLooks(InputStream file)
    {
        Span<byte> head = stackalloc byte[8];
        var at = (long)PngChunks.Signature.Length;
        for (var chunks = 0; chunks < MostChunks; chunks++)
        {
            if (file.Fill(head, at) < head.Length || head[4..].SequenceEqual("IDAT"u8))
            {
                return false;
            }

            var name = head[4..];
            if (name.SequenceEqual("tRNS"u8) || name.SequenceEqual("gAMA"u8) || name.SequenceEqual("iCCP"u8) || name.SequenceEqual("eXIf"u8) || name.SequenceEqual("acTL"u8))
            {
                return true;
            }

            at += 12 + BinaryPrimitives.ReadUInt32BigEndian(head);
        }

        return true;
    }
}
