using System.Globalization;
using CovidXray.Reports;
using CovidXray.Statistics;

namespace CovidXray.Jobs.Audit;

/// <summary>Puts into words what the values of a field are, and how the label is there.</summary>
internal static class FieldReport
{
    private const int FilmsOfEnd = 6;
    private const string Missing = "missing";

    /// <summary>Makes the report of a field.</summary>
    public static AuditField Of(AuditFieldSource source, FieldValues values, FieldFigures figures, LabelledImages labelled)
    {
        var (cells, names) = Cells(values, FoldCells.UsualBins);
        var counts = names.Select(_ => new int[labelled.Classes.Count]).ToArray();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] >= 0)
            {
                counts[cells[i]][labelled.Labels[i]]++;
            }
        }

        var order = Enumerable.Range(0, names.Length).Where(c => counts[c].Sum() > 0)
            .OrderBy(c => c == names.Length - 1)
            .ThenByDescending(c => values.IsNumber ? 0 : counts[c].Sum())
            .ThenBy(c => c);
        var field = new AuditField
        {
            Name = source.Name,
            Description = source.Description,
            Kind = source.Kind,
            IsNumber = values.IsNumber,
            Images = values.Count - values.IsAbsent.Count(a => a),
            Missing = values.Missing,
            Figures = figures,
            Values = [.. order.Select(c => new AuditValue(names[c], counts[c]))],
        };
        return field.IsDangerous ? WithFilms(field, values, cells, names, counts, labelled) : field;
    }

    private static AuditField WithFilms(AuditField field, FieldValues values, int[] cells, string[] names, int[][] counts, LabelledImages labelled)
    {
        int[] shown = [.. Enumerable.Range(0, cells.Length).Where(i => cells[i] >= 0 && labelled.Images[i].FilmPath is not null && labelled.Images[i].Film is not null)];
        if (values.IsNumber)
        {
            int[] byNumber = [.. shown.Where(i => !double.IsNaN(values.Numbers[i])).OrderBy(i => values.Numbers[i]).ThenBy(i => labelled.Images[i].Facts.Id, StringComparer.Ordinal)];
            return Take(byNumber, [.. byNumber.Reverse()]);
        }

        var last = labelled.Classes.Count - 1;
        double Rate(int cell) => (double)counts[cell][last] / Math.Max(1, counts[cell].Sum());
        int[] byRate = [.. shown.OrderBy(i => Rate(cells[i])).ThenByDescending(i => counts[cells[i]].Sum()).ThenBy(i => labelled.Images[i].Facts.Id, StringComparer.Ordinal)];
        return Take([.. byRate.Where(i => cells[i] == cells[byRate[0]])], [.. byRate.Where(i => cells[i] == cells[byRate[^1]])]);

        AuditField Take(int[] low, int[] high) => field with
        {
            LowFilms = [.. low.Take(FilmsOfEnd).Select(Film)],
            HighFilms = [.. high.Take(FilmsOfEnd).Select(Film)],
        };

        AuditFilm Film(int i) => new(
            labelled.Images[i].Facts.Id,
            values.IsNumber ? Number(values.Numbers[i]) : names[cells[i]],
            labelled.Classes[labelled.Labels[i]].Name,
            labelled.Images[i].FilmPath!);
    }

    /// <summary>The cell of each image, and what cells are called; what is missing is the last.</summary>
    /// <param name="bins">Into how many bins numbers go.</param>
    public static (int[] Cells, string[] Names) Cells(FieldValues values, int bins)
    {
        var cells = AuditFigures.CellsOf(values, bins);
        if (!values.IsNumber)
        {
            return (cells, [.. values.Names, Missing]);
        }

        var edges = FoldCells.Edges(values.Numbers.Where(n => !double.IsNaN(n)), bins);
        return (cells, [.. Enumerable.Range(0, edges.Length + 1).Select(b => Range(edges, b)), Missing]);
    }

    private static string Range(double[] edges, int bin) => (bin, edges.Length) switch
    {
        (_, 0) => "any number",
        (0, _) => $"below {Number(edges[0])}",
        _ when bin == edges.Length => $"{Number(edges[^1])} and more",
        _ => $"{Number(edges[bin - 1])} to {Number(edges[bin])}",
    };

    private static string Number(double number) => Math.Abs(number) switch
    {
        < 10 => number.ToString("0.###", CultureInfo.InvariantCulture),
        < 100_000 => number.ToString("0.#", CultureInfo.InvariantCulture),
        < 1_000_000 => (number / 1e3).ToString("0", CultureInfo.InvariantCulture) + "k",
        _ => (number / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
    };
}
