using System.Runtime.Intrinsics;

namespace CovidXray.Rasterization.Kernels;

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
