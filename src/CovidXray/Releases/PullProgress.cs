namespace CovidXray.Releases;

/// <summary>How far a pull is. Written by its threads, read by whoever shows it.</summary>
public sealed class PullProgress
{
    private long _bytes;
    private int _images;

    /// <summary>Bytes that have come over the network or been copied.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Images dealt with, whatever came of them.</summary>
    public int Images => Volatile.Read(ref _images);

    internal void AddBytes(int bytes) => Interlocked.Add(ref _bytes, bytes);

    internal void AddImage() => Interlocked.Increment(ref _images);
}
