using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CovidXray.Cli;
using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness.Fuzz;

/// <summary>Reads damaged files in this process, which may end by it: <see cref="FuzzSuite"/> starts it as another one.</summary>
/// <param name="settings">Of the whole run.</param>
/// <param name="state">A file that says at any time which case runs.</param>
internal sealed class FuzzWorker(Settings settings, string state)
{
    /// <summary>The exit code where a case does not end: what runs cannot be stopped from outside.</summary>
    public const int Hangs = 3;

    private const long MostBytes = 500_000_000;
    private const int LongestLine = 4_000;
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);

    private readonly Box _box = new(settings, Path.GetFileNameWithoutExtension(state));

    /// <summary>Reads until the time is over, and prints what was found.</summary>
    public int Run(FuzzTarget target, TimeSpan time)
    {
        _box.Clear();
        _box.Prepare(target.Setup);
        var start = _box.Keep("start");
        Environment.CurrentDirectory = _box.Folder;
        var file = Path.Combine(_box.Folder, target.File);
        byte[][] seeds = [File.ReadAllBytes(file), .. Kept("seeds", target).Select(File.ReadAllBytes)];
        var (cases, read, refused) = (0, 0, 0);
        var findings = settings.Point is null ? Kept("findings", target) : [];
        var inputs = findings.Select(path => (Name: Path.GetFileName(path), Bytes: File.ReadAllBytes(path))).Concat(Damaged(seeds));
        var watch = Stopwatch.StartNew();
        foreach (var (name, bytes) in inputs)
        {
            if (watch.Elapsed > time && settings.Point is null)
            {
                break;
            }

            File.WriteAllText(state, $"{target.Name}\t{name}");
            if (target.Changes && cases > 0)
            {
                _box.Restore(start);
                Environment.CurrentDirectory = _box.Folder;
            }

            File.WriteAllBytes(file, bytes);
            if (settings.Point is not null)
            {
                // For whoever wants to look at it, or to keep it among the findings.
                File.WriteAllBytes(Path.Combine(settings.Kept, "obj", $"{target.Name}--{name}{Path.GetExtension(file)}"), bytes);
            }

            Folders.FolderCopy.Remove(Path.Combine(_box.Folder, "out"));
            var (exitCode, problem, hangs) = Read(target, file);
            cases++;
            read += exitCode == 0 ? 1 : 0;
            refused += exitCode is 1 or 2 ? 1 : 0;
            if (problem is not null)
            {
                Console.WriteLine($"finding\t{target.Name}\t{name}\t{problem}");
            }

            if (hangs)
            {
                return Hangs;
            }
        }

        Console.WriteLine($"done\t{target.Name}\t{cases}\t{read}\t{refused}");
        return 0;
    }

    private static byte[] Input(int seed, int number, IReadOnlyList<byte[]> seeds) => new Mutator(new Random(unchecked((seed * 1_000_003) + number)), seeds).Next();

    private IEnumerable<(string Name, byte[] Bytes)> Damaged(byte[][] seeds)
    {
        for (var number = settings.Point ?? 1; settings.Point is null || number == settings.Point; number++)
        {
            yield return ($"{number}", Input(settings.Seed, number, seeds));
        }
    }

    private IEnumerable<string> Kept(string folder, FuzzTarget target) =>
        Directory.EnumerateFiles(Path.Combine(settings.Kept, folder), $"{target.Name}--*").Order(StringComparer.Ordinal);

    private (int ExitCode, string? Problem, bool Hangs) Read(FuzzTarget target, string file)
    {
        var before = (Bytes: GC.GetTotalAllocatedBytes(), Time: Environment.CpuUsage.TotalTime);
        var (output, errors) = (new StringWriter(), new StringWriter());
        var run = Task.Run(() => target == FuzzTargets.Careless ? ReadCarelesslyAsync(file) : CommandLine.RunAsync(_box.Words(target.Command), output, errors));
        var watch = Stopwatch.StartNew();
        try
        {
            while (!run.Wait(TimeSpan.FromMilliseconds(100)))
            {
                if (Environment.CpuUsage.TotalTime - before.Time > MostProcessorTime || watch.Elapsed > MostTime)
                {
                    return (-1, $"takes over {MostProcessorTime.TotalSeconds} s", true);
                }
            }
        }
        catch (AggregateException e)
        {
            return (-1, $"throws {e.InnerException!.GetType().Name}: {e.InnerException.Message}", false);
        }

        var bytes = GC.GetTotalAllocatedBytes() - before.Bytes;
        return (run.Result, ProblemWith(run.Result, $"{output}", $"{errors}") ?? (bytes > MostBytes ? $"takes {bytes:N0} bytes of memory" : null), false);
    }

    private static async Task<int> ReadCarelesslyAsync(string file)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        return 0;
    }

    private static string? ProblemWith(int exitCode, string output, string errors) =>
        exitCode is < 0 or > 2 ? $"exit code {exitCode}"
        : errors.Contains("internal error", StringComparison.Ordinal) ? Shortened(errors)
        : exitCode != 0 && errors.Length + output.Length == 0 ? $"exit code {exitCode} without a word"
        : (output + errors).Split('\n').FirstOrDefault(l => l.Length > LongestLine) is { } line ? $"prints a line of {line.Length:N0} characters: {Shortened(line)}"
        : (output + errors).Cast<char?>().FirstOrDefault(c => IsUnsafe(c!.Value)) is { } character ? $"prints U+{(int)character:X4}"
        : null;

    /// <summary>What moves a terminal's cursor, hides text or turns it round.</summary>
    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c != '\n') || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c';

    private static string Shortened(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > 300 ? text[..300] : text)
        {
            shown.Append(char.IsControl(c) || IsUnsafe(c) ? ' ' : c);
        }

        return shown.ToString().Trim();
    }
}
