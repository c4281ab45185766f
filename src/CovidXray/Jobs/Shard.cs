using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace CovidXray.Jobs;

/// <summary>One of N parts of a dataset, for work that is spread over machines.</summary>
/// <remarks>
/// Which part an image belongs to follows from its id alone: the XXH64 of its UTF-8, modulo N. So the parts are disjoint and
/// complete, the same on every machine, and an image keeps its part when others come or go.
/// </remarks>
/// <param name="Number">Which part, 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many parts there are, 1 to <see cref="MaxCount"/>.</param>
public readonly record struct Shard(int Number, int Count)
{
    /// <summary>The most parts that there can be.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>The part in file names: <c>3-of-8</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Number}-of-{Count}");

    /// <summary>The part as it is typed: <c>3/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>Whether an image belongs to this part.</summary>
    /// <param name="id">The image's identifier; letter case counts.</param>
    public bool Contains(string id) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(id)) % (ulong)Count == (ulong)(Number - 1);

    /// <summary>
    /// Reads <c>3/8</c>, or asks the scheduler: <c>auto/8</c> (Slurm's array jobs, Kubernetes' indexed jobs), <c>auto</c> (an array job of
    /// Slurm that is the whole work).
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="variable">Gives the value of an environment variable; null if it is not set.</param>
    /// <exception cref="FormatException">It is none of these, or the environment does not say what is needed.</exception>
    public static Shard Parse(string text, Func<string, string?> variable)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || (parts.Length == 2 && !IsCount(parts[1])) || (parts.Length == 1 && !IsAuto(parts[0])))
        {
            throw new FormatException($"'{text}' is no shard; expected I/N such as 3/8, auto, or auto/8");
        }

        int? count = parts.Length == 2 ? Number32(parts[1]) : null;
        var shard = IsAuto(parts[0]) ? FromEnvironment(count, variable)
            : new Shard(Number32(parts[0]) ?? throw new FormatException($"'{text}' is no shard; expected I/N such as 3/8, auto, or auto/8"), count!.Value);
        return shard.Number >= 1 && shard.Number <= shard.Count
            ? shard
            : throw new FormatException($"there is no shard {shard.Number} of {shard.Count}; they are numbered 1 to {shard.Count}");
    }

    /// <summary>Asks Slurm, else Kubernetes, which counts from 0 and does not say how many there are.</summary>
    private static Shard FromEnvironment(int? count, Func<string, string?> variable)
    {
        if (Value("SLURM_ARRAY_TASK_ID") is { } task)
        {
            var total = count ?? FullArray(task);

            // By the task and the count alone: what else Slurm says is of the submission, and a task that is submitted again is in another one.
            return task <= total
                ? new Shard(task == 0 ? total : task, total)
                : throw new FormatException($"SLURM_ARRAY_TASK_ID is {task}; of {total} shards tasks are numbered 0 to {total - 1} or 1 to {total}");
        }

        return Value("JOB_COMPLETION_INDEX") is { } index
            ? new Shard(index + 1, count ?? throw new FormatException("Kubernetes does not say how many completions a job has; say auto/N"))
            : throw new FormatException("neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; say I/N");

        int FullArray(int task)
        {
            var (least, most, tasks) = (Value("SLURM_ARRAY_TASK_MIN"), Value("SLURM_ARRAY_TASK_MAX"), Value("SLURM_ARRAY_TASK_COUNT"));
            return tasks is > 1 && least is 0 or 1 && most == least + tasks - 1 && task >= least && task <= most
                ? tasks.Value
                : throw new FormatException("this Slurm array is not tasks 0 to N-1 or 1 to N, such as that of a task submitted again; say auto/N, with the N of the whole work");
        }

        int? Value(string name) => variable(name) is { Length: > 0 } value
            ? Number32(value) ?? throw new FormatException($"{name} is '{value}', not a whole number")
            : null;
    }

    private static bool IsAuto(string text) => text.Equals("auto", StringComparison.OrdinalIgnoreCase);

    private static bool IsCount(string text) => Number32(text) is >= 1 and <= MaxCount;

    private static int? Number32(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxCount ? number : null;
}
