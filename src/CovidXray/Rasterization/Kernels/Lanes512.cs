using System.Runtime.Intrinsics;

namespace CovidXray.Rasterization.Kernels;

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
