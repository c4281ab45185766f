using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats;

/// <summary>Packs the masks of one image into raster layers, which give every pixel one value: as few as overlaps allow, first fit.</summary>
/// <param name="width">Width of the image, in pixels.</param>
/// <param name="height">Height of the image, in pixels.</param>
internal sealed class CocoMaskLayers(int width, int height)
{
    private const string Name = "__raster_layer__";

    private readonly List<Layer> _layers = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Adds a mask.</summary>
    /// <param name="id">Its annotation's id, where there is one.</param>
    /// <param name="mask">The pixels; null if they were not read.</param>
    /// <returns>The id under which a layer has it.</returns>
    public string Add(string? id, Mask? mask)
    {
        var unique = id ?? "mask";
        for (var i = 2; !_ids.Add(unique); i++)
        {
            unique = $"{id ?? "mask"}-{i}";
        }

        if (mask is not null && !_layers.Any(l => l.TryAdd(unique, mask)))
        {
            var layer = new Layer(width, height);
            layer.TryAdd(unique, mask);
            _layers.Add(layer);
        }

        return unique;
    }

    /// <summary>The layers as annotations.</summary>
    public IEnumerable<Annotation> ToAnnotations() => _layers.Select(l => new Annotation
    {
        Name = Name,
        Kind = AnnotationKind.RasterLayer,
        RasterLayer = l.ToRasterLayer(),
    });

    /// <summary>Runs of all masks of a layer, sorted, none over another.</summary>
    private sealed class Layer(int width, int height)
    {
        private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
        private List<(long Start, int Length, int Value)> _runs = [];

        public bool TryAdd(string id, Mask mask)
        {
            var value = _values.Count + 1;
            var merged = new List<(long Start, int Length, int Value)>(_runs.Count + mask.Runs.Length);
            var next = 0;
            for (var y = 0; y < height; y++)
            {
                foreach (var run in mask.Row(y))
                {
                    var start = ((long)y * width) + run.Start;
                    while (next < _runs.Count && _runs[next].Start < start)
                    {
                        merged.Add(_runs[next++]);
                    }

                    if ((merged.Count > 0 && merged[^1].Start + merged[^1].Length > start) || (next < _runs.Count && _runs[next].Start < start + run.Length))
                    {
                        return false;
                    }

                    merged.Add((start, run.Length, value));
                }
            }

            merged.AddRange(_runs[next..]);
            _runs = merged;
            _values.Add(id, value);
            return true;
        }

        public RasterLayer ToRasterLayer()
        {
            var runs = new List<int>((_runs.Count * 4) + 2);
            long position = 0;
            foreach (var (start, length, value) in _runs)
            {
                AddRun(0, start - position);
                AddRun(value, length);
                position = start + length;
            }

            AddRun(0, ((long)width * height) - position);
            return new RasterLayer([.. runs], _values);

            void AddRun(int value, long length)
            {
                for (; length > 0; length -= int.MaxValue)
                {
                    runs.Add(value);
                    runs.Add((int)Math.Min(length, int.MaxValue));
                }
            }
        }
    }
}
