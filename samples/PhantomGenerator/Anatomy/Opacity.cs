namespace PhantomGenerator.Anatomy;

/// <summary>A bright cloud in a lung, as pneumonia leaves it; places in body coordinates.</summary>
/// <param name="U">Middle, to the image's right.</param>
/// <param name="V">Middle, down.</param>
/// <param name="Radius">Where it ends.</param>
/// <param name="Density">0 nothing, 1 as white as the heart.</param>
/// <param name="Patchiness">0 an even shadow, 1 all patches and gaps.</param>
internal sealed record Opacity(double U, double V, double Radius, double Density, double Patchiness = 0.8)
{
    /// <summary>What it adds at a place of the body.</summary>
    public double At(double u, double v, ValueNoise noise)
    {
        var bump = Falloff.Bump((Falloff.Squared(u - U) + Falloff.Squared(v - V)) / Falloff.Squared(Radius));
        if (bump == 0)
        {
            return 0;
        }

        var patches = Falloff.Step(0.36, 0.66, noise.At(u * 9, v * 9));
        return Density * Math.Min(1, bump * 1.6) * (1 - Patchiness + (Patchiness * patches));
    }
}
