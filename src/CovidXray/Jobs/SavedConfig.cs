using CovidXray.Annotations;
using CovidXray.Config;

namespace CovidXray.Jobs;

/// <summary>Which <c>covidxr.toml</c> goes with a dataset.</summary>
internal static class SavedConfig
{
    /// <summary>The file that was named, else the dataset's own, if it is there; null if there is none.</summary>
    public static string? PathOf(Dataset dataset, string? named) =>
        named ?? (dataset.StateFolder is { } root && Path.Combine(root, DatasetConfig.FileName) is var own && File.Exists(own) ? own : null);
}
