namespace CovidXray.Formats;

/// <summary>How a dataset is read. Nothing need be given.</summary>
public sealed record ReadOptions
{
    /// <summary>What stands for every slot in <see cref="Slot"/>.</summary>
    public const string AllSlots = "all";

    /// <summary>The format's name; null to find it out.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// The slot that images are taken from, where items have several (Darwin 2.0); <see cref="AllSlots"/> makes each slot with a film an
    /// image of its own, <c>ID@SLOT</c>. Null: the first slot of each item.
    /// </summary>
    public string? Slot { get; init; }
}
