using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Duplicates;

/// <summary>Reads and writes <c>duplicates.json</c>: what of each film is kept to find its copies, and what was found.</summary>
internal static class PrintFile
{
    /// <summary>The name of a dataset's own.</summary>
    public const string FileName = "duplicates.json";

    /// <summary>What this version writes. Later ones read it; what is newer, this one refuses.</summary>
    public const int Schema = 1;

    /// <summary>About 300,000 films.</summary>
    private static readonly FileLimit Limit = new(1_000_000_000, "files of hashes");

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged, or was made by a newer version.</exception>
    public static PrintDocument Read(string path)
    {
        var content = WholeFile.Read(path, Limit);
        try
        {
            // Of a newer one nothing but this may be understood.
            var start = JsonSerializer.Deserialize(ByteOrderMark.Skip(content), PrintJson.Lenient.PrintStart);
            if (start is { Schema: > Schema })
            {
                throw new DatasetException(path, $"was made by covidxr {ForeignText.Quote(start.Covidxr ?? "of a newer version")}, which writes schema {start.Schema}; this is covidxr {ProductVersion.Text}, which reads up to {Schema}. Use that one, or name another file with --duplicates FILE");
            }

            var document = JsonSerializer.Deserialize(ByteOrderMark.Skip(content), PrintJson.Strict.PrintDocument) ?? throw new JsonException("expected an object, found null");
            Check(path, document);
            return document;
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, $"is no {FileName}, or damaged; delete it if it is, and films are read anew", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }
    }

    /// <summary>A file's content.</summary>
    public static byte[] Write(PrintDocument document) => RecordFile.Write(document, PrintJson.Strict.PrintDocument);

    private static void Check(string path, PrintDocument document)
    {
        if (document.Schema < 1)
        {
            throw Error(path, $"the schema is {document.Schema}; expected {Schema}", "$.schema");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < document.Films.Length; i++)
        {
            var film = document.Films[i] ?? throw Error(path, "expected a film, found null", $"$.films[{i}]");
            if (film.Problem is { } problem)
            {
                throw Error(path, problem, $"$.films[{i}]");
            }

            if (!ids.Add(film.Id))
            {
                throw Error(path, $"the image '{ForeignText.Quote(film.Id)}' stands twice", $"$.films[{i}].id");
            }
        }

        CheckPairs(path, document.Found?.Pairs ?? [], ids, "pairs");
        CheckPairs(path, document.Found?.Near ?? [], ids, "near");
    }

    private static void CheckPairs(string path, PrintedPair[] pairs, HashSet<string> ids, string name)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = pairs[i] ?? throw Error(path, "expected a pair, found null", $"$.found.{name}[{i}]");
            var isPair = ids.Contains(pair.A) && ids.Contains(pair.B) && string.CompareOrdinal(pair.A, pair.B) < 0;
            if (!isPair || pair.Distance is < 0 or > DifferenceHash.Bits || !(Math.Abs(pair.Correlation) <= 1) || pair.ToPair() is null)
            {
                throw Error(path, "is no pair of its films", $"$.found.{name}[{i}]");
            }
        }
    }

    private static DatasetException Error(string path, string problem, string position) => new(path, $"{problem}; delete the file, and films are read anew", line: 0, column: 0, position);
}

/// <summary>Reads and writes without reflection.</summary>
[JsonSerializable(typeof(PrintDocument))]
[JsonSerializable(typeof(PrintStart))]
internal sealed partial class PrintJson : JsonSerializerContext
{
    public static PrintJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToKeep,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static PrintJson Lenient { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
}

/// <summary>What every version of the file has.</summary>
internal sealed record PrintStart(int? Schema, string? Covidxr);

/// <summary><c>duplicates.json</c> as it is on disk.</summary>
/// <param name="Schema">The shape of the file.</param>
/// <param name="Covidxr">The version that wrote it.</param>
/// <param name="Films">The films, by their images' ids (ordinal).</param>
internal sealed record PrintDocument(int Schema, string Covidxr, PrintedFilm[] Films)
{
    /// <summary>What was found among exactly these films.</summary>
    public PrintedPairs? Found { get; init; }
}

/// <summary>A film in the file.</summary>
/// <param name="Id">Its image.</param>
/// <param name="File">Where it lies in the dataset; a whole path if it lies elsewhere.</param>
/// <param name="Bytes">How long its file is.</param>
/// <param name="Time">When it was changed last, in ticks of UTC; of a film in an archive, when the archive was.</param>
/// <param name="Content">Left, top, right and bottom of what lies within uniform borders, in shares of the film.</param>
internal sealed record PrintedFilm(string Id, string File, long Bytes, long Time, int Width, int Height, bool Lossless, byte[] Hash, double[] Content, byte[] Picture)
{
    /// <summary>Its hash as the lock file has it; null if that does not know it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What is wrong with it; null if nothing is.</summary>
    [JsonIgnore]
    public string? Problem =>
        Id.Length == 0 ? "the id is empty"
        : Width < 1 || Height < 1 ? $"the film is {Width}x{Height}"
        : Hash.Length != sizeof(ulong) * DifferenceHash.Words ? $"the hash has {Hash.Length} bytes; expected {sizeof(ulong) * DifferenceHash.Words}"
        : Picture.Length != SmallPicture.Pixels ? $"the picture has {Picture.Length} bytes; expected {SmallPicture.Pixels}"
        : !(Content is [>= 0 and var left, >= 0 and var top, <= 1 and var right, <= 1 and var bottom] && right - left >= 0.1 && bottom - top >= 0.1) ? "the content is no part of the film"
        : null;

    public static PrintedFilm Of(string id, FilmStamp file, FilmPrint print)
    {
        var window = print.Content;
        return new PrintedFilm(id, file.Name, file.Bytes, file.Time, print.Width, print.Height, print.IsLossless, print.Hash.ToBytes(), [window.Left, window.Top, window.Right, window.Bottom], print.Picture.Greys.ToArray()) { Sha256 = file.Sha256 };
    }

    public FilmPrint ToPrint() => new(DifferenceHash.FromBytes(Hash), new GreyWindow(Content[0], Content[1], Content[2], Content[3]), SmallPicture.FromGreys(Picture)) { Width = Width, Height = Height, IsLossless = Lossless };

    /// <summary>Whether it was read of a file as it is now.</summary>
    public bool IsOf(FilmStamp file) =>
        File == file.Name && ((Bytes == file.Bytes && Time == file.Time) || (Sha256 is not null && Sha256 == file.Sha256));
}

/// <summary>What tells whether a film is still the one that was read.</summary>
/// <param name="Name">Where it lies in the dataset; a whole path if it lies elsewhere.</param>
/// <param name="Bytes">How long its file is.</param>
/// <param name="Time">When it was changed last, in ticks of UTC; of a film in an archive, when the archive was.</param>
/// <param name="Sha256">Its hash as the lock file has it; null if that does not know it, or a file of another length.</param>
internal sealed record FilmStamp(string Name, long Bytes, long Time, string? Sha256);

/// <summary>What was found.</summary>
internal sealed record PrintedPairs(int Threshold, PrintedPair[] Pairs, PrintedPair[] Near)
{
    /// <summary>By which rules; see <see cref="CopyFinder.Rules"/>.</summary>
    public int Rules { get; init; }
}

/// <summary>A pair in the file.</summary>
internal sealed record PrintedPair(string A, string B, int Distance, double Correlation, string Kind, bool Part)
{
    public static PrintedPair Of(DuplicatePair pair) => new(pair.A, pair.B, pair.Distance, pair.Correlation, pair.Kind.ToString(), pair.IsPart);

    /// <summary>The pair; null if there is no such kind.</summary>
    public DuplicatePair? ToPair() => CopyKind.Parse(Kind) is { } kind ? new DuplicatePair(A, B, Distance, Correlation, kind, Part) : null;
}
