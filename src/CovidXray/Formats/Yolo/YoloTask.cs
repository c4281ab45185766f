namespace CovidXray.Formats.Yolo;

/// <summary>What YOLO labels describe.</summary>
public enum YoloTask
{
    /// <summary>Outlines. Ultralytics trains detectors on them, too: it takes the boxes around them.</summary>
    Segment,

    /// <summary>Boxes.</summary>
    Detect,
}
