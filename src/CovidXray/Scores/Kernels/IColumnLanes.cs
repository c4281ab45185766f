using System.Runtime.Intrinsics;

namespace CovidXray.Scores.Kernels;

/// <summary>A vector of whole numbers, one of each of several columns, so that the search is written once for every width.</summary>
internal interface IColumnLanes<TSelf>
    where TSelf : struct, IColumnLanes<TSelf>
{
    /// <summary>How many columns are looked at at once.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf Load(ref readonly int source);

    /// <summary>The same number in each lane.</summary>
    static abstract TSelf Of(int number);

    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>Whether a lane's value is at most another one's.</summary>
    static abstract bool IsAnyAtMost(TSelf value, TSelf limit);

    /// <summary>The smallest of all lanes.</summary>
    int Smallest();
}

/// <summary>One column at a time: the plain form.</summary>
internal readonly struct ColumnLane : IColumnLanes<ColumnLane>
{
    private readonly int _v;

    private ColumnLane(int v) => _v = v;

    public static int Count => 1;

    public static ColumnLane operator +(ColumnLane left, ColumnLane right) => new(left._v + right._v);

    public static ColumnLane operator -(ColumnLane left, ColumnLane right) => new(left._v - right._v);

    public static ColumnLane operator *(ColumnLane left, ColumnLane right) => new(left._v * right._v);

    public static ColumnLane Load(ref readonly int source) => new(source);

    public static ColumnLane Of(int number) => new(number);

    public static ColumnLane Min(ColumnLane left, ColumnLane right) => new(Math.Min(left._v, right._v));

    public static bool IsAnyAtMost(ColumnLane value, ColumnLane limit) => value._v <= limit._v;

    public int Smallest() => _v;
}

/// <summary>4 columns at once.</summary>
internal readonly struct ColumnLanes128 : IColumnLanes<ColumnLanes128>
{
    private readonly Vector128<int> _v;

    private ColumnLanes128(Vector128<int> v) => _v = v;

    public static int Count => Vector128<int>.Count;

    public static ColumnLanes128 operator +(ColumnLanes128 left, ColumnLanes128 right) => new(left._v + right._v);

    public static ColumnLanes128 operator -(ColumnLanes128 left, ColumnLanes128 right) => new(left._v - right._v);

    public static ColumnLanes128 operator *(ColumnLanes128 left, ColumnLanes128 right) => new(left._v * right._v);

    public static ColumnLanes128 Load(ref readonly int source) => new(Vector128.LoadUnsafe(in source));

    public static ColumnLanes128 Of(int number) => new(Vector128.Create(number));

    public static ColumnLanes128 Min(ColumnLanes128 left, ColumnLanes128 right) => new(Vector128.Min(left._v, right._v));

    public static bool IsAnyAtMost(ColumnLanes128 value, ColumnLanes128 limit) => Vector128.LessThanOrEqualAny(value._v, limit._v);

    public int Smallest()
    {
        var pairs = Vector128.Min(_v, Vector128.Shuffle(_v, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(pairs[0], pairs[1]);
    }
}

/// <summary>8 columns at once.</summary>
internal readonly struct ColumnLanes256 : IColumnLanes<ColumnLanes256>
{
    private readonly Vector256<int> _v;

    private ColumnLanes256(Vector256<int> v) => _v = v;

    public static int Count => Vector256<int>.Count;

    public static ColumnLanes256 operator +(ColumnLanes256 left, ColumnLanes256 right) => new(left._v + right._v);

    public static ColumnLanes256 operator -(ColumnLanes256 left, ColumnLanes256 right) => new(left._v - right._v);

    public static ColumnLanes256 operator *(ColumnLanes256 left, ColumnLanes256 right) => new(left._v * right._v);

    public static ColumnLanes256 Load(ref readonly int source) => new(Vector256.LoadUnsafe(in source));

    public static ColumnLanes256 Of(int number) => new(Vector256.Create(number));

    public static ColumnLanes256 Min(ColumnLanes256 left, ColumnLanes256 right) => new(Vector256.Min(left._v, right._v));

    public static bool IsAnyAtMost(ColumnLanes256 value, ColumnLanes256 limit) => Vector256.LessThanOrEqualAny(value._v, limit._v);

    public int Smallest()
    {
        var half = Vector128.Min(_v.GetLower(), _v.GetUpper());
        var pairs = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(pairs[0], pairs[1]);
    }
}

/// <summary>16 columns at once.</summary>
internal readonly struct ColumnLanes512 : IColumnLanes<ColumnLanes512>
{
    private readonly Vector512<int> _v;

    private ColumnLanes512(Vector512<int> v) => _v = v;

    public static int Count => Vector512<int>.Count;

    public static ColumnLanes512 operator +(ColumnLanes512 left, ColumnLanes512 right) => new(left._v + right._v);

    public static ColumnLanes512 operator -(ColumnLanes512 left, ColumnLanes512 right) => new(left._v - right._v);

    public static ColumnLanes512 operator *(ColumnLanes512 left, ColumnLanes512 right) => new(left._v * right._v);

    public static ColumnLanes512 Load(ref readonly int source) => new(Vector512.LoadUnsafe(in source));

    public static ColumnLanes512 Of(int number) => new(Vector512.Create(number));

    public static ColumnLanes512 Min(ColumnLanes512 left, ColumnLanes512 right) => new(Vector512.Min(left._v, right._v));

    public static bool IsAnyAtMost(ColumnLanes512 value, ColumnLanes512 limit) => Vector512.LessThanOrEqualAny(value._v, limit._v);

    public int Smallest()
    {
        var half = Vector256.Min(_v.GetLower(), _v.GetUpper());
        var quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        var pairs = Vector128.Min(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(pairs[0], pairs[1]);
    }
}
