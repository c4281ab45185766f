using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Browser.Contents;
using CovidXray.Browser.Films;
using CovidXray.Browser.Server;
using CovidXray.Filters;
using CovidXray.Folders;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Output;
using CovidXray.Reports;
using CovidXray.Texts;
using CovidXray.Work;

namespace CovidXray.Browser.Folders;

/// <summary>The page as files that open from a disk or any web server: the chosen images alone.</summary>
/// <remarks>
/// <code>
/// index.html  page/covidxr.js  page/style.css  ATTRIBUTION.md  covidxr.export.json
/// data/data.js  data/measures.js  data/overlays/0.js (of 100 images)  data/images/0.js
/// thumbnails/0.jpg  films/0.jpg
/// </code>
/// Data are scripts that call <c>covidxr(name, data)</c>, as a page from a disk may read nothing else. Files are named by the number of
/// the image: what images are called can be anything.
/// </remarks>
internal sealed class PageFolder
{
    /// <summary>As the page's <c>folder-source.js</c> has it.</summary>
    private const int OverlaysPerFile = 100;

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

    private readonly BrowsedDataset _dataset;
    private readonly PageFolderOptions _how;
    private readonly ThumbnailCache _thumbnails = ThumbnailCache.OfUser;
    private readonly List<DatasetException> _failures = [];
    private readonly SortedDictionary<int, string> _films = [];
    private int _thumbnailCount;

    private PageFolder(BrowsedDataset dataset, PageFolderOptions how) => (_dataset, _how) = (dataset, how);

    /// <summary>Writes the page.</summary>
    /// <param name="options">What is browsed.</param>
    /// <param name="folder">The folder; made if it is not there. It is filled as a whole or not at all.</param>
    /// <param name="how">How.</param>
    /// <param name="notes">Hears what the user should know.</param>
    /// <param name="progress">Hears how many images are done.</param>
    /// <param name="cancellation">Stops it; nothing is written.</param>
    /// <exception cref="DatasetException">The dataset is damaged as a whole.</exception>
    /// <exception cref="FilterException">A rule names what no image has.</exception>
    /// <exception cref="JobException">No image is chosen, or the folder cannot be used, or is in use.</exception>
    public static PageFolderResult Write(BrowseOptions options, string folder, PageFolderOptions how, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(how);
        using var held = HeldFolder.Take(folder, new FolderWork("browse"), mends: true);
        _ = ExportFolder.OldExport(folder, how.Overwrites, isPage: true);
        using var dataset = BrowsedDataset.Read(options with { HoldsChosenOnly = true }, stamp: "", notes, cancellation);
        if (dataset.Images.Count == 0)
        {
            throw new JobException($"{options.Location}: no image is chosen, so there is nothing to show");
        }

        using var output = new ExportFolder(held, folder, how.Overwrites, isPage: true);
        return new PageFolder(dataset, how).Write(output, progress, cancellation);
    }

    private PageFolderResult Write(ExportFolder output, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var images = _dataset.Images;
        WriteImages(output, progress, cancellation);
        WriteScript(output, "data", json => DataJson.WriteAsync(json, _dataset, static () => Task.CompletedTask, _films).GetAwaiter().GetResult());
        var dice = _dataset.Dice.GetAwaiter().GetResult();
        _failures.AddRange(dice?.Failures ?? []);
        WriteScript(output, "measures", json => MeasuresJson.Write(json, _dataset, _dataset.Areas.GetAwaiter().GetResult(), dice));
        WritePage(output);
        output.Write(Attribution.FileName, Attribution.Write([.. images.Select(i => (i.Entry.Id, i.Facts?.Name ?? i.Entry.Id, i.Facts?.Metadata?.ToOrigin()))]));
        output.Write(ExportFolder.ManifestFile, Manifest(output));
        output.Commit();
        return new PageFolderResult(images.Count, _thumbnailCount, _films.Count, images.Count(i => i is { Facts: not null, FilmPath: null }), _failures);
    }

    private void WriteImages(ExportFolder output, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var images = _dataset.Images;
        var work = new OrderedWork<AnnotationPainter, FolderImage>(
            images.Count,
            _how.Jobs,
            () => new AnnotationPainter(_dataset.Options.MaxPixels, cancellation),
            (painter, i) => FolderImage.Make(_dataset, i, painter, _thumbnails, _how.HasFilms))
        { Ahead = 8 };
        var overlays = new List<byte[]>();
        var number = 0;
        foreach (var made in work.Run(cancellation))
        {
            var name = number.ToString(CultureInfo.InvariantCulture);
            output.Write($"data/images/{name}.js", made.Detail);
            overlays.Add(made.Overlay);
            if (made.Thumbnail is { } thumbnail)
            {
                output.Write($"thumbnails/{name}.jpg", thumbnail);
                _thumbnailCount++;
            }

            if (made.Film is { } film)
            {
                _films[number] = $"films/{name}{made.FilmExtension}";
                output.Write(_films[number], film);
            }

            _failures.AddRange(made.Failures);
            number++;
            if (overlays.Count == OverlaysPerFile || number == images.Count)
            {
                WriteOverlays(output, (number - 1) / OverlaysPerFile, overlays);
                overlays.Clear();
            }

            progress?.Report(new JobProgress(number, images.Count));
        }
    }

    private static void WriteOverlays(ExportFolder output, int file, List<byte[]> overlays) => WriteScript(output, $"overlays/{file.ToString(CultureInfo.InvariantCulture)}", json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("images");
        foreach (var overlay in overlays)
        {
            json.WriteRawValue(overlay, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteScript(ExportFolder output, string name, Action<Utf8JsonWriter> write) => output.Write($"data/{name}.js", FolderImage.Script(name, write));

    private static void WritePage(ExportFolder output)
    {
        var page = new PageFiles();
        var index = string.Join('\n', Text(page, "index.html").Split('\n').Where(l => !l.Contains("\"modulepreload\"", StringComparison.Ordinal)))
            .Replace("<html lang=\"en\">", "<html lang=\"en\" data-source=\"folder\">", StringComparison.Ordinal)
            .Replace("<meta name=\"color-scheme\"", $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n  <meta name=\"color-scheme\"", StringComparison.Ordinal)
            .Replace("<script type=\"module\" src=\"page/main.js\">", "<script defer src=\"page/covidxr.js\">", StringComparison.Ordinal)
            .Replace("a browser with JavaScript modules and the address that <code>covidxr browse</code> printed", "a browser with JavaScript", StringComparison.Ordinal);
        output.Write("index.html", Encoding.UTF8.GetBytes(index));
        output.Write("page/style.css", page.Find("style.css")!.Content);
        output.Write("page/covidxr.js", Encoding.UTF8.GetBytes(PageScript.Join("main.js", name => Text(page, name))));
    }

    private static string Text(PageFiles page, string name) =>
        Encoding.UTF8.GetString((page.Find(name) ?? throw new InvalidOperationException($"the page has no {name}")).Content);

    /// <summary>What the folder is, so that a later run may replace it.</summary>
    private byte[] Manifest(ExportFolder output)
    {
        DatasetEntry[] shown = [.. _dataset.Images.Select(i => i.Entry)];
        string[] rules = [.. _dataset.Chosen.Filters.Append(_dataset.Options.Rules).OfType<ImageFilter>().SelectMany(f => f.AllRules).Select(r => r.ToString())];
        var identity = new ExportIdentity(ExportFolder.PageFormat, _how.HasFilms ? [("--films", [])] : [], Provenance.Of(_dataset.Chosen.All, shown, rules));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ForeignText.JsonToKeep }))
        {
            json.WriteStartObject();
            identity.Write(json);
            json.WriteStartObject("counts");
            json.WriteNumber("images", shown.Length);
            json.WriteNumber("thumbnails", _thumbnailCount);
            json.WriteNumber("films", _films.Count);
            json.WriteNumber("failed", _failures.Count);
            json.WriteEndObject();
            JsonOutput.WriteTexts(json, "contents", output.Contents());
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
