using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Browser.Contents;
using CovidXray.Browser.Films;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Images;
using Microsoft.AspNetCore.Http;

namespace CovidXray.Browser.Server;

/// <summary>Answers requests that were let in.</summary>
/// <param name="shown">The dataset.</param>
/// <param name="thumbnails">Keeps thumbnails.</param>
/// <param name="stop">Ends work that is not done.</param>
internal sealed class Routes(ShownDataset shown, ThumbnailCache thumbnails, CancellationToken stop) : IDisposable
{
    private const int MostLevels = 10_000;

    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);
    private readonly ConcurrentDictionary<string, GreyLevels> _levels = new(StringComparer.Ordinal);

    /// <summary>Answers.</summary>
    public async Task AnswerAsync(HttpContext context, RequestPath path)
    {
        using var dataset = await shown.UseAsync().ConfigureAwait(false);
        var response = context.Response;
        response.Headers["X-Covidxr-Version"] = dataset.Stamp;
        if (path.Kind is PathKind.Image or PathKind.Film or PathKind.Thumbnail && path.Number >= dataset.Images.Count)
        {
            await Answers.ErrorAsync(response, StatusCodes.Status404NotFound, "there is no such image").ConfigureAwait(false);
            return;
        }

        await (path.Kind switch
        {
            PathKind.Data => DataAsync(response, dataset),
            PathKind.Measures => MeasuresAsync(response, dataset),
            PathKind.Overlays => OverlaysAsync(context, dataset),
            PathKind.Image => ImageAsync(context, dataset, path.Number),
            PathKind.Thumbnail => ThumbnailAsync(context, dataset, path.Number),
            PathKind.Film => FilmAsync(context, dataset, path.Number),
            PathKind.Where => WhereAsync(context, dataset),
            PathKind.Selection => SelectionAsync(context, dataset),
            _ => throw new InvalidOperationException($"no answer to {path.Kind}"),
        }).ConfigureAwait(false);
    }

    public void Dispose() => _cores.Dispose();

    private static Task DataAsync(HttpResponse response, BrowsedDataset dataset) =>
        Answers.LongJsonAsync(response, (json, flush) => DataJson.WriteAsync(json, dataset, flush));

    private static async Task MeasuresAsync(HttpResponse response, BrowsedDataset dataset)
    {
        var areas = await dataset.Areas.WaitAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
        var dice = await dataset.Dice.WaitAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
        await Answers.WholeJsonAsync(response, json => MeasuresJson.Write(json, dataset, areas, dice)).ConfigureAwait(false);
    }

    private async Task OverlaysAsync(HttpContext context, BrowsedDataset dataset)
    {
        var numbers = new List<int>();
        foreach (var text in context.Request.Query["images"].ToString().Split(','))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= dataset.Images.Count || numbers.Count == OverlaysJson.MostImages)
            {
                await Answers.ErrorAsync(context.Response, StatusCodes.Status400BadRequest, $"expected up to {OverlaysJson.MostImages} numbers of images, such as images=3,17").ConfigureAwait(false);
                return;
            }

            numbers.Add(number);
        }

        await WorkAsync(context, () => Answers.WholeJsonAsync(context.Response, json => OverlaysJson.Write(json, dataset, numbers, context.RequestAborted))).ConfigureAwait(false);
    }

    private Task WhereAsync(HttpContext context, BrowsedDataset dataset) => WorkAsync(context, () =>
        Answers.JsonAsync(context.Response, json => WhereJson.Write(json, dataset, context.Request.Query["text"].ToString())));

    private async Task SelectionAsync(HttpContext context, BrowsedDataset dataset)
    {
        if (await RequestBody.ReadJsonAsync(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        try
        {
            var request = SelectionRequest.Parse(body);
            var kept = await Task.Run(() => SelectionKeeper.Keep(dataset, request, notes: null, stop), stop).ConfigureAwait(false);
            shown.LookAgain();
            await Answers.JsonAsync(context.Response, json =>
            {
                if (kept.Download is { } content)
                {
                    json.WriteString("download", content);
                }
                else
                {
                    json.WriteString("savedTo", kept.SavedTo);
                    json.WriteBoolean("replaced", kept.IsReplaced);
                }

                json.WriteNumber("kept", kept.Kept);
                json.WriteNumber("total", kept.Total);
            }).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            await Answers.ErrorAsync(context.Response, StatusCodes.Status400BadRequest, "the request cannot be understood; expected an object with all (true or false), include, exclude and where (lists of texts)").ConfigureAwait(false);
        }
        catch (FilterException e)
        {
            await Answers.ErrorAsync(context.Response, StatusCodes.Status400BadRequest, $"--{e.Option}: {e.Message}").ConfigureAwait(false);
        }
    }

    private async Task ImageAsync(HttpContext context, BrowsedDataset dataset, int number) => await WorkAsync(context, () =>
    {
        var painter = new AnnotationPainter(dataset.Options.MaxPixels, context.RequestAborted);
        return Answers.WholeJsonAsync(context.Response, json => ImageJson.Write(json, dataset, number, painter, path => Levels(dataset, path)));
    }).ConfigureAwait(false);

    private GreyLevels Levels(BrowsedDataset dataset, string path)
    {
        var key = dataset.Keys.Of(path);
        if (_levels.TryGetValue(key, out var known))
        {
            return known;
        }

        using var film = FilmContent.Read(path, dataset.Options.MaxPixels);
        var levels = film.Levels();
        if (_levels.Count >= MostLevels)
        {
            _levels.Clear();
        }

        return _levels[key] = levels;
    }

    private Task ThumbnailAsync(HttpContext context, BrowsedDataset dataset, int number) => OfFilmAsync(context, async () =>
    {
        var image = dataset.Images[number];
        if ((image.FilmPath ?? image.ThumbnailPath) is not { } path)
        {
            await Answers.ErrorAsync(context.Response, StatusCodes.Status404NotFound, "the image's film is not there").ConfigureAwait(false);
            return;
        }

        var key = dataset.Keys.Of(path);
        if (Answers.IsKnown(context, key, context.Request.Query["v"] == key))
        {
            return;
        }

        await WorkAsync(context, () => Answers.BytesAsync(context.Response, thumbnails.Get(path, key, dataset.Options.MaxPixels), "image/jpeg")).ConfigureAwait(false);
    });

    private Task FilmAsync(HttpContext context, BrowsedDataset dataset, int number) => OfFilmAsync(context, async () =>
    {
        if (dataset.Images[number].FilmPath is not { } path)
        {
            await Answers.ErrorAsync(context.Response, StatusCodes.Status404NotFound, "the image's film is not there").ConfigureAwait(false);
            return;
        }

        var film = FilmDetails.Read(path);
        (int Low, int High)? window = null;
        if (film.Bits == 16 && context.Request.Query.ContainsKey("low"))
        {
            window = (Level(context, "low"), Level(context, "high")) is ({ } low, { } high) && low < high ? (low, high) : null;
            if (window is null)
            {
                await Answers.ErrorAsync(context.Response, StatusCodes.Status400BadRequest, $"expected low and high, 0 to {ushort.MaxValue}, low the lesser one").ConfigureAwait(false);
                return;
            }
        }

        var key = dataset.Keys.Of(path) + (window is var (least, most) ? $"-{least:D}-{most:D}" : "");
        if (Answers.IsKnown(context, key))
        {
            return;
        }

        if (film.IsServedAsIs)
        {
            using var file = InputFile.Open(path, FilmHeader.FileLimit);
            context.Response.ContentType = film.ContentType;
            context.Response.ContentLength = file.Length;
            await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        await WorkAsync(context, () => Answers.BytesAsync(context.Response, Png(path, dataset.Options.MaxPixels, window), "image/png")).ConfigureAwait(false);
    });

    private static byte[] Png(string path, long maxPixels, (int Low, int High)? window)
    {
        using var film = FilmContent.Read(path, maxPixels);
        return film.ToPng(window);
    }

    private static int? Level(HttpContext context, string name) =>
        ushort.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;

    /// <summary>A film that is damaged is an answer of its own.</summary>
    private static async Task OfFilmAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (DatasetException e) when (!context.Response.HasStarted)
        {
            context.Response.Headers.ETag = default;
            context.Response.Headers.CacheControl = "no-store";
            await Answers.ErrorAsync(context.Response, StatusCodes.Status422UnprocessableEntity, e.Message).ConfigureAwait(false);
        }
    }

    /// <summary>Work for a core: as much at a time as there are cores, and none for who has gone.</summary>
    private async Task WorkAsync(HttpContext context, Func<Task> work)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop);
        await _cores.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            await Task.Run(work, either.Token).ConfigureAwait(false);
        }
        finally
        {
            _cores.Release();
        }
    }
}
