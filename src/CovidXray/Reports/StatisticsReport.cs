using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Reports;

/// <summary>Statistics with what was asked for beside them: what the JSON, the CSV tables and the HTML page are made of.</summary>
public sealed record StatisticsReport(DatasetStatistics Statistics)
{
    /// <summary>Fields whose values are wanted in full.</summary>
    public IReadOnlyList<FilterField> Fields { get; init; } = [];

    /// <summary>Whether V7's class list is wanted: categories and all tags.</summary>
    public bool ListsClasses { get; init; }

    /// <summary>Cross tables of two fields.</summary>
    public IReadOnlyList<CrossTable> CrossTables { get; init; } = [];

    /// <summary>What failed: files that do not count, or count without areas.</summary>
    public IReadOnlyList<DatasetException> Failures { get; init; } = [];

    /// <summary>What the page is about, such as the dataset's name.</summary>
    public string Title { get; init; } = "dataset";

    /// <summary>Which images count, in a line below the title: <c>175 of 253 images: min-size 512</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What it was made of; null if nobody says.</summary>
    internal Provenance? Provenance { get; init; }

    /// <summary>The same for a page, in a line that names the state of the data, too.</summary>
    internal string Origin { get; init; } = "";

    /// <summary>How many rows long lists of the page show.</summary>
    public int Top { get; init; } = 20;
}
