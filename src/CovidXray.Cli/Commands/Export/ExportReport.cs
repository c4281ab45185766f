using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;

namespace CovidXray.Cli.Commands.Export;

/// <summary>What an export did.</summary>
internal sealed class ExportReport
{
    /// <summary>Images that are in the export.</summary>
    public int Images { get; set; }

    /// <summary>Annotations with geometry in the export.</summary>
    public long Annotations { get; set; }

    /// <summary>Films in the export.</summary>
    public int Films { get; set; }

    /// <summary>Images left out because their films are missing, by the films' names.</summary>
    public List<string> MissingFilms { get; } = [];

    /// <summary>Images left out because the export is about lungs and they have none, by their ids.</summary>
    public List<string> WithoutLungs { get; } = [];

    /// <summary>What was done to films and annotations, in the dataset's order; empty where they are as they were.</summary>
    public List<(string Id, string FileName, string? OriginalFileName, FilmRecord Film)> Transforms { get; } = [];

    /// <summary>Images left out for other reasons, in the dataset's order.</summary>
    public List<DatasetException> Failures { get; } = [];

    /// <summary>What the format could not hold.</summary>
    public required LossTally Losses { get; init; }

    /// <summary>What was done to polygons.</summary>
    public PolygonEditTally Edits { get; } = new();

    /// <summary>Where the exported images come from, by id, in the dataset's order.</summary>
    public List<(string Id, string FileName, ImageOrigin? Origin)> Origins { get; } = [];
}
