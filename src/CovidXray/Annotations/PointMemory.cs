namespace CovidXray.Annotations;

/// <summary>Memory for the points of one image, used again for the next: who reads thousands one after the other leaves no garbage.</summary>
/// <remarks>Polygons lie in it until it is cleared. For one thread.</remarks>
internal sealed class PointMemory
{
    /// <summary>Most images have fewer coordinates.</summary>
    private const int FirstLength = 4096;

    /// <summary>More than so many coordinates are not kept for the next image.</summary>
    private const int MaxKept = 1 << 17;

    private double[] _block = [];
    private int _used;

    /// <summary>Gives memory for coordinates, with anything in it.</summary>
    public Memory<double> Take(int length)
    {
        if (_block.Length - _used < length)
        {
            // What was given stays where it is.
            _block = GC.AllocateUninitializedArray<double>(Math.Max(length, Math.Max(FirstLength, Math.Min(2 * _block.Length, MaxKept))));
            _used = 0;
        }

        var taken = _block.AsMemory(_used, length);
        _used += length;
        return taken;
    }

    /// <summary>Lets go of all that was given: the image that has it must not be used any more.</summary>
    public void Clear()
    {
        _used = 0;
        if (_block.Length > MaxKept)
        {
            _block = [];
        }
    }
}
