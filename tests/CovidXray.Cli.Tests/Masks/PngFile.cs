using NetVips;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>A PNG as libvips reads it: strictly, any warning is an error.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Bands">Samples a pixel.</param>
/// <param name="Samples">Row by row; a palette is looked up, and one bit becomes 0 or 255.</param>
internal sealed record PngFile(int Width, int Height, int Bands, byte[] Samples)
{
    public static PngFile Read(string path)
    {
        using var image = Image.NewFromFile(path, failOn: Enums.FailOn.Warning);
        return new PngFile(image.Width, image.Height, image.Bands, image.WriteToMemory<byte>());
    }

    /// <summary>Bit depth and colour type as the header says them, which decoders hide.</summary>
    public static (int BitDepth, int ColorType) Kind(string path)
    {
        var header = File.ReadAllBytes(path).AsSpan(0, 26);
        return (header[24], header[25]);
    }
}
