using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CovidXray.Cli.Commands.Options;
using CovidXray.Jobs;
using CovidXray.Jobs.Pull;
using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Releases.Transfer;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>The options of <c>covidxr pull</c>, read into what the work needs.</summary>
internal sealed class PullOptions
{
    private readonly Argument<string?> _release = new("release")
    {
        Description = "all-images (default), covid-only, or V7's team/dataset:release",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _out = new("--out", "-o") { Description = "The dataset's folder", DefaultValueFactory = _ => ReleaseName.DefaultDataset, HelpName = "DIR" };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "Where the annotations come from:\nrepository: the archive in the dataset's public repository (default)\ndarwin: V7's server, as a guest, then with a key\na release zip, a folder, or a zip's address",
        HelpName = "repository|darwin|PATH|URL",
    };

    private readonly Option<string[]> _imagesFrom = new("--images-from")
    {
        Description = "Where images come from, too: a folder, a zip (Kaggle's, Mendeley's), ieee8023, or a mirror's address such as\nhttps://mirror.example/{original}; also {stem}, {filename}, {id}, {seq}. Found by any of their names, checked by their size",
        HelpName = "DIR|ZIP|URL",
    };

    private readonly Option<string> _imagesOrder = new("--images-order")
    {
        Description = "Ask --images-from before or after V7's own addresses, or ask it alone: before, after, only",
        DefaultValueFactory = _ => "before",
        HelpName = "ORDER",
    };

    private readonly Option<string?> _adopt = new("--adopt") { Description = "Take over a dataset that V7's client has downloaded, without network", HelpName = "DIR" };

    private readonly Option<bool> _offline = new("--offline") { Description = "Use no network at all" };

    private readonly Option<bool> _noImages = new("--no-images") { Description = "Annotations only" };

    private readonly Option<bool> _thumbnails = new("--thumbnails") { Description = "V7's small pictures, into thumbnails/, instead of the images" };

    private readonly Option<int?> _limit = new("--limit") { Description = "At most this many images, the first by id", HelpName = "N" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be fetched, and fetch nothing" };

    private readonly Option<bool> _list = new("--list") { Description = "List the releases of the source" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the answer as JSON" };

    private readonly Option<bool> _verify = new("--verify") { Description = "Hash every file and compare it with the lock file; fetches nothing" };

    private readonly Option<bool> _repair = new("--repair") { Description = "With --verify: fetch anew what is damaged or gone" };

    private readonly Option<bool> _locked = new("--locked") { Description = "Take nothing that differs from the lock file, and fail if anything does" };

    private readonly Option<bool> _retryMissing = new("--retry-missing") { Description = "Try only the images that missing.csv lists" };

    private readonly Option<bool> _replace = new("--replace") { Description = "Replace the annotations of another release that is in the folder; images stay" };

    private readonly Option<bool> _acceptResized = new("--accept-resized") { Description = "Take images of another size than their annotation; the lock file marks them" };

    private readonly Option<bool> _verifyPixels = new("--verify-pixels") { Description = "Decode every pixel of what comes" };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Files at once", DefaultValueFactory = _ => 8, HelpName = "N" };

    private readonly Option<int> _retries = new("--retries") { Description = "Further tries after 408, 429, 5xx, broken connections and stalls", DefaultValueFactory = _ => 5, HelpName = "N" };

    private readonly Option<double> _timeout = new("--timeout") { Description = "The longest time without a byte, in seconds", DefaultValueFactory = _ => 30, HelpName = "S" };

    private readonly Option<double> _retryDelay = new("--retry-delay") { Description = "The wait before the first further try, in seconds; doubles each time", DefaultValueFactory = _ => 1, HelpName = "S" };

    private readonly Option<long?> _maxRate = ByteCountOption.Create("--max-rate", "Bytes a second at most, such as 500k or 2MB", helpName: "RATE");

    private readonly Option<long?> _minRate = ByteCountOption.Create("--min-rate", "Bytes a second of a file at least, over --timeout seconds; slower is tried again. 0: none (default: 300)", helpName: "RATE", takesZero: true);

    private readonly Option<string?> _apiKey = new("--api-key") { Description = "A key for V7's server (better: $DARWIN_API_KEY, which other users cannot see)", HelpName = "KEY" };

    private readonly Option<string> _darwinUrl = Address("--darwin-url", "V7's server, or a mirror of it", "DARWIN_BASE_URL", PullClient.DefaultServer);

    private readonly Option<string> _repositoryUrl = Address("--repository-url", "The dataset's repository, or a mirror of it", "COVIDXR_REPOSITORY_URL", PullRequest.DefaultRepository);

    private readonly Option<string> _ieee8023Url = Address("--ieee8023-url", "What --images-from ieee8023 means", "COVIDXR_IEEE8023_URL", PullRequest.DefaultIeee8023);

    public PullOptions(Command command)
    {
        _imagesOrder.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "before", "after", "only");
        PositiveInt.Require(_jobs);
        PositiveInt.Require(_limit, int.MaxValue);
        Require(_retries, 0, 100);
        Require(_timeout, 0.001, TimeSpan.SecondsPerDay);
        Require(_retryDelay, 0, TimeSpan.SecondsPerMinute);
        command.Add(_release);
        foreach (var option in (Option[])
            [_out, _source, _imagesFrom, _imagesOrder, _adopt, _offline, _noImages, _thumbnails, _limit, _dryRun, _list, _json, _verify, _repair, _locked, _retryMissing,
             _replace, _acceptResized, _verifyPixels, _jobs, _retries, _timeout, _retryDelay, _maxRate, _minRate, _apiKey, _darwinUrl, _repositoryUrl, _ieee8023Url])
        {
            command.Add(option);
        }

        _source.CompletionSources.Add("repository", "darwin");
        _imagesFrom.CompletionSources.Add("ieee8023");
        command.Validators.Add(Validate);
    }

    /// <summary>What was typed, but for the rules.</summary>
    /// <exception cref="JobException">A value makes no sense.</exception>
    public PullRequest Read(ParseResult result) => new()
    {
        Folder = result.GetRequiredValue(_out),
        Release = result.GetValue(_release) is { } release ? PullRequest.Parse("release", () => ReleaseName.Parse(release)) : null,
        Source = result.GetValue(_source),
        ImagesFrom = result.GetValue(_imagesFrom) ?? [],
        FilmSourceOrder = Enum.Parse<FilmSourceOrder>(result.GetRequiredValue(_imagesOrder), ignoreCase: true),
        Adopt = result.GetValue(_adopt),
        IsOffline = result.GetValue(_offline) || result.GetValue(_adopt) is not null,
        WantsImages = !result.GetValue(_noImages),
        WantsThumbnails = result.GetValue(_thumbnails),
        Limit = result.GetValue(_limit),
        Repairs = result.GetValue(_repair),
        RetriesMissing = result.GetValue(_retryMissing),
        Replaces = result.GetValue(_replace),
        ApiKey = NonEmpty(result.GetValue(_apiKey)) ?? NonEmpty(Environment.GetEnvironmentVariable("DARWIN_API_KEY")),
        DarwinUrl = result.GetRequiredValue(_darwinUrl),
        RepositoryUrl = result.GetRequiredValue(_repositoryUrl),
        Ieee8023Url = result.GetRequiredValue(_ieee8023Url),
        Settings = new PullSettings
        {
            AcceptsResized = result.GetValue(_acceptResized),
            VerifiesPixels = result.GetValue(_verifyPixels),
            IsLocked = result.GetValue(_locked),
            Download = new DownloadSettings
            {
                Jobs = result.GetValue(_jobs),
                Retries = result.GetValue(_retries),
                StallTimeout = TimeSpan.FromSeconds(result.GetValue(_timeout)),
                RetryDelay = TimeSpan.FromSeconds(result.GetValue(_retryDelay)),
                MaxRate = result.GetValue(_maxRate),
                MinRate = result.GetValue(_minRate) ?? new DownloadSettings().MinRate,
            },
        },
    };

    /// <summary>Whether the answer is wanted as JSON.</summary>
    public bool IsJson(ParseResult result) => result.GetValue(_json);

    /// <summary>Which of the answers is wanted.</summary>
    public PullAnswer Answer(ParseResult result) =>
        result.GetValue(_list) ? PullAnswer.Releases
        : result.GetValue(_dryRun) ? PullAnswer.Preview
        : result.GetValue(_verify) && !result.GetValue(_repair) ? PullAnswer.Verification
        : PullAnswer.Pull;

    private void Validate(CommandResult result)
    {
        Exclude(result, _offline, _list);
        Exclude(result, _adopt, _source);
        Exclude(result, _noImages, _thumbnails);
        Exclude(result, _locked, _acceptResized);
        Exclude(result, _locked, _replace);
        if (result.GetValue(_repair) && !result.GetValue(_verify))
        {
            result.AddError("--repair goes with --verify.");
        }
    }

    private static void Require(Option option, double least, double most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value >= least && value <= most))
        {
            result.AddError($"{option.Name} is {token.Value}; expected {least} to {most}.");
        }
    });

    private static void Exclude(CommandResult result, Option one, Option other)
    {
        if (result.GetResult(one) is { Implicit: false } && result.GetResult(other) is { Implicit: false })
        {
            result.AddError($"{one.Name} and {other.Name} exclude each other.");
        }
    }

    private static Option<string> Address(string name, string description, string variable, string address) => new(name)
    {
        Description = $"{description} (${variable})",
        DefaultValueFactory = _ => NonEmpty(Environment.GetEnvironmentVariable(variable)) ?? address,
        HelpName = "URL",
    };

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>What <c>covidxr pull</c> does.</summary>
internal enum PullAnswer
{
    Pull,
    Preview,
    Verification,
    Releases,
}
