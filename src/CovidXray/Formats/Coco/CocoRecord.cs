using System.Buffers;
using System.Text.Json;

namespace CovidXray.Formats.Coco;

/// <summary>The objects of an image and its annotations, prepared one after the other in memory that is used again.</summary>
internal sealed class CocoRecord : IDisposable
{
    /// <summary>More than this is not kept for other images: a polygon of very many points takes it.</summary>
    private const int MostKept = 1 << 20;

    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 14);
    private readonly Utf8JsonWriter _json;
    private readonly List<(int Start, int Length)> _objects = [];

    public CocoRecord() => _json = new Utf8JsonWriter(_bytes, CocoWriter.Compact);

    /// <summary>Whether it may be used for another image.</summary>
    public bool IsSmall => _bytes.Capacity <= MostKept;

    /// <summary>An object; empty if it was left out.</summary>
    /// <param name="index">Its place, from 0.</param>
    public ReadOnlySpan<byte> this[int index] => _bytes.WrittenSpan.Slice(_objects[index].Start, _objects[index].Length);

    /// <summary>Begins with another image.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _objects.Clear();
    }

    /// <summary>Adds an object.</summary>
    /// <param name="write">Writes it.</param>
    public void Add(Action<Utf8JsonWriter> write)
    {
        var start = _bytes.WrittenCount;
        _json.Reset();
        write(_json);
        _json.Flush();
        _objects.Add((start, _bytes.WrittenCount - start));
    }

    /// <summary>Leaves an object out.</summary>
    public void AddNone() => _objects.Add((0, 0));

    public void Dispose() => _json.Dispose();
}
