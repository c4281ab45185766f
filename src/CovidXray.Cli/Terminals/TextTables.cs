using CovidXray.Texts;
using Spectre.Console;

namespace CovidXray.Cli.Terminals;

/// <summary>Tables for people, as wide as their terminal; plain where nobody watches.</summary>
internal static class TextTables
{
    private const int PlainWidth = 110;
    private const int Indent = 2;
    private const int LongestCell = 1000;

    /// <summary>The blanks of a table with three columns: before, between and behind them.</summary>
    public const int ColumnGaps = Indent + 6;

    /// <summary>The width for tables in characters: the terminal's, where there is one.</summary>
    public static int Width(TextWriter output) => TerminalWidth(output) ?? PlainWidth;

    /// <summary>The width that a table needs.</summary>
    /// <param name="columns">The widest text of each column, headers included.</param>
    public static int WidthOf(IReadOnlyList<int> columns) => Indent + columns.Sum() + (2 * columns.Count) - 1;

    /// <summary>The terminal's width in characters; null where the output is no terminal.</summary>
    public static int? TerminalWidth(TextWriter output) => IsTerminal(output) ? Console(output).Profile.Width : null;

    private static bool IsTerminal(TextWriter output) => ReferenceEquals(output, System.Console.Out) && !System.Console.IsOutputRedirected;

    /// <summary>A console that writes to the command's output.</summary>
    private static IAnsiConsole Console(TextWriter output)
    {
        var isTerminal = IsTerminal(output);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }

    /// <summary>An empty table without lines; the first column is left-aligned, the others right.</summary>
    public static Table Plain(params ReadOnlySpan<string> headers)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = headers.ToArray().Any(h => h.Length > 0) };
        for (var i = 0; i < headers.Length; i++)
        {
            table.AddColumn(new TableColumn(Cell(headers[i]))
            {
                Padding = new Padding(i == 0 ? 0 : 1, 0, 1, 0),
                Alignment = i == 0 ? Justify.Left : Justify.Right,
            });
        }

        return table;
    }

    /// <summary>Adds a row of plain texts.</summary>
    public static void Row(this Table table, params ReadOnlySpan<string> cells)
    {
        var escaped = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            escaped[i] = Cell(cells[i]);
        }

        table.AddRow(escaped);
    }

    private static string Cell(string text) => Markup.Escape(Terminal.OneLine(ForeignText.Bounded(text, LongestCell)));

    /// <summary>Writes a table, indented; where nobody watches, without the blanks that it leaves at the ends of lines.</summary>
    public static void Write(TextWriter output, Table table)
    {
        var indented = new Padder(table, new Padding(Indent, 0, 0, 0));
        if (IsTerminal(output))
        {
            Console(output).Write(indented);
            return;
        }

        var text = new StringWriter { NewLine = "\n" };
        Console(text).Write(indented);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }
}
