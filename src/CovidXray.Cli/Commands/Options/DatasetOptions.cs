using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Filter;
using CovidXray.Releases.Sources;

namespace CovidXray.Cli.Commands.Options;

/// <summary>Which dataset a command works on.</summary>
internal sealed class DatasetOptions
{
    public const string Variable = "COVIDXR_DATASET";
    private const string DefaultFolder = ReleaseName.DefaultDataset;

    private readonly Option<string?> _path = new("--dataset", "-d")
    {
        Description = $"The dataset: a folder, a zip, or a file (default: ${Variable}, the current folder, ./{DefaultFolder})",
        HelpName = "PATH",
    };

    private readonly Option<string?> _format = new("--from")
    {
        Description = "The format, if it should not be detected",
        HelpName = "FORMAT",
    };

    private readonly Option<string?> _slot = new("--slot")
    {
        Description = "The slot of items that have several (Darwin 2.0); 'all' makes each slot with a film an image of its own, ID@SLOT (default: the first slot)",
        HelpName = "NAME|all",
    };

    public DatasetOptions(Command command)
    {
        _format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. AnnotationFormats.All.Where(f => f.CanRead).Select(f => f.Name)]);
        command.Add(_path);
        command.Add(_format);
        command.Add(_slot);
    }

    /// <summary>Whether an option is one of these.</summary>
    public bool Contains(Option option) => option == _path || option == _format || option == _slot;

    /// <summary>Opens the dataset that the options name. Says on stderr what the user should know of it.</summary>
    /// <exception cref="JobException">There is none where one was looked for.</exception>
    /// <exception cref="DatasetException">There is something, but no dataset.</exception>
    public Dataset Open(ParseResult result, Terminal terminal)
    {
        var dataset = AnnotationFormats.Open(Locate(result), Reading(result));
        foreach (var note in dataset.Notes)
        {
            terminal.WriteNote($"note: {dataset.Location}: {note}");
        }

        return dataset;
    }

    /// <summary>The last part of where a dataset is, which is what a page about it is called.</summary>
    public static string NameOf(Dataset dataset) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataset.Location)));

    /// <summary>Says on stderr what was found inside of images, once a job has read them.</summary>
    public static void WriteNotesOfImages(Dataset dataset, Terminal terminal)
    {
        foreach (var note in dataset.NotesOfImages)
        {
            terminal.WriteNote($"note: {dataset.Location}: {note}");
        }
    }

    /// <summary>How the dataset is read.</summary>
    public ReadOptions Reading(ParseResult result) => new() { Format = result.GetValue(_format), Slot = result.GetValue(_slot) };

    /// <summary>The options that name the same dataset on another command line.</summary>
    public IReadOnlyList<string> Arguments(ParseResult result) =>
    [
        .. CombinedRules.Argument("-d", Locate(result)),
        .. result.GetValue(_format) is { } format ? CombinedRules.Argument("--from", format) : [],
        .. result.GetValue(_slot) is { } slot ? CombinedRules.Argument("--slot", slot) : [],
    ];

    /// <summary>The path that is given, else where datasets are looked for.</summary>
    /// <exception cref="JobException">There is none.</exception>
    public string Locate(ParseResult result)
    {
        if (result.GetValue(_path) is { } given)
        {
            return given;
        }

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
        {
            return variable;
        }

        if (Directory.Exists("annotations") && AnnotationFormats.All.Any(f => f.Matches(".")))
        {
            return ".";
        }

        // What a pull left that came to nothing holds its own files alone.
        var isThere = Directory.Exists(DefaultFolder);
        var isPulled = isThere && Directory.EnumerateFileSystemEntries(DefaultFolder).Any(p => !SafeFileName.IsOwn(Path.GetFileName(p)));
        return isPulled ? DefaultFolder
            : isThere ? throw new JobException($"no dataset: ./{DefaultFolder} is empty, or holds only what an unfinished pull left; 'covidxr pull' goes on with it, -d PATH names another")
            : throw new JobException($"no dataset: looked at ${Variable}, ./annotations and ./{DefaultFolder}; name one with -d PATH, or get it with 'covidxr pull'");
    }
}
