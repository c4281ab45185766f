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
/// <param name="Count">How many parts there are.</param>
public readonly record struct Shard(int Number, int Count)
{
    /// <summary>The most parts that there can be.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>The part in file names: <c>3-of-8</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Number}-of-{Count}");

    /// <summary>The part as it is typed: <c>3/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>Whether an image belongs to this part.</summary>
    public bool Contains(string id) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(id)) % (ulong)Count == (ulong)(Number - 1);

    /// <summary>Reads <c>3/8</c>, <c>auto</c> or <c>auto/8</c>.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="variable">The value of an environment variable; null if it is not set.</param>
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

    /// <summary>Slurm counts from any number in steps, Kubernetes from 0; only Slurm says how many there are.</summary>
    private static Shard FromEnvironment(int? count, Func<string, string?> variable)
    {
        if (Value("SLURM_ARRAY_TASK_ID") is { } task)
        {
            var step = Math.Max(1, Value("SLURM_ARRAY_TASK_STEP") ?? 1);
            return new Shard(
                ((task - (Value("SLURM_ARRAY_TASK_MIN") ?? 0)) / step) + 1,
                count ?? Value("SLURM_ARRAY_TASK_COUNT") ?? throw new FormatException("SLURM_ARRAY_TASK_COUNT is not set; say auto/N"));
        }

        return Value("JOB_COMPLETION_INDEX") is { } index
            ? new Shard(index + 1, count ?? throw new FormatException("Kubernetes does not say how many completions a job has; say auto/N"))
            : throw new FormatException("neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; say I/N");

        int? Value(string name) => variable(name) is { Length: > 0 } value
            ? Number32(value) ?? throw new FormatException($"{name} is '{value}', not a whole number")
            : null;
    }

    private static bool IsAuto(string text) => text.Equals("auto", StringComparison.OrdinalIgnoreCase);

    private static bool IsCount(string text) => Number32(text) is >= 1 and <= MaxCount;

    private static int? Number32(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxCount ? number : null;
}
