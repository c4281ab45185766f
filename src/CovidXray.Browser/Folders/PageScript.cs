using System.Text;
using System.Text.RegularExpressions;

namespace CovidXray.Browser.Folders;

/// <summary>Joins the page's modules to one classic script: browsers load no modules from a disk.</summary>
/// <remarks>
/// Each module becomes a function that gives what the module exports, so names of two modules do not meet. The modules keep to
/// <c>import { a, b } from "./x.js";</c> in a line and <c>export</c> before what they declare; all else is refused.
/// </remarks>
internal static partial class PageScript
{
    /// <summary>Joins modules.</summary>
    /// <param name="first">The module that starts the page, <c>main.js</c>.</param>
    /// <param name="read">Gives the text of a module.</param>
    /// <exception cref="InvalidOperationException">A module imports or exports in another way, or two import each other.</exception>
    public static string Join(string first, Func<string, string> read)
    {
        var script = new StringBuilder("\"use strict\";\n(() => {\n");
        Add(first, read, script, [], []);
        return script.Append("})();\n").ToString();
    }

    private static void Add(string module, Func<string, string> read, StringBuilder script, HashSet<string> added, HashSet<string> open)
    {
        if (!open.Add(module))
        {
            throw new InvalidOperationException($"{module} imports itself, by others.");
        }

        var body = new StringBuilder();
        var exported = new List<string>();
        foreach (var line in read(module).Split('\n'))
        {
            if (Import().Match(line) is { Success: true } import)
            {
                var other = import.Groups["module"].Value;
                if (!added.Contains(other))
                {
                    Add(other, read, script, added, open);
                }

                body.Append("const {").Append(import.Groups["names"].Value).Append("} = ").Append(NameOf(other)).Append(";\n");
            }
            else if (Export().Match(line) is { Success: true } export)
            {
                exported.Add(export.Groups["name"].Value);
                body.Append(line.AsSpan("export ".Length)).Append('\n');
            }
            else if (line.StartsWith("import", StringComparison.Ordinal) || line.StartsWith("export", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{module}: '{line}' cannot be joined.");
            }
            else
            {
                body.Append(line).Append('\n');
            }
        }

        script.Append("const ").Append(NameOf(module)).Append(" = (() => {\n").Append(body).Append("return { ").AppendJoin(", ", exported).Append(" };\n})();\n");
        added.Add(module);
        open.Remove(module);
    }

    private static string NameOf(string module) => "$" + module[..^".js".Length].Replace('-', '_');

    [GeneratedRegex("""^import \{(?<names>[ \w,]+)\} from "\./(?<module>[a-z-]+\.js)";\r?$""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Import();

    [GeneratedRegex("""^export (async )?(class|function|const|let) (?<name>\w+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Export();
}
