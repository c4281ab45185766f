namespace CovidXray.Annotations;

/// <summary>The memory that may be kept between two readings of a dataset. For several threads.</summary>
/// <param name="bytes">How much all images may take together.</param>
internal sealed class MemoryRoom(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes some of it.</summary>
    /// <returns>False, and nothing taken, if so much is not left.</returns>
    public bool TryTake(int length)
    {
        if (Interlocked.Add(ref _left, -length) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, length);
        return false;
    }
}
