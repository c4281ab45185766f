namespace CovidXray.Rasterization.Kernels;

/// <summary>floor((start + i step) / divisor) for i = 0, 1, 2, ..., with one division at the start and additions behind it.</summary>
internal struct FloorLine
{
    private readonly long _step;
    private readonly long _stepRest;
    private readonly long _divisor;
    private long _rest;

    /// <param name="start">Either sign; below 2^62.</param>
    /// <param name="step">Either sign; below 2^62.</param>
    /// <param name="divisor">1 or more.</param>
    public FloorLine(long start, long step, long divisor)
    {
        _divisor = divisor;
        Value = Divide(start, divisor, out _rest);
        _step = Divide(step, divisor, out _stepRest);
    }

    public long Value { get; private set; }

    public void Next()
    {
        Value += _step;
        _rest += _stepRest;
        if (_rest >= _divisor)
        {
            _rest -= _divisor;
            Value++;
        }
    }

    private static long Divide(long value, long divisor, out long rest)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        rest = remainder < 0 ? remainder + divisor : remainder;
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
