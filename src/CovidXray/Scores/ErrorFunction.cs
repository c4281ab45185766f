namespace CovidXray.Scores;

/// <summary>The complementary error function.</summary>
internal static class ErrorFunction
{
    private const double SeriesLimit = 1.5;
    private const int SeriesTerms = 25;
    private const int FractionTerms = 50;

    /// <summary>erfc(x) for x from 0 on, as CPython has had it (mathmodule.c): the series near 0, the continued fraction beyond.</summary>
    public static double Complement(double x) => x < SeriesLimit ? 1 - Series(x) : Fraction(x);

    /// <summary>erf(x) = 2 x exp(-x²) / sqrt(pi) (1 + 2x²/3 (1 + 2x²/5 (...))).</summary>
    private static double Series(double x)
    {
        var (square, sum, divisor) = (x * x, 0.0, SeriesTerms + 0.5);
        for (var i = 0; i < SeriesTerms; i++)
        {
            sum = 2 + (square * sum / divisor);
            divisor--;
        }

        return sum * x * Math.Exp(-square) / Math.Sqrt(Math.PI);
    }

    /// <summary>x exp(-x²) / sqrt(pi) times 1/(0.5 + x² - 0.5/(2.5 + x² - 3.0/(4.5 + x² - 7.5/(...)))).</summary>
    private static double Fraction(double x)
    {
        var square = x * x;
        var (a, da) = (0.0, 0.5);
        var (p, q, before, beforeBelow) = (1.0, da + square, 0.0, 1.0);
        for (var i = 0; i < FractionTerms; i++)
        {
            a += da;
            da += 2;
            var b = da + square;
            (p, before) = ((b * p) - (a * before), p);
            (q, beforeBelow) = ((b * q) - (a * beforeBelow), q);
        }

        return p / q * x * Math.Exp(-square) / Math.Sqrt(Math.PI);
    }
}
