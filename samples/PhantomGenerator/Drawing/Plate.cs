namespace PhantomGenerator.Drawing;

/// <summary>One layer of a film: a number per pixel, row by row; 0 is black (X-rays passed), 1 is white (absorbed).</summary>
internal sealed class Plate(int width, int height)
{
    /// <summary>Columns.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>The pixels, row by row.</summary>
    public double[] Values { get; } = new double[width * height];

    /// <summary>The value of pixel (x, y).</summary>
    public double this[int x, int y]
    {
        get => Values[(y * Width) + x];
        set => Values[(y * Width) + x] = value;
    }

    /// <summary>Sets every pixel from its column and row.</summary>
    public void Paint(Func<int, int, double> value)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                this[x, y] = value(x, y);
            }
        }
    }

    /// <summary>Draws a soft round brush from one place to another; brighter strokes win where strokes cross.</summary>
    public void Stroke((double X, double Y) from, (double X, double Y) to, double radius, double value)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Max((dx * dx) + (dy * dy), 1e-9);
        var reach = radius + 1;
        var (left, right) = Span(Math.Min(from.X, to.X) - reach, Math.Max(from.X, to.X) + reach, Width);
        var (top, bottom) = Span(Math.Min(from.Y, to.Y) - reach, Math.Max(from.Y, to.Y) + reach, Height);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var along = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
                var away = Math.Sqrt(Falloff.Squared(x - from.X - (along * dx)) + Falloff.Squared(y - from.Y - (along * dy)));
                var ink = value * (1 - Falloff.Step((radius * 0.6) - 0.5, reach, away));
                this[x, y] = Math.Max(this[x, y], ink);
            }
        }
    }

    /// <summary>Draws one stroke after another through all places.</summary>
    public void Strokes(IReadOnlyList<(double X, double Y)> places, double radius, double value)
    {
        for (var i = 1; i < places.Count; i++)
        {
            Stroke(places[i - 1], places[i], radius, value);
        }
    }

    /// <summary>Sets the pixels left &lt;= x &lt; right, top &lt;= y &lt; bottom, as far as they are on the plate.</summary>
    public void Box(int left, int top, int right, int bottom, double value)
    {
        for (var y = Math.Max(top, 0); y < Math.Min(bottom, Height); y++)
        {
            Values.AsSpan(y * Width, Width)[Math.Clamp(left, 0, Width)..Math.Clamp(right, 0, Width)].Fill(value);
        }
    }

    /// <summary>Sets the pixels inside a ring (even-odd) to 1.</summary>
    public void Fill(IReadOnlyList<GridPoint> ring)
    {
        var crossings = new List<double>();
        for (var y = 0; y < Height; y++)
        {
            crossings.Clear();
            for (var i = 0; i < ring.Count; i++)
            {
                var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
                if (a.Y <= y != b.Y <= y)
                {
                    crossings.Add(a.X + ((y - a.Y) * (double)(b.X - a.X) / (b.Y - a.Y)));
                }
            }

            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                Box((int)Math.Ceiling(crossings[i]), y, (int)Math.Floor(crossings[i + 1]) + 1, y + 1, 1);
            }
        }
    }

    private static (int First, int Last) Span(double low, double high, int size) =>
        ((int)Math.Clamp(Math.Floor(low), 0, size - 1), (int)Math.Clamp(Math.Ceiling(high), 0, size - 1));
}
