namespace CovidXray.Releases;

/// <summary>What a file's first bytes are the beginning of.</summary>
/// <param name="Address">Where they came from, without the query.</param>
/// <param name="Validator">What the server calls the content: a strong entity tag, or the date of its last change.</param>
internal sealed record PartOrigin(string Address, string Validator)
{
    public static PartOrigin? Parse(string text) =>
        text.Split('\n') is [{ Length: > 0 } address, { Length: > 0 } validator] ? new PartOrigin(address, validator) : null;

    public override string ToString() => $"{Address}\n{Validator}";
}
