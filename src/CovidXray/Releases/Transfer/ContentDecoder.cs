using System.IO.Compression;
using CovidXray.Texts;

namespace CovidXray.Releases.Transfer;

/// <summary>Content as it was before a server packed it, which it was asked not to do.</summary>
internal static class ContentDecoder
{
    // Each layer takes memory; no server in its senses packs what is packed.
    private const int MaxLayers = 3;

    /// <param name="body">What the server sends.</param>
    /// <param name="encodings">How it was packed, the last way last.</param>
    /// <exception cref="TransferException">It was packed in a way that is not known.</exception>
    public static Stream Unpack(Stream body, ICollection<string> encodings) => encodings.Count <= MaxLayers
        ? encodings.Reverse().Aggregate(body, Unpack)
        : throw new TransferException($"the server packed it {encodings.Count} times over");

    private static Stream Unpack(Stream body, string encoding) => encoding.ToLowerInvariant() switch
    {
        "identity" => body,
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        var other => throw new TransferException($"the server packed it as '{ForeignText.Quote(other)}', which is not known here"),
    };
}
