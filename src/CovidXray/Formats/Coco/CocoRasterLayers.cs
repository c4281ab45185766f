using System.Runtime.InteropServices;
using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Coco;

/// <summary>Packs the masks of one image into raster layers, which give every pixel one value: as few as overlaps allow, first fit.</summary>
/// <param name="width">Width of the image, in pixels.</param>
/// <param name="height">Height of the image, in pixels.</param>
internal sealed class CocoRasterLayers(int width, int height)
{
    private const string Name = "__raster_layer__";

    /// <summary>The most masks that may lie over one pixel.</summary>
    public const int MaxLayers = 1000;

    /// <summary>The most rows of all masks, and runs of masks compared with layers: a second. Of an image of 5,000 rows it takes 5,000 masks.</summary>
    private const long MaxSteps = 25_000_000;

    private readonly List<Layer> _layers = [];

    private long _steps;

    // The ids that are taken, and the number that the next mask of the same id gets.
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <summary>Adds a mask.</summary>
    /// <param name="id">Its annotation's id, where there is one.</param>
    /// <param name="mask">The pixels; null if they were not read.</param>
    /// <returns>The id under which a layer has it; null if there are more than <see cref="MaxLayers"/> layers, or if masks are so many that it takes too long to find out.</returns>
    public string? Add(string? id, Mask? mask)
    {
        var unique = Unique(id ?? "mask");
        if (mask is null)
        {
            return unique;
        }

        var runs = RunsOf(mask);
        _steps += height;
        foreach (var layer in _layers)
        {
            _steps += runs.Count;
            if (_steps > MaxSteps)
            {
                return null;
            }

            if (layer.TryAdd(unique, runs))
            {
                return unique;
            }
        }

        if (_layers.Count == MaxLayers || _steps > MaxSteps)
        {
            return null;
        }

        var added = new Layer(width, height);
        added.TryAdd(unique, runs);
        _layers.Add(added);
        return unique;
    }

    /// <summary>The layers as annotations.</summary>
    public IEnumerable<Annotation> ToAnnotations() => _layers.Select(l => new Annotation
    {
        Name = Name,
        Kind = AnnotationKind.RasterLayer,
        RasterLayer = l.ToRasterLayer(),
    });

    private string Unique(string id)
    {
        var unique = id;
        while (!_ids.TryAdd(unique, 2))
        {
            unique = $"{id}-{_ids[id]++}";
        }

        return unique;
    }

    private List<LayerRun> RunsOf(Mask mask)
    {
        var runs = new List<LayerRun>(mask.Runs.Length);
        for (var y = 0; y < height; y++)
        {
            foreach (var run in mask.Row(y))
            {
                runs.Add(new LayerRun(((long)y * width) + run.Start, run.Length, 0));
            }
        }

        return runs;
    }

    /// <summary>Runs of all masks of a layer, sorted, none over another.</summary>
    private sealed class Layer(int width, int height)
    {
        private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
        private readonly List<LayerRun> _runs = [];

        public bool TryAdd(string id, List<LayerRun> added)
        {
            if (added.Exists(Overlaps))
            {
                return false;
            }

            _values.Add(id, _values.Count + 1);
            Merge(added, _values.Count);
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

        /// <summary>From the back, so that masks which come in their order cost nothing but themselves.</summary>
        private void Merge(List<LayerRun> added, int value)
        {
            var (old, next) = (_runs.Count - 1, added.Count - 1);
            CollectionsMarshal.SetCount(_runs, _runs.Count + added.Count);
            for (var to = _runs.Count - 1; next >= 0; to--)
            {
                _runs[to] = old >= 0 && _runs[old].Start > added[next].Start ? _runs[old--] : added[next--] with { Value = value };
            }
        }

        private bool Overlaps(LayerRun run)
        {
            var place = PlaceOf(run.Start);
            return (place > 0 && _runs[place - 1].End > run.Start) || (place < _runs.Count && _runs[place].Start < run.End);
        }

        /// <summary>How many runs begin before a pixel.</summary>
        private int PlaceOf(long start)
        {
            var (low, high) = (0, _runs.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _runs[middle].Start < start ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }

    /// <summary>Pixels of one value, counted row by row from the top left.</summary>
    private readonly record struct LayerRun(long Start, int Length, int Value)
    {
        public long End => Start + Length;
    }
}
