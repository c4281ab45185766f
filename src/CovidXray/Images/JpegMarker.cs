namespace CovidXray.Images;

/// <summary>JPEG's markers: the byte behind FF.</summary>
internal static class JpegMarker
{
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte Exif = 0xE1;

    /// <summary>Frame headers are C0 to CF without tables (C4, CC) and the reserved C8.</summary>
    public static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static bool IsProgressive(byte marker) => marker is 0xC2 or 0xC6 or 0xCA or 0xCE;

    /// <summary>Restart markers stand within a scan's data, as does a data byte FF, which is written FF 00.</summary>
    public static bool IsWithinScan(byte marker) => marker is 0x00 or (>= 0xD0 and <= 0xD7);

    /// <summary>Markers without a length and content.</summary>
    public static bool IsAlone(byte marker) => marker is 0x01 or StartOfImage or (>= 0xD0 and <= 0xD7);
}
