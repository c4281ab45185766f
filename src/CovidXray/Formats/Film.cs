using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>The film of an image as it is exported: a file that is checked, or one that was made from it.</summary>
public abstract class Film
{
    /// <summary>The extension that its content has, in lower case with the dot: <c>.jpg</c>, <c>.png</c>.</summary>
    public abstract string Extension { get; }

    /// <summary>Samples a pixel: 1 grey, 2 grey and alpha, 3 RGB or palette, 4 RGBA or CMYK.</summary>
    public abstract int Channels { get; }

    /// <summary>The whole file.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public abstract byte[] Read();
}
