using CovidXray.Annotations;

namespace CovidXray.Checks.Metadata;

/// <summary>What an image shows, said by its class tags or by the <c>finding</c> of its row, as far as both can say it.</summary>
/// <param name="IsCovid">COVID-19.</param>
/// <param name="HasArds">Acute respiratory distress syndrome; null if that is not said.</param>
/// <param name="Kind">Viral, Bacterial, Fungal or Healthy; null if that is not said.</param>
internal sealed record FoundLabels(bool IsCovid, bool? HasArds, string? Kind)
{
    private const string Covid = "COVID-19";
    private const string Ards = "ARDS";
    private const string Viral = "Viral";
    private const string Bacterial = "Bacterial";
    private const string Fungal = "Fungal";
    private const string Healthy = "Healthy";

    /// <summary>Words of the column, in all of its years, and of V7's tags.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [Covid] = Viral,
        ["Viral"] = Viral,
        ["Viral Pneumonia"] = Viral,
        ["SARS"] = Viral,
        ["MERS"] = Viral,
        ["Varicella"] = Viral,
        ["Influenza"] = Viral,
        ["Herpes"] = Viral,
        ["Bacterial"] = Bacterial,
        ["Bacterial Pneumonia"] = Bacterial,
        ["Streptococcus"] = Bacterial,
        ["Klebsiella"] = Bacterial,
        ["Mycoplasma"] = Bacterial,
        ["Mycoplasma Bacterial Pneumonia"] = Bacterial,
        ["E.Coli"] = Bacterial,
        ["Legionella"] = Bacterial,
        ["Chlamydophila"] = Bacterial,
        ["Nocardia"] = Bacterial,
        ["Fungal"] = Fungal,
        ["Fungal Pneumonia"] = Fungal,
        ["Pneumocystis"] = Fungal,
        ["Aspergillosis"] = Fungal,
        ["No Finding"] = Healthy,
        ["No Pneumonia (healthy)"] = Healthy,
    };

    /// <summary>What the class tags say; null if they say nothing of it.</summary>
    public static FoundLabels? Of(TagSet tags)
    {
        var kind = KindOf(tags.All);
        return kind is null ? null : new FoundLabels(tags.Contains(Covid), tags.Contains(Ards), kind);
    }

    /// <summary>What a row's finding says; null if nothing was found out yet.</summary>
    public static FoundLabels? Of(string? finding)
    {
        string[] words = [.. (finding ?? "").Split(',', '/').Select(w => w.Trim()).Where(w => w.Length > 0)];
        if (words.Length == 0 || words is ["todo" or "Unknown" or "unknown" or "?"])
        {
            return null;
        }

        // Tables with 'Pneumonia/Viral/COVID-19' have no ARDS any more.
        bool? ards = finding!.Contains('/', StringComparison.Ordinal) ? null : words.Contains(Ards, StringComparer.OrdinalIgnoreCase);
        return new FoundLabels(words.Contains(Covid, StringComparer.OrdinalIgnoreCase), ards, KindOf(words));
    }

    /// <summary>Whether a tag says that nothing was found.</summary>
    public static bool IsHealthy(string tag) => Kinds.GetValueOrDefault(tag.Trim()) == Healthy;

    /// <summary>Whether a tag says that something was found.</summary>
    public static bool IsIll(string tag) => tag.Trim().Equals(Ards, StringComparison.OrdinalIgnoreCase) || Kinds.GetValueOrDefault(tag.Trim()) is { } kind && kind != Healthy;

    /// <summary>Whether two say different things.</summary>
    public bool Differs(FoundLabels other) =>
        IsCovid != other.IsCovid
        || (HasArds is { } ards && other.HasArds is { } otherArds && ards != otherArds)
        || (Kind is not null && other.Kind is not null && Kind != other.Kind);

    private static string? KindOf(IEnumerable<string> words) => words.Select(w => Kinds.GetValueOrDefault(w)).FirstOrDefault(k => k is not null);
}
