using BenchmarkDotNet.Attributes;
using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Benchmarks;

/// <summary>Polygons to masks in every form of the kernel.</summary>
[MemoryDiagnoser]
public class RasterizeBenchmark
{
    private AnnotatedImage[] _images = [];
    private PolygonRasterizer _rasterizer = new();

    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    public static IEnumerable<string> Kernels => Enum.GetNames<KernelWidth>();

    [GlobalSetup]
    public void Setup()
    {
        _images = BenchmarkData.Open().ParseAll();
        _rasterizer = PolygonRasterizer.ByPlanes(Enum.Parse<KernelWidth>(Kernel));
        var scalar = PolygonRasterizer.ByPlanes(KernelWidth.Scalar);
        foreach (var image in _images)
        {
            Check.Equal(
                scalar.Rasterize(image, LabelMap.Default, PaintOrder.V7),
                _rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7),
                image.Id);
        }
    }

    [Benchmark]
    public int Rasterize()
    {
        var runs = 0;
        foreach (var image in _images)
        {
            runs += _rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7).Runs.Length;
        }

        return runs;
    }
}
