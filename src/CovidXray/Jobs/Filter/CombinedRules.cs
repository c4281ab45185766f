using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Rules;

namespace CovidXray.Jobs.Filter;

/// <summary>Several filters as one that keeps what all of them keep, and a filter as the options of a command line.</summary>
internal static class CombinedRules
{
    /// <summary>One filter for several: what can be typed once becomes an expression the second time. What stands twice stands once.</summary>
    /// <exception cref="FilterException">A size, part or fold cannot be understood.</exception>
    public static FilterOptions Of(IReadOnlyList<FilterOptions> filters)
    {
        var combined = new FilterOptions();
        foreach (var filter in filters)
        {
            combined = Add(combined, filter);
        }

        return combined;
    }

    /// <summary>The options of a filter, as <c>covidxr filter</c> takes them.</summary>
    public static IReadOnlyList<string> Arguments(FilterOptions filter)
    {
        var arguments = new List<string>();
        Add("--part", filter.Part);
        Add("--fold", filter.Fold);
        Add("--min-size", filter.MinSize);
        Add("--max-size", filter.MaxSize);
        AddAll("--include", filter.Include);
        AddAll("--exclude", filter.Exclude);
        AddAll("--license-allow", filter.LicenseAllow);
        Add("--license-unknown", filter.LicenseAllow.Count > 0 && filter.LicenseUnknown == UnknownLicense.Keep ? "keep" : null);
        AddAll("--where", filter.Where);
        return arguments;

        void AddAll(string option, IReadOnlyList<string> values)
        {
            foreach (var value in values)
            {
                Add(option, value);
            }
        }

        void Add(string option, string? value)
        {
            if (value is not null)
            {
                arguments.AddRange(Argument(option, value));
            }
        }
    }

    /// <summary>An option with its value: in one word where the value alone would be taken for an option.</summary>
    public static IReadOnlyList<string> Argument(string option, string value) => value.StartsWith('-') ? [$"{option}={value}"] : [option, value];

    private static FilterOptions Add(FilterOptions one, FilterOptions other)
    {
        var where = new List<string>();
        var part = Once(one.Part, other.Part, parts => $"part in ({string.Join(", ", parts.Split(',').Select(p => PartNames.Find(p) is { } known ? PartNames.Of(known) : Quoted(p)))})");
        var fold = Once(one.Fold, other.Fold, folds => $"fold in ({string.Join(", ", folds.Split(',').Select(f => f.Trim()))})");
        var minSize = Once(one.MinSize, other.MinSize, size => SizeLimit.Parse("min-size", size) is var limit ? $"width >= {limit.Width} and height >= {limit.Height}" : "");
        var maxSize = Once(one.MaxSize, other.MaxSize, size => SizeLimit.Parse("max-size", size) is var limit ? $"width <= {limit.Width} and height <= {limit.Height}" : "");
        var isSecondLicense = one.LicenseAllow.Count > 0 && other.LicenseAllow.Count > 0;
        if (isSecondLicense && !(one.LicenseAllow.SequenceEqual(other.LicenseAllow, StringComparer.Ordinal) && one.LicenseUnknown == other.LicenseUnknown))
        {
            where.Add(Licenses(other));
        }

        var licensed = one.LicenseAllow.Count > 0 ? one : other;
        return new FilterOptions
        {
            Part = part,
            Fold = fold,
            MinSize = minSize,
            MaxSize = maxSize,
            Include = [.. one.Include.Union(other.Include, StringComparer.Ordinal)],
            Exclude = [.. one.Exclude.Union(other.Exclude, StringComparer.Ordinal)],
            LicenseAllow = licensed.LicenseAllow,
            LicenseUnknown = licensed.LicenseAllow.Count > 0 ? licensed.LicenseUnknown : default,
            Where = [.. one.Where.Union(where, StringComparer.Ordinal).Union(other.Where, StringComparer.Ordinal)],
        };

        string? Once(string? first, string? second, Func<string, string> expression)
        {
            if (first is not null && second is not null && first != second)
            {
                where.Add(expression(second));
            }

            return first ?? second;
        }
    }

    private static string Licenses(FilterOptions filter)
    {
        var names = filter.LicenseAllow.SelectMany(list => NameList.Parse("license-allow", list)).Distinct(StringComparer.OrdinalIgnoreCase);
        var any = names.Select(name => Wildcard.HasWildcards(name) ? $"license like {Quoted(name)}" : $"license = {Quoted(name)}");
        return string.Join(" or ", filter.LicenseUnknown == UnknownLicense.Keep ? any.Append("not has(license)") : any);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
