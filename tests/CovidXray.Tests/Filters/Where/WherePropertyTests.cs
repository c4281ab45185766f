using CovidXray.Filters;
using CovidXray.Filters.Where;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Filters.Where;

/// <summary>Random expressions against a reference that walks the tree they were printed from.</summary>
public sealed class WherePropertyTests
{
    private static readonly ImageFacts[] Images =
    [
        Facts.Sized("1", 100, 200, "View/PA", "X-ray", "COVID-19", "Sex/M", "Age:30", "Survival/Y"),
        Facts.Sized("2", 512, 512, "View/AP", "COVID-19", "Age:60", "ICU_admission/N"),
        Facts.Sized("3", 2000, 1500, "View/Axial", "CT", "Sex/F", "location:Milan, Italy", "ICU_admission/Y"),
        Facts.Sized("4", 157, 156),
        Facts.Sized("5", 700, 860, "View/Lateral", "No Pneumonia (healthy)", "Sex/F", "Age:60", "Survival/N", "location:Paris"),
    ];

    /// <summary>Conditions as text, with what they mean written down by hand for the five images.</summary>
    private static readonly (string Text, bool[] Holds)[] Leaves =
    [
        ("age >= 60", [false, true, false, false, true]),
        ("age != 30", [false, true, false, false, true]),
        ("age in (30, 31)", [true, false, false, false, false]),
        ("has(age)", [true, true, false, false, true]),
        ("width < 512", [true, false, false, true, false]),
        ("view in (PA, 'AP')", [true, true, false, false, false]),
        ("view not in (PA)", [false, true, true, false, true]),
        ("frontal", [true, true, false, false, false]),
        ("xray", [true, true, false, false, true]),
        ("sex = F", [false, false, true, false, true]),
        ("survival", [true, false, false, false, false]),
        ("survival != yes", [false, false, false, false, true]),
        ("icu = no", [false, true, false, false, false]),
        ("location like '*,*'", [false, false, true, false, false]),
        ("location not like '*,*'", [false, false, false, false, true]),
        ("healthy", [false, false, false, false, true]),
    ];

    private static Gen<Tree> Trees(int depth)
    {
        var leaf = Gen.Choose(0, Leaves.Length - 1).Select(i => new Tree(Leaves[i].Text, "", [], Leaves[i].Holds));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Trees(depth - 1).Select(t => new Tree("", "not", [t], [.. t.Holds.Select(h => !h)])),
            Trees(depth - 1).Two().Select(p => new Tree("", "and", [p.Item1, p.Item2], [.. p.Item1.Holds.Zip(p.Item2.Holds, (a, b) => a && b)])),
            Trees(depth - 1).Two().Select(p => new Tree("", "or", [p.Item1, p.Item2], [.. p.Item1.Holds.Zip(p.Item2.Holds, (a, b) => a || b)])));
    }

    [Property(MaxTest = 500)]
    public Property A_printed_expression_means_what_its_tree_means() => Prop.ForAll(Trees(5).ToArbitrary(), Gen.Elements("", " ", "\n\t ").ToArbitrary(), (tree, blank) =>
    {
        var text = tree.Print(blank);
        var parsed = WhereExpression.Parse(text);
        return Images.Select(parsed.Matches).SequenceEqual(tree.Holds).Label(text);
    });

    [Property(MaxTest = 1000)]
    public Property Any_text_is_an_expression_or_an_error_with_a_place()
    {
        var parts = Gen.Elements("age", "view", "covid", "has", "(", ")", ",", "=", ">=", "<>", "!", "not", "and", "or", "in", "like", "'x'", "'", "60", "PA", "\u0000", "\uD800", "é", "Mil*", " ");
        return Prop.ForAll(parts.ArrayOf().ToArbitrary(), pieces =>
        {
            var text = string.Join(' ', pieces);
            try
            {
                _ = WhereExpression.Parse(text).Matches(Images[0]);
                return true;
            }
            catch (FilterException e)
            {
                return e.Option == "where" && e.Column >= 1 && e.Column <= text.Length + 1;
            }
        });
    }

    /// <summary>An expression's tree, printed with only the parentheses that it needs.</summary>
    private sealed record Tree(string Leaf, string Join, Tree[] Parts, bool[] Holds)
    {
        public string Print(string blank) => Join switch
        {
            "" => Leaf,
            "not" => $"NOT {blank}{Wrapped(Parts[0], blank, Parts[0].Join is "and" or "or")}",
            "and" => $"{Wrapped(Parts[0], blank, Parts[0].Join == "or")} {blank}and {Wrapped(Parts[1], blank, Parts[1].Join == "or")}",
            _ => $"{Parts[0].Print(blank)} Or{blank} {Parts[1].Print(blank)}",
        };

        public override string ToString() => Print("");

        private static string Wrapped(Tree tree, string blank, bool needed) => needed ? $"({blank}{tree.Print(blank)})" : tree.Print(blank);
    }
}
