namespace CovidXray.Annotations;

/// <summary>What images are for when a model is made.</summary>
public enum DatasetPart
{
    /// <summary>The model learns from them.</summary>
    Train,

    /// <summary>The model is chosen by them: when to stop, which settings.</summary>
    Val,

    /// <summary>The model is measured on them, once.</summary>
    Test,
}

/// <summary>Where a split puts an image.</summary>
/// <param name="Part">Its part; null if the split has none for it.</param>
/// <param name="Fold">The fold that validates on it, from 0; null if the split has none for it.</param>
public readonly record struct SplitPlace(DatasetPart? Part, int? Fold);

/// <summary>The parts' names, as commands, files and columns have them.</summary>
public static class PartNames
{
    private static readonly string[] Names = ["train", "val", "test"];

    /// <summary>All names, in the order in which parts are shown.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a part: <c>train</c>, <c>val</c> or <c>test</c>.</summary>
    public static string Of(DatasetPart part) => Names[(int)part];

    /// <summary>The part of a name, any case; <c>validation</c> and <c>valid</c> are <c>val</c>, <c>training</c> is <c>train</c>. Null if there is none.</summary>
    public static DatasetPart? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToUpperInvariant() switch
        {
            "TRAIN" or "TRAINING" => DatasetPart.Train,
            "VAL" or "VALID" or "VALIDATION" => DatasetPart.Val,
            "TEST" or "TESTING" => DatasetPart.Test,
            _ => null,
        };
    }
}
