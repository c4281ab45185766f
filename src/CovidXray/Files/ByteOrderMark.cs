namespace CovidXray.Files;

/// <summary>The three bytes that some editors put in front of UTF-8.</summary>
internal static class ByteOrderMark
{
    /// <summary>They themselves.</summary>
    public static ReadOnlySpan<byte> Utf8 => [0xef, 0xbb, 0xbf];

    /// <summary>A text without them.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text.StartsWith(Utf8) ? text[Utf8.Length..] : text;
}
