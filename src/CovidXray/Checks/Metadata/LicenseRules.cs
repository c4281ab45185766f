using System.Text.RegularExpressions;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks.Metadata;

/// <summary>Rules of what licences allow.</summary>
internal static partial class LicenseRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("M7", "license-unknown", FindingLevel.Note)
        {
            What = "The metadata table has no licence of the image.",
            Why = "No licence is no permission: the film may be looked at where it was published, and perhaps not be passed on.",
            Advice = "Before you publish films, choose with --license-allow, which drops such images.",
            Source = "ieee8023's SCHEMA.md: blank if unknown.",
            Needs = CheckNeeds.Metadata,
            OfFacts = Unknown,
        },
        new("M8", "license-no-derivatives", FindingLevel.Note)
        {
            What = "The image's licence allows no derivatives.",
            Why = "A film that is cropped, or has a mask painted on it, may be passed on to nobody.",
            Advice = "Keep exports with changed films to yourself, or choose with --license-allow.",
            Source = "creativecommons.org/licenses/by-nc-nd/4.0: 'you may not distribute the modified material'.",
            Needs = CheckNeeds.Metadata,
            OfFacts = image => Told(image, NoDerivatives()),
        },
        new("M9", "license-non-commercial", FindingLevel.Note)
        {
            What = "The image's licence allows no commercial use.",
            Why = "A product that is trained on it may break the licence.",
            Advice = "For commercial work choose with --license-allow.",
            Source = "creativecommons.org/licenses/by-nc-sa/4.0: 'you may not use the material for commercial purposes'.",
            Needs = CheckNeeds.Metadata,
            OfFacts = image => Told(image, NonCommercial()),
        },
    ];

    private static readonly string[] UnknownNames = ["?", "-", "unknown", "none", "n/a", "na", "not specified"];

    private static IEnumerable<Observation> Unknown(ImageFacts image)
    {
        if (image.Metadata is { } row && (row.License is null || UnknownNames.Contains(row.License.Trim(), StringComparer.OrdinalIgnoreCase)))
        {
            yield return new Observation("the licence is unknown");
        }
    }

    private static IEnumerable<Observation> Told(ImageFacts image, Regex term)
    {
        if (image.Metadata?.License is { } license && term.IsMatch(license))
        {
            yield return new Observation($"the licence is {ForeignText.Quote(license)}");
        }
    }

    [GeneratedRegex(@"\bND\b|no[- ]?deriv|all rights reserved", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoDerivatives();

    [GeneratedRegex(@"\bNC\b|non[- ]?commercial|all rights reserved", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NonCommercial();
}
