namespace CovidXray.Formats.Coco;

/// <summary>Where an object stands in a file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its number of bytes.</param>
internal readonly record struct ByteRange(long Offset, int Length);
