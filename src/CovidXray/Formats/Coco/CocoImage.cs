namespace CovidXray.Formats.Coco;

/// <summary>What a COCO file says of an image, as it is read.</summary>
internal sealed class CocoImage
{
    public CocoId? Id { get; set; }

    /// <summary>Its id, if that is a number.</summary>
    public long? Number => Id?.AsNumber;

    public int Width { get; set; }

    public int Height { get; set; }

    /// <summary><c>file_name</c> without folders.</summary>
    public string? FileName { get; set; }

    /// <summary>The folders of <c>file_name</c>.</summary>
    public string? Folder { get; set; }

    public CocoId? License { get; set; }

    public List<CocoId>? TagIds { get; set; }

    /// <summary>Its film in the folder of films: the folders and the name of <c>file_name</c>.</summary>
    public string? FilmName => FileName is null ? null : Folder is null ? FileName : Folder[1..] + "/" + FileName;

    /// <summary>What was added for Darwin, by name; null where the value is null.</summary>
    public Dictionary<string, string?> Darwin { get; } = new(StringComparer.Ordinal);

    public bool HasSeq { get; set; }

    public long? Seq { get; set; }

    public Dictionary<string, string?> Origin { get; } = new(StringComparer.Ordinal);

    public double? Offset { get; set; }

    public List<Annotations.JsonMember> Extras { get; } = [];

    public List<Annotations.JsonMember> DocumentExtras { get; } = [];

    /// <summary>What was left out of <c>file_name</c>.</summary>
    public IReadOnlyList<Annotations.ReadingNote> Notes { get; set; } = [];

    /// <summary>The address that <c>file_name</c> is; null if it is none.</summary>
    public string? Address { get; set; }

    /// <summary>The name under which the image was uploaded.</summary>
    public string? OriginalFileName => Darwin.TryGetValue("darwin_original_filename", out var name) ? name : FileName;
}
