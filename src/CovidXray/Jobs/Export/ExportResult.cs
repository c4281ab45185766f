using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Jobs.Films;

namespace CovidXray.Jobs.Export;

/// <summary>What an export did.</summary>
internal sealed class ExportResult
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

    /// <summary>Images in the export of which the format says that all is background, as they have no polygons.</summary>
    public int AllBackground { get; set; }

    /// <summary>What was done to films and annotations, in the dataset's order; empty where they are as they were.</summary>
    public List<(string Id, string FileName, string? OriginalFileName, FilmTransform Film)> Transforms { get; } = [];

    /// <summary>Annotations that are left out as they lie outside the exported films.</summary>
    public int Outside => Transforms.Sum(t => t.Film.Outside);

    /// <summary>Annotations that are left out as their kinds cannot be scaled.</summary>
    public int NotMovable => Transforms.Sum(t => t.Film.NotMovable);

    /// <summary>Annotations of exported images that are not in the export, for whatever reason but the format.</summary>
    public int LeftOut => Outside + NotMovable + Edits.Repaired.Gone.Count + Edits.Cut.Gone.Count + Edits.Simplified.Gone.Count;

    /// <summary>Images left out for other reasons, in the dataset's order.</summary>
    public List<DatasetException> Failures { get; } = [];

    /// <summary>What the format could not hold.</summary>
    public required LossCounts Losses { get; init; }

    /// <summary>What was done to polygons.</summary>
    public PolygonEditResult Edits { get; } = new();

    /// <summary>Where the exported images come from, by id, in the dataset's order.</summary>
    public List<(string Id, string FileName, ImageOrigin? Origin)> Origins { get; } = [];
}
