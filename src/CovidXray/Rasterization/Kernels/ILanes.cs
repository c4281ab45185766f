namespace CovidXray.Rasterization.Kernels;

/// <summary>A vector of 64-bit words, one from each of several rows, so that a loop over words is written once for every width.</summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many rows are worked on at once; divides <see cref="BitBand.RowsPerGroup"/>.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator <<(TSelf value, int count);

    static abstract TSelf operator >>>(TSelf value, int count);

    static abstract TSelf Load(ref readonly ulong source);

    /// <summary>value and not mask.</summary>
    static abstract TSelf AndNot(TSelf value, TSelf mask);

    void Store(ref ulong destination);
}
