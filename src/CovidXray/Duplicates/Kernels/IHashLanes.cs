using System.Runtime.Intrinsics;

namespace CovidXray.Duplicates.Kernels;

/// <summary>A vector of 64-bit words, one of each of several hashes, so that the loop over words is written once for every width.</summary>
internal interface IHashLanes<TSelf>
    where TSelf : struct, IHashLanes<TSelf>
{
    /// <summary>How many hashes are compared at once; divides <see cref="HashTable.GroupSize"/>.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator <<(TSelf value, int count);

    static abstract TSelf operator >>>(TSelf value, int count);

    static abstract TSelf Load(ref readonly ulong source);

    /// <summary>The same word in each lane.</summary>
    static abstract TSelf Of(ulong word);

    /// <summary>Whether a lane's value is at most another one's.</summary>
    static abstract bool IsAnyAtMost(TSelf value, TSelf limit);

    void Store(ref ulong destination);
}

/// <summary>One hash at a time: the plain form.</summary>
internal readonly struct HashLane : IHashLanes<HashLane>
{
    private readonly ulong _v;

    private HashLane(ulong v) => _v = v;

    public static int Count => 1;

    public static HashLane operator ^(HashLane left, HashLane right) => new(left._v ^ right._v);

    public static HashLane operator &(HashLane left, HashLane right) => new(left._v & right._v);

    public static HashLane operator |(HashLane left, HashLane right) => new(left._v | right._v);

    public static HashLane operator +(HashLane left, HashLane right) => new(left._v + right._v);

    public static HashLane operator -(HashLane left, HashLane right) => new(left._v - right._v);

    public static HashLane operator <<(HashLane value, int count) => new(value._v << count);

    public static HashLane operator >>>(HashLane value, int count) => new(value._v >>> count);

    public static HashLane Load(ref readonly ulong source) => new(source);

    public static HashLane Of(ulong word) => new(word);

    public static bool IsAnyAtMost(HashLane value, HashLane limit) => value._v <= limit._v;

    public void Store(ref ulong destination) => destination = _v;
}

/// <summary>2 hashes at once.</summary>
internal readonly struct HashLanes128 : IHashLanes<HashLanes128>
{
    private readonly Vector128<ulong> _v;

    private HashLanes128(Vector128<ulong> v) => _v = v;

    public static int Count => Vector128<ulong>.Count;

    public static HashLanes128 operator ^(HashLanes128 left, HashLanes128 right) => new(left._v ^ right._v);

    public static HashLanes128 operator &(HashLanes128 left, HashLanes128 right) => new(left._v & right._v);

    public static HashLanes128 operator |(HashLanes128 left, HashLanes128 right) => new(left._v | right._v);

    public static HashLanes128 operator +(HashLanes128 left, HashLanes128 right) => new(left._v + right._v);

    public static HashLanes128 operator -(HashLanes128 left, HashLanes128 right) => new(left._v - right._v);

    public static HashLanes128 operator <<(HashLanes128 value, int count) => new(value._v << count);

    public static HashLanes128 operator >>>(HashLanes128 value, int count) => new(value._v >>> count);

    public static HashLanes128 Load(ref readonly ulong source) => new(Vector128.LoadUnsafe(in source));

    public static HashLanes128 Of(ulong word) => new(Vector128.Create(word));

    public static bool IsAnyAtMost(HashLanes128 value, HashLanes128 limit) => Vector128.LessThanOrEqualAny(value._v.AsInt64(), limit._v.AsInt64());

    public void Store(ref ulong destination) => _v.StoreUnsafe(ref destination);
}

/// <summary>4 hashes at once.</summary>
internal readonly struct HashLanes256 : IHashLanes<HashLanes256>
{
    private readonly Vector256<ulong> _v;

    private HashLanes256(Vector256<ulong> v) => _v = v;

    public static int Count => Vector256<ulong>.Count;

    public static HashLanes256 operator ^(HashLanes256 left, HashLanes256 right) => new(left._v ^ right._v);

    public static HashLanes256 operator &(HashLanes256 left, HashLanes256 right) => new(left._v & right._v);

    public static HashLanes256 operator |(HashLanes256 left, HashLanes256 right) => new(left._v | right._v);

    public static HashLanes256 operator +(HashLanes256 left, HashLanes256 right) => new(left._v + right._v);

    public static HashLanes256 operator -(HashLanes256 left, HashLanes256 right) => new(left._v - right._v);

    public static HashLanes256 operator <<(HashLanes256 value, int count) => new(value._v << count);

    public static HashLanes256 operator >>>(HashLanes256 value, int count) => new(value._v >>> count);

    public static HashLanes256 Load(ref readonly ulong source) => new(Vector256.LoadUnsafe(in source));

    public static HashLanes256 Of(ulong word) => new(Vector256.Create(word));

    public static bool IsAnyAtMost(HashLanes256 value, HashLanes256 limit) => Vector256.LessThanOrEqualAny(value._v.AsInt64(), limit._v.AsInt64());

    public void Store(ref ulong destination) => _v.StoreUnsafe(ref destination);
}

/// <summary>8 hashes at once.</summary>
internal readonly struct HashLanes512 : IHashLanes<HashLanes512>
{
    private readonly Vector512<ulong> _v;

    private HashLanes512(Vector512<ulong> v) => _v = v;

    public static int Count => Vector512<ulong>.Count;

    public static HashLanes512 operator ^(HashLanes512 left, HashLanes512 right) => new(left._v ^ right._v);

    public static HashLanes512 operator &(HashLanes512 left, HashLanes512 right) => new(left._v & right._v);

    public static HashLanes512 operator |(HashLanes512 left, HashLanes512 right) => new(left._v | right._v);

    public static HashLanes512 operator +(HashLanes512 left, HashLanes512 right) => new(left._v + right._v);

    public static HashLanes512 operator -(HashLanes512 left, HashLanes512 right) => new(left._v - right._v);

    public static HashLanes512 operator <<(HashLanes512 value, int count) => new(value._v << count);

    public static HashLanes512 operator >>>(HashLanes512 value, int count) => new(value._v >>> count);

    public static HashLanes512 Load(ref readonly ulong source) => new(Vector512.LoadUnsafe(in source));

    public static HashLanes512 Of(ulong word) => new(Vector512.Create(word));

    public static bool IsAnyAtMost(HashLanes512 value, HashLanes512 limit) => Vector512.LessThanOrEqualAny(value._v.AsInt64(), limit._v.AsInt64());

    public void Store(ref ulong destination) => _v.StoreUnsafe(ref destination);
}
