using System.CommandLine;
using System.Globalization;
using CovidXray.Jobs;
using CovidXray.Splits;

namespace CovidXray.Cli.Commands.Split;

/// <summary>How large parts are: <c>--train 70 --val 15 --test 15</c>. What is not given is what is left.</summary>
internal sealed class SplitShareOptions
{
    private const int Whole = 100;

    private readonly Option<decimal?> _train = Share("--train", "The share of train in percent (default: 70)");

    private readonly Option<decimal?> _val = Share("--val", "The share of val in percent (default: 15)");

    private readonly Option<decimal?> _test = Share("--test", "The share of test in percent (default: 15; of folds 0)");

    public SplitShareOptions(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    public Option Test => _test;

    public IReadOnlyList<Option> All => [_train, _val, _test];

    /// <summary>The shares.</summary>
    /// <param name="usual">Those of a split of which none is named.</param>
    /// <param name="hasFolds">Whether folds take the place of train and val.</param>
    /// <param name="holdsOut">Whether test is what a held-out source is.</param>
    /// <exception cref="JobException">They are more or less than all, or there is none to train on.</exception>
    public SplitShares Read(ParseResult result, SplitShares usual, bool hasFolds, bool holdsOut)
    {
        var (train, val, test) = (result.GetValue(_train), result.GetValue(_val), result.GetValue(_test));
        if (holdsOut && test is not null)
        {
            throw Wrong("--test and --test-where exclude each other: what is held out is test, however much it is");
        }

        if (hasFolds)
        {
            // Who asks for folds does not mean a share of test that nobody named.
            test ??= usual.Val == 0 ? usual.Test : 0;
            return train is null && val is null
                ? new SplitShares(Whole - test.Value, 0, test.Value) is { Train: > 0 } shares ? shares : throw Wrong("--test 100 leaves nothing for folds")
                : throw Wrong("folds take the place of train and val; only --test goes with them");
        }

        if (train is null && val is null && test is null)
        {
            return usual;
        }

        // Who names two shares means the third by it, who names one means train and test, or train and val, by it.
        train ??= Whole - (val ?? 0) - (test ?? 0);
        test ??= holdsOut ? 0 : Whole - train - (val ?? 0);
        val ??= Whole - train - test;
        var sum = train + val + test;
        return sum == Whole && train > 0 && val >= 0 && test >= 0 ? new SplitShares(train.Value, val.Value, test.Value)
            : throw Wrong($"train {train.Value.ToString(CultureInfo.InvariantCulture)} + val {val.Value.ToString(CultureInfo.InvariantCulture)} + test {test.Value.ToString(CultureInfo.InvariantCulture)} is {sum.Value.ToString(CultureInfo.InvariantCulture)} percent; expected 100, some of it for train");
    }

    private static JobException Wrong(string problem) => new(problem) { IsUsage = true };

    private static Option<decimal?> Share(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PERCENT",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= Whole && decimal.Round(share, 2) == share)
            {
                return share;
            }

            result.AddError($"{name} is {text}; expected percent, such as 15 or 12.5.");
            return null;
        },
    };
}
