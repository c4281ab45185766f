using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>The colours of previews: those of Okabe and Ito (2008), which colour-blind eyes tell apart.</summary>
internal static class PreviewColors
{
    /// <summary>Of lungs.</summary>
    public static readonly RgbColor Lung = new(0x00, 0x72, 0xB2);

    /// <summary>Of Ignore, which is hatched as well.</summary>
    public static readonly RgbColor Ignore = new(0xD5, 0x5E, 0x00);

    /// <summary>Of pixels that a prediction has and the mask has, too.</summary>
    public static readonly RgbColor True = new(0x00, 0x9E, 0x73);

    /// <summary>Of pixels that a prediction lacks.</summary>
    public static readonly RgbColor Missed = new(0xE6, 0x9F, 0x00);

    /// <summary>Of pixels that a prediction alone has.</summary>
    public static readonly RgbColor False = new(0xCC, 0x79, 0xA7);

    /// <summary>Behind sheets, and of films that are not there.</summary>
    public static readonly RgbColor Background = new(0x1A, 0x1A, 0x1A);

    /// <summary>The grey of a film that is not there.</summary>
    public const byte MissingFilm = 0x60;

    /// <summary>Of ids on sheets.</summary>
    public static readonly RgbColor Text = new(0xE8, 0xE8, 0xE8);

    private static readonly RgbColor[] Others = [new(0x00, 0x9E, 0x73), new(0xE6, 0x9F, 0x00), new(0xCC, 0x79, 0xA7), new(0x56, 0xB4, 0xE9), new(0xF0, 0xE4, 0x42)];

    /// <summary>The colour of each label, from 0 on.</summary>
    /// <param name="labels">Which category has which label.</param>
    public static RgbColor[] Of(LabelMap labels)
    {
        var colors = new RgbColor[256];
        var other = 0;
        foreach (var category in labels.Categories)
        {
            colors[labels[category]] = category switch
            {
                Category.Lung => Lung,
                Category.Ignore => Ignore,
                _ => Others[other++ % Others.Length],
            };
        }

        return colors;
    }
}
