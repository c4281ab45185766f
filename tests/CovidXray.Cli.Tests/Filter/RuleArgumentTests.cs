using System.CommandLine;
using CovidXray.Cli.Commands.Options;
using CovidXray.Filters;
using CovidXray.Filters.Rules;
using CovidXray.Jobs.Filter;

namespace CovidXray.Cli.Tests.Filter;

/// <summary>Rules that are told as a command line are read from it as they were.</summary>
public sealed class RuleArgumentTests
{
    private static readonly FilterOptions[] Filters =
    [
        new() { Part = "train,val", Fold = "0,1", MinSize = "512", MaxSize = "1024x2048" },
        new() { Include = ["pa,ap", "\"location:Milan, Italy\""], Exclude = ["ct", "it's", "a b", "*", ""] },
        new() { Where = ["age >= 60 and view in (PA, AP)", "tag = '@file'", "tag = \"$HOME `x` \\\"", "-1 < age"] },
        new() { LicenseAllow = ["CC BY*", "CC0"] },
        new() { LicenseAllow = ["CC BY*"], LicenseUnknown = UnknownLicense.Keep },
        new() { Include = ["-1"], Exclude = ["--all", "-", "--", "-d", "--exclude=x"] },
        new() { Include = ["=x", "a=b", "[parse]", "%PATH%", "\u00e9\u200b"] },
    ];

    public static TheoryData<int> Numbers { get; } = [.. Enumerable.Range(0, Filters.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void They_are_read_as_they_were(int number)
    {
        var filter = Filters[number];
        var command = new RootCommand();
        var (dataset, rules) = (new DatasetOptions(command), new RuleOptions(command));
        string[] arguments = [.. CombinedRules.Argument("-d", "-odd folder"), .. CombinedRules.Arguments(filter)];
        var parsed = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Assert.Empty(parsed.Errors);
        Assert.Equal("-odd folder", dataset.Locate(parsed));
        Assert.Equal(CombinedRules.Arguments(filter), CombinedRules.Arguments(rules.ReadOptions(parsed)));
    }
}
