namespace CovidXray.Duplicates;

/// <summary>Lays a picture on another one so that their details agree best, and tells how well. Keeps buffers; for one thread at a time.</summary>
/// <remarks>
/// Gauss and Newton's steps over four numbers (scale and shift of each axis): at each, the slope of the other picture tells how
/// every pixel would change, and the least squares of what is left between the two give the next step. The best place on the way
/// counts, so that a step too far does no harm.
/// </remarks>
internal sealed class Aligner
{
    private const int Side = SmallPicture.Side;
    private const int Unknowns = 4;
    private const int MostSteps = 15;
    private const double LongestStep = 0.03;
    private const double ShortestStep = 1e-4;

    /// <summary>How far from where it started a scale and a shift may go.</summary>
    private const double MostScale = 0.12;
    private const double MostShift = 0.06;

    /// <summary>Pictures that have less in common show nothing of each other.</summary>
    private const double LeastCommon = 0.6;

    /// <summary>The squares that agreement is asked in, and how far each is from the next.</summary>
    private const int Square = 12;
    private const int SquareStep = 6;

    /// <summary>The variance of local contrast below which a square is flat.</summary>
    private const double FlatVariance = 0.12;

    private readonly double[] _slopesX = new double[SmallPicture.Pixels];
    private readonly double[] _slopesY = new double[SmallPicture.Pixels];
    private readonly double[] _normal = new double[Unknowns * Unknowns];
    private readonly double[] _step = new double[Unknowns];

    /// <summary>Aligns.</summary>
    /// <param name="start">About where the one picture lies in the other.</param>
    public (Alignment Place, double Correlation) Align(LocalContrast one, LocalContrast other, Alignment start)
    {
        FindSlopes(other.Values);
        var place = start;
        var (best, bestCorrelation) = (start, -1.0);
        for (var step = 0; ; step++)
        {
            var (correlation, gain, common) = Compare(one.Values, other.Values, place);
            if (common >= LeastCommon && correlation > bestCorrelation)
            {
                (best, bestCorrelation) = (place, correlation);
            }

            if (step == MostSteps || common < LeastCommon || !Step(one.Values, other.Values, place, gain))
            {
                return (best, bestCorrelation);
            }

            var next = new Alignment(
                Near(place.ScaleX + Short(_step[0]), start.ScaleX, MostScale),
                Near(place.ScaleY + Short(_step[1]), start.ScaleY, MostScale),
                Near(place.ShiftX + Short(_step[2]), start.ShiftX, MostShift),
                Near(place.ShiftY + Short(_step[3]), start.ShiftY, MostShift));
            if (Math.Abs(next.ScaleX - place.ScaleX) + Math.Abs(next.ScaleY - place.ScaleY) + Math.Abs(next.ShiftX - place.ShiftX) + Math.Abs(next.ShiftY - place.ShiftY) < ShortestStep)
            {
                return (best, bestCorrelation);
            }

            place = next;
        }

        static double Short(double step) => Math.Clamp(step, -LongestStep, LongestStep);

        static double Near(double value, double start, double most) => Math.Clamp(value, start - most, start + most);
    }

    /// <summary>How well pictures agree where they agree least: the correlation that nine of ten of their squares reach, those left out in which both are flat.</summary>
    /// <remarks>Copies agree everywhere; two films of one patient agree in bones, and differ where the disease has gone on.</remarks>
    /// <param name="place">Where the one lies in the other.</param>
    public static double LeastAgreement(LocalContrast one, LocalContrast other, Alignment place)
    {
        var correlations = new List<double>();
        for (var top = 0; top + Square <= Side; top += SquareStep)
        {
            for (var left = 0; left + Square <= Side; left += SquareStep)
            {
                if (Agreement(one.Values, other.Values, place, left, top) is { } correlation)
                {
                    correlations.Add(correlation);
                }
            }
        }

        correlations.Sort();
        return correlations.Count == 0 ? 0 : correlations[correlations.Count / 10];
    }

    /// <summary>The correlation within a square; null if it lies outside of the other picture or is flat.</summary>
    private static double? Agreement(double[] one, double[] other, Alignment place, int left, int top)
    {
        var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var count = 0;
        for (var y = top; y < top + Square; y++)
        {
            for (var x = left; x < left + Square; x++)
            {
                if (Sample.At(place, x, y) is { IsInside: true } sample)
                {
                    var (here, there) = (one[(y * Side) + x], sample.Of(other));
                    a += here;
                    b += there;
                    aa += here * here;
                    bb += there * there;
                    ab += here * there;
                    count++;
                }
            }
        }

        if (count < Square * Square * 4 / 5)
        {
            return null;
        }

        var (varianceOfOne, varianceOfOther) = (Math.Max(0, (aa / count) - (a / count * (a / count))), Math.Max(0, (bb / count) - (b / count * (b / count))));
        return Math.Max(varianceOfOne, varianceOfOther) < FlatVariance ? null
            : ((ab / count) - (a / count * (b / count))) / Math.Sqrt((varianceOfOne * varianceOfOther) + 1e-9);
    }

    private void FindSlopes(double[] values)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var i = (y * Side) + x;
                var (left, right) = (x == 0 ? i : i - 1, x == Side - 1 ? i : i + 1);
                var (up, down) = (y == 0 ? i : i - Side, y == Side - 1 ? i : i + Side);
                _slopesX[i] = (values[right] - values[left]) / (right - left);
                _slopesY[i] = (values[down] - values[up]) / ((down - up) / Side);
            }
        }
    }

    /// <summary>How well two pictures agree at a place: their correlation, how much weaker the other one is, and the share that they have in common.</summary>
    private static (double Correlation, double Gain, double Common) Compare(double[] one, double[] other, Alignment place)
    {
        var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var count = 0;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                if (Sample.At(place, x, y) is not { IsInside: true } sample)
                {
                    continue;
                }

                var (here, there) = (one[(y * Side) + x], sample.Of(other));
                a += here;
                b += there;
                aa += here * here;
                bb += there * there;
                ab += here * there;
                count++;
            }
        }

        if (count == 0)
        {
            return (-1, 1, 0);
        }

        var spread = Math.Sqrt(Math.Max(0, aa - (a * a / count)) * Math.Max(0, bb - (b * b / count)));
        return (spread < 1e-6 ? 0 : (ab - (a * b / count)) / spread, Math.Max(0.2, ab / (bb + 1e-9)), (double)count / SmallPicture.Pixels);
    }

    /// <summary>Finds the next step.</summary>
    /// <returns>Whether there is one.</returns>
    private bool Step(double[] one, double[] other, Alignment place, double gain)
    {
        Array.Clear(_normal);
        Array.Clear(_step);
        Span<double> slopes = stackalloc double[Unknowns];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                if (Sample.At(place, x, y) is not { IsInside: true } sample)
                {
                    continue;
                }

                var (slopeX, slopeY) = (sample.Of(_slopesX) * Side, sample.Of(_slopesY) * Side);
                slopes[0] = slopeX * (((x + 0.5) / Side) - 0.5);
                slopes[1] = slopeY * (((y + 0.5) / Side) - 0.5);
                slopes[2] = slopeX;
                slopes[3] = slopeY;
                var left = (one[(y * Side) + x] / gain) - sample.Of(other);
                for (var i = 0; i < Unknowns; i++)
                {
                    _step[i] += slopes[i] * left;
                    for (var j = 0; j < Unknowns; j++)
                    {
                        _normal[(i * Unknowns) + j] += slopes[i] * slopes[j];
                    }
                }
            }
        }

        return Solve();
    }

    /// <summary>Gauss's elimination of the normal equations, whose largest numbers are on the diagonal.</summary>
    private bool Solve()
    {
        for (var i = 0; i < Unknowns; i++)
        {
            var pivot = _normal[(i * Unknowns) + i] + 1e-6;
            if (pivot < 1e-5)
            {
                return false;
            }

            for (var row = i + 1; row < Unknowns; row++)
            {
                var factor = _normal[(row * Unknowns) + i] / pivot;
                for (var column = i; column < Unknowns; column++)
                {
                    _normal[(row * Unknowns) + column] -= factor * _normal[(i * Unknowns) + column];
                }

                _step[row] -= factor * _step[i];
            }
        }

        for (var i = Unknowns - 1; i >= 0; i--)
        {
            for (var column = i + 1; column < Unknowns; column++)
            {
                _step[i] -= _normal[(i * Unknowns) + column] * _step[column];
            }

            _step[i] /= _normal[(i * Unknowns) + i] + 1e-6;
        }

        return true;
    }

    /// <summary>A place between four pixels.</summary>
    private readonly record struct Sample(bool IsInside, int Index, double X, double Y)
    {
        /// <summary>Where a pixel's middle comes to lie among the middles of the other picture's pixels.</summary>
        public static Sample At(Alignment place, int column, int row)
        {
            var x = (place.X((column + 0.5) / Side) * Side) - 0.5;
            var y = (place.Y((row + 0.5) / Side) * Side) - 0.5;
            if (!(x >= -Slack && y >= -Slack && x <= Side - 1 + Slack && y <= Side - 1 + Slack))
            {
                return default;
            }

            var (left, top) = (Math.Clamp((int)x, 0, Side - 2), Math.Clamp((int)y, 0, Side - 2));
            return new Sample(true, (top * Side) + left, Math.Clamp(x - left, 0, 1), Math.Clamp(y - top, 0, 1));
        }

        /// <summary>The value there.</summary>
        public double Of(double[] values)
        {
            var upper = values[Index] + ((values[Index + 1] - values[Index]) * X);
            var lower = values[Index + Side] + ((values[Index + Side + 1] - values[Index + Side]) * X);
            return upper + ((lower - upper) * Y);
        }

        /// <summary>What rounding may take from a place on the last pixel.</summary>
        private const double Slack = 1e-9;
    }
}
