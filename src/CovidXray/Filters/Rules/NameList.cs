using System.Text;

namespace CovidXray.Filters.Rules;

/// <summary>Splits a comma-separated list of names; quotes around a name protect its commas: <c>lateral,"location:Milan, Italy"</c>.</summary>
internal static class NameList
{
    /// <summary>The names, without their quotes and surrounding blanks; never empty.</summary>
    /// <exception cref="FilterException">A name is empty, or a quote is never closed.</exception>
    public static IReadOnlyList<string> Parse(string option, string text)
    {
        var names = new List<string>();
        var at = 0;
        do
        {
            at = SkipBlanks(text, at);
            var start = at;
            var name = at < text.Length && text[at] is '"' or '\'' ? Quoted(option, text, ref at) : Plain(text, ref at);
            if (name.Length == 0)
            {
                throw new FilterException(option, "expected a name (a concept, or a tag, with * for any letters)", start + 1);
            }

            names.Add(name);
            at = SkipBlanks(text, at);
            if (at < text.Length && text[at] != ',')
            {
                throw new FilterException(option, "expected a comma after the quoted name", at + 1);
            }
        }
        while (at++ < text.Length);
        return names;
    }

    private static string Plain(string text, ref int at)
    {
        var end = text.IndexOf(',', at);
        end = end < 0 ? text.Length : end;
        var name = text[at..end].Trim();
        at = end;
        return name;
    }

    /// <summary>Up to the quote that opened it; a quote that stands twice is one letter of the name.</summary>
    private static string Quoted(string option, string text, ref int at)
    {
        var start = at;
        var quote = text[at++];
        var name = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                if (at >= text.Length || text[at] != quote)
                {
                    return name.ToString().Trim();
                }
            }

            name.Append(text[at]);
        }

        throw new FilterException(option, "the quote is never closed", start + 1);
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
