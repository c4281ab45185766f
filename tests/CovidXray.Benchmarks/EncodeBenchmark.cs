using BenchmarkDotNet.Attributes;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Benchmarks;

/// <summary>Masks to PNG: straight from the runs, and the plain way through pixels and zlib.</summary>
[MemoryDiagnoser]
public class EncodeBenchmark
{
    private static readonly MaskPixelFormat Format = MaskPixelFormat.Grey8(255, 127);

    private readonly MaskPngEncoder _encoder = new();
    private readonly PlainPng _plain = new();
    private Mask[] _masks = [];

    [GlobalSetup]
    public void Setup()
    {
        _masks = [.. BenchmarkData.Open().ParseAll().Select(image => PolygonRasterizer.Rasterize(image, PaintOrder.V7))];
        for (var i = 0; i < _masks.Length; i++)
        {
            var expected = PlainPng.Decode(_plain.Encode(_masks[i]));
            var actual = PlainPng.Decode(_encoder.Encode(_masks[i], Format));
            Check.Equal(expected: true, expected.Pixels.AsSpan().SequenceEqual(actual.Pixels), $"equal pixels of mask {i}");
            Check.Equal((_masks[i].Width, _masks[i].Height), (actual.Width, actual.Height), "size");
        }

        Console.WriteLine($"// {_masks.Length} masks: {Runs():N0} bytes from runs, {Plain():N0} the plain way");
    }

    [Benchmark]
    public long Runs()
    {
        var bytes = 0L;
        foreach (var mask in _masks)
        {
            bytes += _encoder.Encode(mask, Format).Length;
        }

        return bytes;
    }

    [Benchmark(Baseline = true)]
    public long Plain()
    {
        var bytes = 0L;
        foreach (var mask in _masks)
        {
            bytes += _plain.Encode(mask).Length;
        }

        return bytes;
    }
}
