using CovidXray.Filters;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Statistics;

/// <summary>What <see cref="StatisticsJob"/> counts.</summary>
public sealed record StatisticsOptions
{
    /// <summary>Measures the pixels of lungs and Ignore regions. Costs the reading of every polygon.</summary>
    public bool MeasuresAreas { get; init; } = true;

    /// <summary>Images of more pixels count without areas, and as failures.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>Images that take more steps to paint count without areas, and as failures; a step is about a nanosecond.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>The number of threads. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Fields whose values are wanted in full; each counts once.</summary>
    public IReadOnlyList<FilterField> Fields { get; init; } = [];

    /// <summary>Whether V7's class list is wanted: categories and all tags, by images and instances.</summary>
    public bool ListsClasses { get; init; }

    /// <summary>Pairs of fields whose cross tables are wanted.</summary>
    public IReadOnlyList<(FilterField Rows, FilterField Columns)> CrossTables { get; init; } = [];

    /// <summary>How many rows long lists show.</summary>
    public int Top { get; init; } = 20;
}
