namespace PhantomGenerator.Dataset;

/// <summary>How the film came out.</summary>
/// <param name="Contrast">1 is normal.</param>
/// <param name="Brightness">Added afterwards; 0 is normal, 1 all white.</param>
/// <param name="Grain">Noise in grey levels.</param>
internal sealed record Exposure(double Contrast = 1, double Brightness = 0, double Grain = 2.0);
