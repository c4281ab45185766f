using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Checks;

/// <summary>The rule of films that may be mirrored. It looks at lungs alone; no film is needed.</summary>
internal static class MirrorRule
{
    /// <summary>How many times as large as the other one the lung on the left of the picture must be.</summary>
    private const double Larger = 1.15;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("F15", "perhaps-mirrored", FindingLevel.Note)
        {
            What = "The lung on the left of a frontal film is larger than the one on its right by 15 % or more: the film may be mirrored.",
            Why = "A mirrored film has the heart on the wrong side: figures of left and right lung are exchanged. Collapse, effusion and posture change areas, too, so that this is a hint and no more.",
            Advice = "Look for the heart, the stomach's air and the letters L or R. If the film is mirrored, mirror it and its annotations together, or leave it out.",
            Source = "V7's polygons go over the heart, and the liver lifts the patient's right lung, so the lung on the right of the picture is larger in four of five films. Measured on the 207 frontal films with two lungs in half of V7's release: told of 3 as they are (1.4 %), of 78 when mirrored (38 %).",
            OfImage = PerhapsMirrored,
        },
    ];

    private static IEnumerable<Observation> PerhapsMirrored(CheckedImage image)
    {
        if (image.Facts is { Modality: not Modality.CT, View: ImageView.PA or ImageView.AP or ImageView.APSupine, LungCount: 2 }
            && image.Lungs is [{ Area: > 0 } one, { Area: > 0 } other]
            && (one.CentroidX < other.CentroidX ? (one, other) : (other, one)) is var (left, right)
            && left.Area >= Larger * right.Area)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"the lung on the left is {(100.0 * left.Area / right.Area) - 100:0} % larger than the one on the right: the film may be mirrored"));
        }
    }
}
