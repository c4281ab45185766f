using CovidXray.Annotations;

namespace CovidXray.Releases.Sources;

/// <summary>Which release of which dataset, in V7's grammar: <c>[team/]dataset[:release]</c>, or the release alone.</summary>
public sealed record ReleaseName
{
    /// <summary>The team of V7's dataset.</summary>
    public const string DefaultTeam = "v7-labs";

    /// <summary>V7's dataset.</summary>
    public const string DefaultDataset = "covid-19-chest-x-ray-dataset";

    /// <summary>The release of all 6,504 images.</summary>
    public const string DefaultRelease = "all-images";

    private ReleaseName(string team, string dataset, string release)
    {
        Team = team;
        Dataset = dataset;
        Release = release;
    }

    /// <summary>The team.</summary>
    public string Team { get; }

    /// <summary>The dataset.</summary>
    public string Dataset { get; }

    /// <summary>The release.</summary>
    public string Release { get; }

    /// <summary>Whether it is V7's COVID-19 dataset, and not another one on V7's server.</summary>
    public bool IsDefaultDataset => Team == DefaultTeam && Dataset == DefaultDataset;

    /// <summary>Reads a name.</summary>
    /// <param name="text">Such as <c>covid-only</c> or <c>v7-labs/covid-19-chest-x-ray-dataset:covid-only</c>.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static ReleaseName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var owner = parts[0].Split('/');
        if (text.Length > 0 && parts.Length <= 2 && owner.Length <= 2 && owner.Concat(parts.Skip(1)).All(IsName))
        {
            return (owner, parts) switch
            {
                ([DefaultDataset], [_]) => new ReleaseName(DefaultTeam, DefaultDataset, DefaultRelease),
                ([var release], [_]) => new ReleaseName(DefaultTeam, DefaultDataset, release),
                ([var dataset], [_, var release]) => new ReleaseName(DefaultTeam, dataset, release),
                _ => new ReleaseName(owner[0], owner[1], parts.Length == 2 ? parts[1] : DefaultRelease),
            };
        }

        throw new FormatException($"'{text}' names no release; expected {DefaultRelease}, covid-only, or {DefaultTeam}/{DefaultDataset}:covid-only");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Team}/{Dataset}:{Release}";

    private static bool IsName(string text) => SafeFileName.Problem(text) is null && text[0] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
