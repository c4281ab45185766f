using CovidXray.Annotations;

namespace CovidXray.Tests.Rasterization;

/// <summary>Random polygons, kind and hostile, from a seed.</summary>
internal static class RandomPolygons
{
    public static Polygon Next(Random random, int width, int height)
    {
        var coordinates = new List<double>();
        var ends = new List<int>();
        for (var rings = random.Next(1, 4); rings > 0; rings--)
        {
            AddRing(random, width, height, coordinates);
            ends.Add(coordinates.Count);
        }

        return new Polygon(coordinates.ToArray(), [.. ends]);
    }

    private static void AddRing(Random random, int width, int height, List<double> coordinates)
    {
        var kind = random.Next(7);
        var points = kind switch { 4 => random.Next(0, 3), 5 => random.Next(20, 120), _ => random.Next(3, 14) };
        var (centerX, centerY) = (random.NextDouble() * width, random.NextDouble() * height);
        for (var i = 0; i < points; i++)
        {
            var (x, y) = kind switch
            {
                0 => (random.Next(-3, width + 3), random.Next(-3, height + 3)),
                1 => ((random.NextDouble() * (width + 8)) - 4, (random.NextDouble() * (height + 8)) - 4),
                2 => (random.Next(2 * width) / 2.0, random.Next(2 * height) / 2.0),
                3 => (centerX + random.Next(-3, 4), centerY + random.Next(-3, 4)),
                5 => (centerX + (random.NextDouble() * width * 0.5 * Math.Cos(i)), centerY + (random.NextDouble() * height * 0.5 * Math.Sin(i))),
                6 => (((random.NextDouble() * 18) - 9) * width, ((random.NextDouble() * 18) - 9) * height),
                _ => (random.Next(width), random.Next(height)),
            };
            coordinates.Add(x);
            coordinates.Add(y);
        }
    }
}
