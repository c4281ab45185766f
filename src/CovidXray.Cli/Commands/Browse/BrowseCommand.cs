using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CovidXray.Browser;
using CovidXray.Browser.Folders;
using CovidXray.Browser.Server;
using CovidXray.Checks;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Commands.Score;
using CovidXray.Cli.Terminals;
using CovidXray.Duplicates;
using CovidXray.Jobs;
using CovidXray.Jobs.Score;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Browse;

/// <summary><c>covidxr browse</c>: films with their outlines in the web browser of this machine.</summary>
internal sealed class BrowseCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset; given twice, both are looked through", HelpName = "DIR" };

    private readonly Option<string?> _duplicates = new("--duplicates") { Description = $"What 'covidxr duplicates' found (default: {PrintFile.FileName} in the dataset, if it is there)", HelpName = "FILE" };

    private readonly Option<string?> _findings = new("--findings") { Description = $"What 'covidxr check' found (default: {FindingsFile.FileName} in the dataset, if it is there)", HelpName = "FILE" };

    private readonly PredictionOptions _reading;

    private readonly Option<string?> _with = new("--with") { Description = "Predicted lungs, of any kind that 'covidxr score' reads: shown beside the true ones, and a field dice to sort and choose by", HelpName = "PATH" };

    private readonly Option<string?> _out = new("--out", "-o") { Description = "Serve nothing; write the page, with thumbnails and data of the chosen images, as files into this folder, to be opened from there or put on a web server", HelpName = "DIR" };

    private readonly Option<bool> _films = new("--films") { Description = "With --out: the films themselves, too; each has a licence of its own" };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "With --out: replace an earlier page in the folder" };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "With --out: threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    private readonly Option<bool> _noOpen = new("--no-open") { Description = "Open no browser; the address is printed" };

    /// <summary>The same one each time, so that bookmarks lead here again and the browser knows what it kept for the page.</summary>
    private const int UsualPort = 8427;

    private readonly Option<int> _port = new("--port") { Description = $"The port to listen on; 0 for a free one (default: {UsualPort}, or a free one if it is taken)", HelpName = "N" };

    private readonly Option<string> _host = new("--host")
    {
        Description = "The address to listen on; other than the default, others on the network reach it, and read what goes over it",
        DefaultValueFactory = _ => "127.0.0.1",
        HelpName = "ADDRESS",
    };

    public BrowseCommand(Func<ParseResult, Terminal> terminal)
        : base("browse", "Look at films with their outlines in the web browser: filter, sort, zoom. It runs on this machine alone, until Ctrl+C.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_imagesFrom, _duplicates, _findings, _with, _noOpen, _port, _host, _out, _films, _overwrite, _jobs])
        {
            Add(option);
        }

        _reading = new PredictionOptions(this);
        _port.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                return port;
            }

            result.AddError($"--port is {text}; expected 0 to {ushort.MaxValue}.");
            return 0;
        };
        PositiveInt.Require(_jobs);
        Validators.Add(RequireOneWay);
        Validators.Add(RequirePredictions);
        SetAction((result, cancellation) => RunAsync(result, terminal(result), cancellation));
    }

    /// <summary>Whether it serves, until a signal comes: that is how it ends, not an interruption.</summary>
    public bool IsServing { get; private set; }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr browse",
        "covidxr browse --images-from ./films --exclude lateral,ct",
        "covidxr browse --no-open --port 8080",
        "covidxr browse --license-allow 'CC BY*' --out ./page",
        "covidxr browse --with ./predictions",
    ];

    private async Task<int> RunAsync(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        if (result.GetValue(_out) is { } folder)
        {
            return await Task.Run(() => Write(result, terminal, folder, cancellation), CancellationToken.None).ConfigureAwait(false);
        }

        var settings = await SettingsAsync(result, cancellation).ConfigureAwait(false);
        if (settings.IsOpen)
        {
            terminal.WriteError($"warning: --host {settings.HostName}: whoever is on the network can reach this, and what goes over it, the token too, is not encrypted");
        }

        var server = await BrowseServer.StartAsync(What(result), settings, terminal, cancellation).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            IsServing = true;
            terminal.WriteResult(server.AddressWithToken.AbsoluteUri);
            await terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            using var opened = result.GetValue(_noOpen) ? null : WayIn.Open(server.AddressWithToken, terminal);
            terminal.WriteNote("serving until Ctrl+C");

            // How it ends, not an error.
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Done;
    }

    /// <summary>What says how it is served means nothing to a folder, and the other way round.</summary>
    private void RequireOneWay(CommandResult result)
    {
        var isFolder = result.GetValue(_out) is not null;
        Option[] others = isFolder ? [_noOpen, _port, _host] : [_films, _overwrite, _jobs];
        if (others.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } other)
        {
            result.AddError(isFolder ? $"--out and {other.Name} exclude each other: a folder is not served." : $"{other.Name} goes with --out DIR.");
        }
    }

    /// <summary>How predictions are read means nothing without them.</summary>
    private void RequirePredictions(CommandResult result)
    {
        if (result.GetValue(_with) is null && _reading.All.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } lone)
        {
            result.AddError($"{lone.Name} goes with --with PATH.");
        }
    }

    private int Write(ParseResult result, Terminal terminal, string folder, CancellationToken cancellation)
    {
        PageFolderResult written;
        using (var bar = ProgressBar.Start(terminal, "images"))
        {
            var how = new PageFolderOptions { Overwrites = result.GetValue(_overwrite), HasFilms = result.GetValue(_films), Jobs = result.GetValue(_jobs) };
            written = PageFolder.Write(What(result), folder, how, terminal, bar, cancellation);
        }

        foreach (var failure in written.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        if (written.MissingFilms > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(written.MissingFilms, "image", "has", "have")} no film; the outlines stand on grey");
        }

        var films = written.Films > 0 ? $", {Wording.Count(written.Films, "film")}" : "";
        terminal.WriteResult($"{Path.Combine(folder, "index.html")}: {Wording.Count(written.Images, "image")}, {Wording.Count(written.Thumbnails, "thumbnail")}{films}");
        return written.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Where the page's files are while somebody works on them: no release reads what the environment says there.</summary>
    private static string? PageInWork =>
#if DEBUG
        Environment.GetEnvironmentVariable("COVIDXR_PAGE_FOLDER");
#else
        null;
#endif

    private BrowseOptions What(ParseResult result) => new()
    {
        Location = _images.Locate(result),
        Reading = _images.Reading(result),
        Choice = _images.Choice(result),
        Rules = _images.Rules(result),
        FilmFolders = result.GetValue(_imagesFrom) ?? [],
        DuplicatesPath = result.GetValue(_duplicates),
        FindingsPath = result.GetValue(_findings),
        Predictions = result.GetValue(_with) is { } path ? _reading.Fill(result, new ScoreOptions { Predictions = [path] }) : null,
        DataArguments = _images.DataArguments(result),
    };

    private async Task<ServerSettings> SettingsAsync(ParseResult result, CancellationToken cancellation)
    {
        var host = result.GetRequiredValue(_host);
        var isPortGiven = result.GetResult(_port) is { Implicit: false };
        try
        {
            var address = IPAddress.TryParse(host, out var known) ? known : (await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false)).OrderBy(a => a.AddressFamily != AddressFamily.InterNetwork).First();
            return new ServerSettings { Address = address, HostName = host, Port = isPortGiven ? result.GetValue(_port) : UsualPort, TakesFreePort = !isPortGiven, PageFolder = PageInWork };
        }
        catch (Exception e) when (e is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new JobException($"--host {host}: there is no such address: {e.Message}", e) { IsUsage = true };
        }
    }
}
