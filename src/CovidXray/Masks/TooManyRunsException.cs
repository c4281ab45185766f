namespace CovidXray.Masks;

/// <summary>A mask falls into more than <see cref="MaskBuilder.MaxRuns"/> runs: hostile data, or noise.</summary>
public sealed class TooManyRunsException : Exception
{
    internal TooManyRunsException(int limit = MaskBuilder.MaxRuns)
        : base($"The mask falls into more than {limit} runs.")
    {
    }
}
