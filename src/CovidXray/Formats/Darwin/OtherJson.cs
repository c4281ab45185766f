namespace CovidXray.Formats.Darwin;

/// <summary>Tells other tools' JSON, which is not read, by the members at its top.</summary>
internal static class OtherJson
{
    private static readonly (string[] Members, string What)[] Known =
    [
        (["shapes", "imagePath"], "labelme's JSON"),
        (["objects", "size"], "Supervisely's JSON"),
        (["classes", "tags"], "Supervisely's JSON"),
        (["items", "categories"], "Datumaro's own JSON"),
        (["samples"], "FiftyOne's own JSON"),
        (["_via_img_metadata"], "VIA's JSON"),
    ];

    /// <summary>What a document is, for a message that it is not Darwin's.</summary>
    /// <param name="members">The names of its members.</param>
    public static string Describe(IReadOnlyList<string> members) =>
        Known.FirstOrDefault(k => k.Members.All(m => members.Contains(m, StringComparer.Ordinal))).What is { } what
            ? $"this is {what}, which is not read: export it as COCO, VOC or YOLO"
            : "is this another format?";
}
