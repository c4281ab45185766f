namespace PhantomGenerator.Anatomy;

/// <summary>
/// The outlines of the two lungs on a frontal film. As in V7's annotations they run on behind a part of the heart, where
/// opacities can hide.
/// </summary>
internal static class LungShape
{
    private const int Unsteadiness = 5;

    // Thousandths of the body: distance from the midline, and down. From the top of the midline side over the apex,
    // along the ribs to the costophrenic angle, and back over the dome of the diaphragm.
    private static readonly (int Out, int Down)[] _right =
    [
        (140, -560), (180, -700), (290, -775), (430, -705), (560, -545), (665, -300), (735, -20), (780, 250), (800, 420),
        (815, 545), (735, 480), (600, 330), (430, 262), (270, 320), (160, 400), (165, 250), (175, 60), (140, -100), (130, -350),
    ];

    private static readonly (int Out, int Down)[] _left =
    [
        (140, -560), (180, -695), (290, -780), (430, -710), (560, -550), (665, -300), (735, -20), (785, 270), (800, 460),
        (815, 590), (745, 535), (620, 410), (490, 350), (400, 370), (330, 400), (290, 290), (235, 110), (175, -60), (195, -190),
        (165, -350),
    ];

    /// <summary>The lung on the image's left (the patient's right) or on the image's right, in whole pixels.</summary>
    public static IReadOnlyList<GridPoint> Outline(bool imageRight, Frame frame, Posture posture, SplitMix64 random)
    {
        var side = imageRight ? 1 : -1;
        var corners = (imageRight ? _left : _right)
            .Select(corner => (U: side * (corner.Out + random.Around(Unsteadiness)), V: Breathe(corner.Down, posture) + random.Around(Unsteadiness)))
            .Select(place => frame.ToSubPixels(place.U, place.V))
            .ToList();
        if (imageRight)
        {
            corners.Reverse();   // both run the same way round, as nearly all of V7's do
        }

        var wobble = frame.ScaleX * Frame.SubPixels / 600;
        var limit = Math.Clamp(frame.ScaleX * 3 / 2, 40, 720);
        return PixelOutline.Trace(SmoothOutline.Round(corners, wobble, random), limit);
    }

    /// <summary>A shallow breath lifts what lies below the middle.</summary>
    private static int Breathe(int down, Posture posture) => down > 0 ? down * posture.Inflation / 1000 : down;
}
