using System.CommandLine;
using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Formats;
using CovidXray.Formats.Yolo;
using CovidXray.Jobs;

namespace CovidXray.Cli.Commands.Export;

/// <summary>The options of the formats that trainers read.</summary>
internal sealed class TrainerOptions
{
    private readonly Option<string> _task = new("--task") { Description = "segment (outlines; detectors train on them, too) or detect (boxes)", DefaultValueFactory = _ => "segment", HelpName = "TASK" };

    private readonly Option<string> _holes = new("--holes") { Description = "bridge joins the rings of an annotation into one, refuse makes them an error", DefaultValueFactory = _ => "bridge", HelpName = "HOW" };

    private readonly Option<long> _shardSize = ByteCountOption.Create("--shard-size", "the size of a tar file, such as 256MB", 256_000_000);

    private readonly Option<int?> _datasetId = new("--dataset-id") { Description = "the dataset's number; the export is then DIR/DatasetNNN_NAME, where DIR is $nnUNet_raw", HelpName = "N" };

    private readonly Option<string> _datasetName = new("--dataset-name") { Description = "the name behind the number", DefaultValueFactory = _ => "CovidChestXray", HelpName = "NAME" };

    public TrainerOptions(Command command)
    {
        _task.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "segment", "detect");
        _holes.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "bridge", "refuse");
        foreach (var (option, _) in Bound)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_datasetName) is { Implicit: false } && result.GetResult(_datasetId) is null)
            {
                result.AddError("--dataset-name is the name behind --dataset-id; give that, too.");
            }
        });
    }

    /// <summary>All of them, and the formats that they are for.</summary>
    public IReadOnlyList<(Option Option, string Format)> Bound => [(_task, "yolo"), (_holes, "yolo"), (_shardSize, "webdataset"), (_datasetId, "nnunet"), (_datasetName, "nnunet")];

    /// <summary>Those that decide what is written.</summary>
    public IReadOnlyList<Option> ManifestOptions => [_task, _holes, _shardSize];

    /// <summary>Sets what formats read.</summary>
    public FormatOptions Apply(ParseResult result, FormatOptions options) => options with
    {
        YoloTask = Is(result.GetValue(_task), "detect") ? YoloTask.Detect : YoloTask.Segment,
        RefusesHoles = Is(result.GetValue(_holes), "refuse"),
        ShardSize = result.GetValue(_shardSize),
    };

    /// <summary>The folder of the export: for nnU-Net with a number, the one that it looks for inside the folder that the user named.</summary>
    /// <exception cref="JobException">Number or name are none that nnU-Net takes.</exception>
    public string Folder(ParseResult result, string named)
    {
        if (result.GetValue(_datasetId) is not { } id)
        {
            return named;
        }

        var name = result.GetValue(_datasetName)!;
        return id is < 1 or > 999 ? throw new JobException($"--dataset-id is {id}; nnU-Net numbers its datasets from 1 to 999") { IsUsage = true }
            : SafeFileName.Problem(name) is { } problem ? throw new JobException($"--dataset-name: '{name}' {problem}") { IsUsage = true }
            : Path.Combine(named, string.Create(CultureInfo.InvariantCulture, $"Dataset{id:D3}_{name}"));
    }

    private static bool Is(string? given, string value) => string.Equals(given, value, StringComparison.OrdinalIgnoreCase);
}
