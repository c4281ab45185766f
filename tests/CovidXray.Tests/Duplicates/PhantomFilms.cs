using CovidXray.Duplicates;
using CovidXray.Images;
using NetVips;

namespace CovidXray.Tests.Duplicates;

/// <summary>Drawn films of the chest: all alike in the large; patients differ in shape and texture, days in opacities and in how the patient lies.</summary>
internal static class PhantomFilms
{
    public const int Width = 480;
    public const int Height = 420;

    /// <summary>A film as pixels.</summary>
    public static byte[] Draw(int patient, int day = 0)
    {
        var body = new Random((patient * 7919) + 1);
        var scan = new Random((patient * 7919) + 100 + day);
        var place = new Placement(1 + Range(scan, 0.03), 1 + Range(scan, 0.03), Range(scan, 0.02), Range(scan, 0.02), 6 * scan.NextDouble(), 6 * scan.NextDouble());
        var (lungWidth, lungHeight, gap, ribs) = (0.17 + Range(body, 0.03), 0.30 + Range(body, 0.04), 0.20 + Range(body, 0.02), 9 + (4 * body.NextDouble()));

        // As deep a breath is not taken twice: ribs move against lungs.
        var breath = Range(scan, 0.4);
        var greys = new double[Width * Height];
        var places = new (double U, double V)[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (u, v) = places[(y * Width) + x] = place.At(x, y);
                var grey = 150 - (90 * Math.Abs(u)) + (20 * v) + (35 * Math.Exp(-u * u / 0.0018));
                foreach (var side in (int[])[-1, 1])
                {
                    var (lx, ly) = ((u - (side * gap)) / lungWidth, (v + 0.03) / lungHeight);
                    grey -= 80 / (1 + Math.Exp(14 * ((lx * lx) + (ly * ly) - 1)));
                }

                greys[(y * Width) + x] = grey + (14 * Math.Sin((v * 2 * Math.PI * ribs) + (14 * u * u) + breath));
            }
        }

        AddBlobs(greys, places, body, 40, 20);
        AddBlobs(greys, places, scan, 40, 30);
        return [.. greys.Select(g => (byte)Math.Clamp(g, 0, 255))];
    }

    /// <summary>Adds opacities: of the patient, or of a day.</summary>
    private static void AddBlobs(double[] greys, (double U, double V)[] places, Random random, int count, double strength)
    {
        for (var i = 0; i < count; i++)
        {
            var (bx, by, size, bright) = (Range(random, 0.45), Range(random, 0.45), 0.015 + (random.NextDouble() * 0.05), Range(random, strength));
            for (var at = 0; at < greys.Length; at++)
            {
                var (u, v) = places[at];
                var distance = (((u - bx) * (u - bx)) + ((v - by) * (v - by))) / (size * size);
                greys[at] += distance < 6 ? bright * Math.Exp(-distance) : 0;
            }
        }
    }

    private static double Range(Random random, double most) => ((2 * random.NextDouble()) - 1) * most;

    /// <summary>How a patient lies.</summary>
    private readonly record struct Placement(double ZoomX, double ZoomY, double ShiftX, double ShiftY, double TurnX, double TurnY)
    {
        /// <summary>How far posture moves a place, in shares of the width: bones turn, so that no scale and shift brings two days together.</summary>
        private const double Posture = 0.02;

        public (double U, double V) At(int x, int y)
        {
            var u = ((((x + 0.5) / Width) - 0.5) * ZoomX) + ShiftX;
            var v = ((((y + 0.5) / Height) - 0.5) * ZoomY) + ShiftY;
            return (u + (Posture * Math.Sin((7 * v) + TurnX)), v + (Posture * Math.Sin((8 * u) + TurnY)));
        }
    }

    /// <summary>A copy of a film as a file.</summary>
    /// <param name="change">What is done to it first.</param>
    public static byte[] Save(byte[] pixels, Func<Image, Image>? change = null, int quality = 90, bool isPng = false)
    {
        using var raw = Image.NewFromMemory(pixels, Width, Height, 1, Enums.BandFormat.Uchar);
        using var grey = raw.Copy(interpretation: Enums.Interpretation.Bw);
        using var image = change?.Invoke(grey) ?? grey.Copy();
        using var whole = image.Cast(Enums.BandFormat.Uchar);
        return isPng ? whole.PngsaveBuffer(compression: 1) : whole.JpegsaveBuffer(q: quality);
    }

    /// <summary>What is kept of a file to find its copies.</summary>
    public static FilmPrint Print(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return FilmPrint.Read(file, FilmHeader.Read(stream, "film"), "film");
    }

    /// <summary>Cuts a share of each side.</summary>
    public static Image Cut(Image image, double share)
    {
        var (x, y) = ((int)Math.Round(image.Width * share), (int)Math.Round(image.Height * share));
        return image.ExtractArea(x, y, image.Width - (2 * x), image.Height - (2 * y));
    }

    /// <summary>Puts a border of a share of each side around it.</summary>
    public static Image Frame(Image image, double share, double grey)
    {
        var (x, y) = ((int)Math.Round(image.Width * share), (int)Math.Round(image.Height * share));
        return image.Embed(x, y, image.Width + (2 * x), image.Height + (2 * y), extend: Enums.Extend.Background, background: [grey]);
    }

    /// <summary>Brighter or darker in the middle greys.</summary>
    public static Image Gamma(Image image, double exponent)
    {
        using var power = image.Gamma(exponent: 1 / exponent);
        return power.Copy();
    }
}
