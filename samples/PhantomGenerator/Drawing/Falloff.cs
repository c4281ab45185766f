namespace PhantomGenerator.Drawing;

/// <summary>
/// Soft edges from + - * / alone. IEEE 754 fixes those to the last bit, unlike exp and sin, so the films come out
/// the same on every machine too.
/// </summary>
internal static class Falloff
{
    /// <summary>0 up to <paramref name="from"/>, 1 from <paramref name="to"/> on, a smooth S between.</summary>
    public static double Step(double from, double to, double x)
    {
        var t = Math.Clamp((x - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>1 at the middle, 0 from distance 1 on; takes the square of the distance.</summary>
    public static double Bump(double squared) => squared >= 1 ? 0 : (1 - squared) * (1 - squared);

    /// <summary>1 inside an upright ellipse, 0 outside, with a soft edge of the given share of its radius.</summary>
    public static double Ellipse(double x, double y, double radiusX, double radiusY, double edge) =>
        1 - Step(1 - edge, 1 + edge, Math.Sqrt(Squared(x / radiusX) + Squared(y / radiusY)));

    /// <summary>1 where |<paramref name="x"/>| is below <paramref name="half"/>, 0 well above, soft between.</summary>
    public static double Band(double x, double half, double edge) => 1 - Step(half - edge, half + edge, Math.Abs(x));

    /// <summary>A triangle wave in 0 .. 1 with period 1: 0 at whole numbers, 1 half way.</summary>
    public static double Triangle(double x) => 1 - Math.Abs((2 * (x - Math.Floor(x))) - 1);

    /// <summary>x times x.</summary>
    public static double Squared(double x) => x * x;
}
