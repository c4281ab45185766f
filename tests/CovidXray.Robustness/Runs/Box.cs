using System.Diagnostics;
using CovidXray.Robustness.Folders;

namespace CovidXray.Robustness.Runs;

/// <summary>A folder in which commands run. All that they may change lies in it; the shim watches it.</summary>
/// <param name="settings">Of the whole run.</param>
/// <param name="name">Its own among all boxes.</param>
internal sealed class Box(Settings settings, string name)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.Combine(settings.Work, name, "box");

    private string Log => Path.Combine(settings.Work, name, "calls");

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        FolderCopy.Remove(Folder);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Keeps a copy of what is in it.</summary>
    /// <returns>Where.</returns>
    public string Keep(string copy)
    {
        var kept = Path.Combine(settings.Work, name, copy);
        FolderCopy.Replace(kept, Folder);
        return kept;
    }

    /// <summary>Makes it what was kept.</summary>
    public void Restore(string kept) => FolderCopy.Replace(Folder, kept);

    /// <summary>Runs lines one after the other, all of which must do; those that begin with ! are no commands of covidxr's.</summary>
    /// <exception cref="InvalidOperationException">One did not.</exception>
    public void Prepare(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith('!'))
            {
                Act(line[1..].Split(' '));
            }
            else if (Run(line) is { ExitCode: not 0 } run)
            {
                throw new InvalidOperationException($"'covidxr {line}' prepares a scenario and fails: {run.Errors}");
            }
        }
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="line">The command line without the program's name; {data} is the dataset, {inputs} the folder of it and of other inputs, @DIR in front its current folder.</param>
    /// <param name="interference">What the shim does; null for a run without it.</param>
    public CovidxrRun Run(string line, Interference? interference = null)
    {
        using var process = Start(line, interference);
        return process.End();
    }

    /// <summary>Starts a command.</summary>
    public StartedProcess Start(string line, Interference? interference = null)
    {
        var folder = Folder;
        if (line.StartsWith('@'))
        {
            folder = Path.Combine(Folder, line[1..line.IndexOf(' ', StringComparison.Ordinal)]);

            // An export that fails removes an empty folder.
            Directory.CreateDirectory(folder);
            line = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        var words = Words(line);
        string[] program = words[0].StartsWith('/') ? [] : settings.IsManaged ? ["dotnet", settings.Covidxr] : [settings.Covidxr];
        IEnumerable<(string, string)> variables = [("VIPS_WARNING", "0"), ("HOME", settings.Inputs)];
        if (interference is not null)
        {
            variables = [.. variables, ("LD_PRELOAD", settings.Shim), .. interference.Variables()];
        }

        return new StartedProcess([.. program, .. words], folder, variables);
    }

    /// <summary>Runs a command and lists its calls that change files.</summary>
    public (CovidxrRun Run, IReadOnlyList<string> Calls) Watch(string line)
    {
        File.Delete(Log);
        var run = Run(line, new Interference(Folder) { Log = Log });
        return (run, File.Exists(Log) ? File.ReadAllLines(Log) : []);
    }

    /// <summary>What it holds.</summary>
    public Tree Read() => Tree.Of(Folder);

    /// <summary>A command line in words, with what stands for paths replaced by them.</summary>
    public string[] Words(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Filled)];

    private string Filled(string word) => word.Replace("{data}", settings.Dataset, StringComparison.Ordinal)
        .Replace("{tiny}", settings.Tiny, StringComparison.Ordinal)
        .Replace("{sample}", settings.Sample, StringComparison.Ordinal)
        .Replace("{seeds}", Path.Combine(settings.Kept, "seeds"), StringComparison.Ordinal)
        .Replace("{inputs}", settings.Inputs, StringComparison.Ordinal)
        .Replace("{web}", settings.Web, StringComparison.Ordinal);

    private void Act(string[] words)
    {
        string[] paths = [.. words.Skip(1).Select(p => Path.Combine(Folder, Filled(p)))];
        switch (words[0])
        {
            case "copy" when File.Exists(paths[0]):
                File.Copy(paths[0], paths[1]);
                break;
            case "copy":
                FolderCopy.Copy(paths[0], paths[1]);
                break;
            case "folder":
                Directory.CreateDirectory(paths[0]);
                break;
            case "remove":
                Array.ForEach(paths, File.Delete);
                break;
            case "damage":
                foreach (var path in paths)
                {
                    var bytes = File.ReadAllBytes(path);
                    bytes[bytes.Length / 2] ^= 0x55;
                    File.WriteAllBytes(path, bytes);
                }

                break;
            default:
                throw new UnreachableException(words[0]);
        }
    }
}
