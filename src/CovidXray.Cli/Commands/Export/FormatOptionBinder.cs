using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Cli.Commands.Help;
using CovidXray.Formats;

namespace CovidXray.Cli.Commands.Export;

/// <summary>The options that formats have of their own, on the command line: their help says for which format they are, and with any other they are refused.</summary>
internal sealed class FormatOptionBinder
{
    /// <summary>Those that stand with the export's own options in help, in this order; the others stand behind all, those that name a folder last.</summary>
    private static readonly string[] First = ["rle", "compat", "layout", "style", "version"];

    private readonly IReadOnlyList<Bound> _first;
    private readonly IReadOnlyList<Bound> _others;

    /// <summary>Makes the options; the command adds them where its help wants them.</summary>
    /// <param name="formats">The formats that have them.</param>
    public FormatOptionBinder(IReadOnlyList<AnnotationFormat> formats)
    {
        var all = formats.SelectMany(f => f.Options.Select(o => new Bound(o, f.Name, Create(o, f.Name)))).ToList();
        _first = [.. First.Select(name => all.First(b => b.Definition.Name == name))];
        _others = [.. all.Except(_first).OrderBy(b => b.Definition.NamesFolder)];
    }

    public IEnumerable<Option> FirstOptions => _first.Select(b => b.Option);

    public IEnumerable<Option> OtherOptions => _others.Select(b => b.Option);

    /// <summary>Of the others, those that decide what is written.</summary>
    public IEnumerable<Option> OtherManifestOptions => _others.Where(b => !b.Definition.NamesFolder).Select(b => b.Option);

    /// <summary>The options of each format that has any, for help.</summary>
    public IReadOnlyList<OptionGroup> Groups => [.. All.GroupBy(b => b.Format, StringComparer.Ordinal).Select(g => new OptionGroup(g.Key, [.. g.Select(b => b.Option.Name)]))];

    private IEnumerable<Bound> All => [.. _first, .. _others];

    /// <summary>Refuses options that are for another format, or that say nothing without a second one.</summary>
    /// <param name="command">The command that has the options.</param>
    /// <param name="format">Its argument for the format.</param>
    public void AddValidators(Command command, Argument<string> format)
    {
        command.Validators.Add(result =>
        {
            foreach (var bound in All.Where(b => result.GetResult(b.Option) is { Implicit: false }))
            {
                if (bound.Definition.Needs is var (needed, relation) && result.GetResult(All.Single(b => b.Definition == needed).Option) is null)
                {
                    result.AddError($"{bound.Option.Name} {relation} --{needed.Name}; give that, too.");
                }
            }
        });
        command.Validators.Add(result =>
        {
            // That there is no such format is said elsewhere.
            var given = result.GetResult(format) is { Tokens: [var token, ..] } ? token.Value : null;
            if (ExportFormats.All.FirstOrDefault(f => f.Name.Equals(given, StringComparison.OrdinalIgnoreCase)) is not { } written)
            {
                return;
            }

            foreach (var bound in All.Where(b => b.Format != written.Name && result.GetResult(b.Option) is { Implicit: false }))
            {
                result.AddError($"{bound.Option.Name} is for {bound.Format}, not {written.Name}.");
            }
        });
    }

    /// <summary>The values that were given.</summary>
    public FormatOptions Read(ParseResult result)
    {
        var options = FormatOptions.None;
        foreach (var bound in All)
        {
            if (result.GetResult(bound.Option) is { Implicit: false } given)
            {
                options = options.With(bound.Definition, given.Tokens.Select(t => t.Value).LastOrDefault());
            }
        }

        return options;
    }

    /// <summary>Numbers are options for numbers, so that the parser says what is wrong with them; all others are texts that the format reads.</summary>
    private static Option Create(FormatOption definition, string format)
    {
        Option option = definition switch
        {
            FormatOption<int> number => Limited(new Option<int>("--" + definition.Name) { DefaultValueFactory = _ => number.Default }, definition),
            FormatOption<int?> => Limited(new Option<int?>("--" + definition.Name), definition),
            _ => Text(definition),
        };
        option.Description = $"{format}: {definition.Description}";
        option.HelpName = definition.ValueName;
        return option;
    }

    private static Option<string?> Text(FormatOption definition)
    {
        var option = Limited(new Option<string?>("--" + definition.Name), definition);
        if (definition.IsValueOptional)
        {
            option.Arity = ArgumentArity.ZeroOrOne;
        }

        if (definition.DefaultText is { } text)
        {
            option.DefaultValueFactory = _ => text;
        }

        if (definition.Values.Count == 0)
        {
            option.Validators.Add(result => Check(definition, result));
        }

        return option;
    }

    private static void Check(FormatOption definition, OptionResult result)
    {
        try
        {
            if (result.Tokens is [.., var last])
            {
                definition.Parse(last.Value);
            }
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
        }
    }

    private static Option<T> Limited<T>(Option<T> option, FormatOption definition)
    {
        if (definition.Values.Count > 0)
        {
            option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. definition.Values]);
        }

        return option;
    }

    /// <param name="Definition">The option as its format defines it.</param>
    /// <param name="Format">The format's name.</param>
    /// <param name="Option">The option of the command.</param>
    private sealed record Bound(FormatOption Definition, string Format, Option Option);
}
