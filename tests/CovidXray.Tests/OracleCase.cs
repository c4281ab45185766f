using CovidXray.Annotations;

namespace CovidXray.Tests;

/// <summary>A polygon and its mask as row-major run lengths, background first.</summary>
internal sealed record OracleCase(int Id, int Width, int Height, Polygon Polygon, int[] Runs)
{
    public byte[] Expected()
    {
        var pixels = new byte[Width * Height];
        var at = 0;
        for (var i = 0; i < Runs.Length; i++)
        {
            pixels.AsSpan(at, Runs[i]).Fill((byte)(i & 1));
            at += Runs[i];
        }

        return pixels;
    }
}
