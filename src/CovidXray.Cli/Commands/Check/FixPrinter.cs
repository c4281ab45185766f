using CovidXray.Checks;
using CovidXray.Cli.Terminals;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Check;

/// <summary>What was mended, for a person at a terminal: a line each, with its place in the old document.</summary>
/// <param name="output">Where to.</param>
internal sealed class FixPrinter(TextWriter output)
{
    /// <summary>Writes what was mended, and where it is.</summary>
    public void Write(FixResult result)
    {
        foreach (var mended in result.Mended)
        {
            Line($"{CheckPrinter.Place(mended)}: {mended.Rule.Code}: {mended.Text}");
        }

        var images = result.Mended.Select(m => m.Image).Distinct(StringComparer.Ordinal).Count();
        Line(result.Mended.Count == 0 ? "there is nothing to mend" : $"mended: {Wording.Count(result.Mended.Count, "finding")} in {Wording.Count(images, "image")}");
        Line($"{Wording.Count(result.Images, "image")} in {result.Folder}: darwin, {Films(result)}");
    }

    private static string Films(FixResult result) =>
        result.HasFilms ? "with films"
        : result.FilmsFound == 0 ? "without films, as there are none"
        : $"without films, as only {result.FilmsFound:N0} are there (--images-from DIR names where others are)";

    private void Line(string line) => output.WriteLine(Terminal.OneLine(line));
}
