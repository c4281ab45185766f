using System.Globalization;
using CovidXray.Filters;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of numbers that are out of range, or were written in another unit than the others.</summary>
internal static class UnitRules
{
    private const string Units = "ieee8023's SCHEMA.md: age in years, temperature in Celsius, saturation in percent, blood counts in 10^3 per microlitre.";

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T8", "impossible-age", FindingLevel.Error)
        {
            What = "The age is negative or over 120 years.",
            Why = "Nobody has that age; means, bins and splits that are balanced by age go wrong by it.",
            Advice = "Correct it from the source; a year of birth is told as such.",
            Source = Units,
            OfFacts = image => Of(image, "Age", AgeProblem),
        },
        new("T9", "temperature-unit", FindingLevel.Warning)
        {
            What = "The temperature is outside 30 to 45 degrees Celsius.",
            Why = "No patient has it: it is of another unit, or a slip, and a fever in Fahrenheit is far from all others.",
            Advice = "Convert it as the message says, or leave it out: --where 'temperature < 45'.",
            Source = Units + " V7's release has one value of 95 among values from 36.8 to 40: 35 degrees Celsius, of a patient whose notes say no fever.",
            OfFacts = image => Of(image, "Temperature", TemperatureProblem),
        },
        new("T10", "saturation-range", FindingLevel.Warning)
        {
            What = "The oxygen saturation is outside 0 to 100 percent.",
            Why = "A share cannot be more than all. Such values are partial pressures of oxygen (pO2) in mmHg, under the same tag as saturations.",
            Advice = "Use no value of that source as a saturation, those below 100 included.",
            Source = Units + " Measured over metadata.csv of August 2020: all 8 such values come from Hannover, whose own table (data.csv) has them as po2_val.",
            OfFacts = image => Of(image, "pO2_saturation", SaturationProblem),
        },
        new("T11", "saturation-low", FindingLevel.Warning)
        {
            What = "The oxygen saturation is under 60 percent.",
            Why = "Hardly anybody who is filmed has it; as a partial pressure of oxygen (pO2) in mmHg the number is common.",
            Advice = "Use no value of that source as a saturation.",
            Source = "Measured over metadata.csv of August 2020: 29 of 30 such values come from Hannover, whose own table (data.csv) has them as po2_val; one article does say 50 percent.",
            OfFacts = image => Of(image, "pO2_saturation", LowSaturation),
        },
        new("T12", "blood-count-unit", FindingLevel.Warning)
        {
            What = "A blood count is negative, zero, or too high for its unit (10^3 cells per microlitre).",
            Why = "Percents of leukocytes and cells per microlitre stand under the same tags; mixed, they are a hundred times apart.",
            Advice = "Read it as the message says, or leave it out: --where 'lymphocytes < 10'.",
            Source = Units + " V7's release has a lymphocyte count of 10.1, which its article gives as 10.1 % of 12.6 leukocytes.",
            OfFacts = BloodCounts,
        },
    ];

    private static IEnumerable<Observation> Of(ImageFacts image, string key, Func<double, string?> problem)
    {
        foreach (var (tag, number) in TagValues.Numbers(image.Tags, key))
        {
            if (problem(number) is { } text)
            {
                yield return new Observation($"{key} is {TagValues.Text(number)}: {text}") { Tag = tag };
            }
        }
    }

    private static string? AgeProblem(double age) => age switch
    {
        < 0 => "expected years, 0 or more",
        > 1850 and < 2100 => "expected years; perhaps the year of birth",
        > 120 => "expected years, up to 120",
        _ => null,
    };

    private static string? TemperatureProblem(double degrees) => degrees switch
    {
        >= 30 and <= 45 => null,
        >= 86 and <= 113 => string.Create(CultureInfo.InvariantCulture, $"perhaps degrees Fahrenheit, which are {(degrees - 32) / 1.8:0.#} degrees Celsius"),
        >= 303 and <= 318 => string.Create(CultureInfo.InvariantCulture, $"perhaps kelvin, which are {degrees - 273.15:0.#} degrees Celsius"),
        >= 340 and <= 430 => string.Create(CultureInfo.InvariantCulture, $"perhaps {degrees / 10:0.##}, without its point"),
        _ => "expected degrees Celsius, 30 to 45",
    };

    private static string? SaturationProblem(double percent) => percent switch
    {
        < 0 => "expected percent, 0 to 100",
        > 800 => "expected percent, 0 to 100",
        > 100 => "no percentage; perhaps a partial pressure in mmHg",
        _ => null,
    };

    private static string? LowSaturation(double percent) => percent switch
    {
        < 0 or >= 60 => null,
        > 0 and <= 1 => string.Create(CultureInfo.InvariantCulture, $"so low a percentage is not survived; perhaps a share of 1, {percent * 100:0.#} %"),
        >= 10 => "so low a percentage is rare; perhaps a partial pressure in mmHg",
        _ => "so low a percentage is not survived",
    };

    private static Observation[] BloodCounts(ImageFacts image)
    {
        Observation[] found =
        [
            .. Of(image, "Leukocyte_count", n => CountProblem(n, most: 100, isShare: false)),
            .. Of(image, "Neutrophil_count", n => CountProblem(n, most: 30, isShare: true)),
            .. Of(image, "Lymphocyte_count_on_admission", n => CountProblem(n, most: 10, isShare: true)),
        ];

        // A part that is more than the whole; rounding allowed for.
        var parts = (image.Neutrophils ?? 0) + (image.Lymphocytes ?? 0);
        return found.Length == 0 && image.Leukocytes is { } all && parts > (all * 1.05) + 0.1
            ? [new Observation($"neutrophils and lymphocytes are {TagValues.Text(parts)}, more than all leukocytes, {TagValues.Text(all)}")]
            : found;
    }

    /// <param name="most">What a patient may have, in 10^3 per microlitre.</param>
    /// <param name="isShare">Whether laboratories also give it in percent of leukocytes.</param>
    private static string? CountProblem(double count, double most, bool isShare) => count switch
    {
        < 0 => "expected 10^3 cells per microlitre, more than 0",
        0 => "nobody has none; perhaps it was not measured, or rounded down",
        _ when count <= most => null,
        <= 100 when isShare => "perhaps percent of leukocytes, not 10^3 cells per microlitre",
        _ => $"perhaps cells per microlitre, which are {TagValues.Text(count / 1000)} in 10^3",
    };
}
