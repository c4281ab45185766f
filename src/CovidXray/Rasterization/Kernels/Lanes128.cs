using System.Runtime.Intrinsics;

namespace CovidXray.Rasterization.Kernels;

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
