using CovidXray.Checks;
using CovidXray.Cli.Terminals;

namespace CovidXray.Cli.Commands.Check;

/// <summary>What rules say of themselves.</summary>
internal sealed class RulePrinter(TextWriter output)
{
    private const int Width = 100;

    /// <summary>Writes rules, an empty line between them.</summary>
    public void Write(IReadOnlyList<CheckRule> rules)
    {
        var width = Math.Min(Width, TextTables.TerminalWidth(output) ?? Width);
        for (var i = 0; i < rules.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            output.WriteLine(Terminal.OneLine($"{rules[i]} ({LevelNames.Of(rules[i].Level)})"));
            Paragraph("what", rules[i].What, width);
            Paragraph("why", rules[i].Why, width);
            Paragraph("advice", rules[i].Advice, width);
            Paragraph("source", rules[i].Source, width);
        }
    }

    private void Paragraph(string name, string text, int width)
    {
        const int Indent = 10;
        var line = $"  {name}".PadRight(Indent);
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                output.WriteLine(line);
                (line, isEmpty) = (new string(' ', Indent), true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        output.WriteLine(line);
    }
}
