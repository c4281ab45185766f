using CovidXray.Annotations;

namespace CovidXray.Formats.Voc;

/// <summary>An object of PASCAL VOC: its name and its box, whose sides are the first and last pixels, counted from 1.</summary>
internal sealed record VocObject(string Name, double Left, double Top, double Right, double Bottom)
{
    /// <summary>What VOC writes in every object, and what it says of one of which nothing is known.</summary>
    public static IReadOnlyList<(string Name, string Default)> Flags { get; } = [("pose", "Unspecified"), ("truncated", "0"), ("difficult", "0"), ("occluded", "0")];

    /// <summary>The flags that say something.</summary>
    public IReadOnlyList<JsonMember> Extras { get; init; } = [];
}
