using System.Runtime.Intrinsics;

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

/// <summary>2 rows at once.</summary>
internal readonly struct Lanes128 : ILanes<Lanes128>
{
    private readonly Vector128<ulong> _v;

    private Lanes128(Vector128<ulong> v) => _v = v;

    public static int Count => Vector128<ulong>.Count;

    public static Lanes128 Zero => default;

    public static Lanes128 operator ^(Lanes128 left, Lanes128 right) => new(left._v ^ right._v);

    public static Lanes128 operator |(Lanes128 left, Lanes128 right) => new(left._v | right._v);

    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left._v - right._v);

    public static Lanes128 operator <<(Lanes128 value, int count) => new(value._v << count);

    public static Lanes128 operator >>>(Lanes128 value, int count) => new(value._v >>> count);

    public static Lanes128 Load(ref readonly ulong source) => new(Vector128.LoadUnsafe(in source));

    public static Lanes128 AndNot(Lanes128 value, Lanes128 mask) => new(Vector128.AndNot(value._v, mask._v));

    public void Store(ref ulong destination) => _v.StoreUnsafe(ref destination);
}

/// <summary>4 rows at once.</summary>
internal readonly struct Lanes256 : ILanes<Lanes256>
{
    private readonly Vector256<ulong> _v;

    private Lanes256(Vector256<ulong> v) => _v = v;

    public static int Count => Vector256<ulong>.Count;

    public static Lanes256 Zero => default;

    public static Lanes256 operator ^(Lanes256 left, Lanes256 right) => new(left._v ^ right._v);

    public static Lanes256 operator |(Lanes256 left, Lanes256 right) => new(left._v | right._v);

    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left._v - right._v);

    public static Lanes256 operator <<(Lanes256 value, int count) => new(value._v << count);

    public static Lanes256 operator >>>(Lanes256 value, int count) => new(value._v >>> count);

    public static Lanes256 Load(ref readonly ulong source) => new(Vector256.LoadUnsafe(in source));

    public static Lanes256 AndNot(Lanes256 value, Lanes256 mask) => new(Vector256.AndNot(value._v, mask._v));

    public void Store(ref ulong destination) => _v.StoreUnsafe(ref destination);
}

/// <summary>8 rows at once: a whole group.</summary>
internal readonly struct Lanes512 : ILanes<Lanes512>
{
    private readonly Vector512<ulong> _v;

    private Lanes512(Vector512<ulong> v) => _v = v;

    public static int Count => Vector512<ulong>.Count;

    public static Lanes512 Zero => default;

    public static Lanes512 operator ^(Lanes512 left, Lanes512 right) => new(left._v ^ right._v);

    public static Lanes512 operator |(Lanes512 left, Lanes512 right) => new(left._v | right._v);

    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left._v - right._v);

    public static Lanes512 operator <<(Lanes512 value, int count) => new(value._v << count);

    public static Lanes512 operator >>>(Lanes512 value, int count) => new(value._v >>> count);

    public static Lanes512 Load(ref readonly ulong source) => new(Vector512.LoadUnsafe(in source));

    public static Lanes512 AndNot(Lanes512 value, Lanes512 mask) => new(Vector512.AndNot(value._v, mask._v));

    public void Store(ref ulong destination) => _v.StoreUnsafe(ref destination);
}
