using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;

namespace CovidXray.Formats.Voc;

/// <summary>A folder of VOC's form: XML files, masks and films, each in a folder inside, or XML files beside films.</summary>
internal sealed class VocFolder
{
    /// <summary>Where XML files may lie. FiftyOne has them in labels.</summary>
    private static readonly string[] XmlFolders = [VocFormat.XmlFolder, "labels"];

    private readonly string _shown;
    private readonly string? _xmlFolder;
    private readonly string _xmlShown;
    private readonly string? _classFolder;
    private readonly string? _objectFolder;

    private VocFolder(string path, string shown, string? xmlFolder, VocLabels? other)
    {
        (_shown, _xmlFolder) = (shown, xmlFolder);
        _xmlShown = shown + (xmlFolder is not null && (xmlFolder != path || IsNamed(path, VocFormat.XmlFolder)) ? Path.GetFileName(Path.GetFullPath(xmlFolder)) + "/" : "");
        _classFolder = MaskFolderOf(path, VocFormat.ClassFolder);
        _objectFolder = MaskFolderOf(path, VocFormat.ObjectFolder);
        IsFlat = xmlFolder == path;
        Labels = VocLabels.ReadIfThere(path) is var labels && labels == VocLabels.None && other is not null ? other : labels;
        Films = VocFilms.Find(path, xmlFolder);
    }

    /// <summary>The names of its classes.</summary>
    public VocLabels Labels { get; }

    /// <summary>Its films.</summary>
    public VocFilms Films { get; }

    /// <summary>Whether the XML files lie in it themselves, and not in a folder inside.</summary>
    private bool IsFlat { get; }

    /// <summary>A folder; null if there is nothing of VOC in it.</summary>
    /// <param name="shown">What stands before its files' names in messages: nothing, or <c>train/</c>.</param>
    /// <param name="other">The names of classes that hold where the folder itself has none.</param>
    /// <exception cref="DatasetException">Its table of classes cannot be read.</exception>
    public static VocFolder? Open(string path, string shown, VocLabels? other = null) => IsOne(path) ? new VocFolder(path, shown, XmlFolderOf(path), other) : null;

    /// <summary>The folder of a single XML file.</summary>
    public static VocFolder OfFile(string path) => new(Path.GetDirectoryName(Path.GetFullPath(path))!, "", Path.GetDirectoryName(Path.GetFullPath(path))!, null);

    /// <summary>Whether there is something of VOC in a folder.</summary>
    public static bool IsOne(string path) => XmlFolderOf(path) is not null || MaskFolderOf(path, VocFormat.ClassFolder) is not null;

    /// <summary>Whether there are XML files.</summary>
    public bool HasXml => _xmlFolder is not null;

    /// <summary>The images: each XML file is one, and each mask of classes without such a file.</summary>
    public IReadOnlyList<VocFile> Files()
    {
        var files = new List<VocFile>();
        if (_xmlFolder is not null)
        {
            files.AddRange(FolderWalk.Files(_xmlFolder, isDeep: !IsFlat).Where(f => VocFormat.IsXml(f.Name)).Select(f => FileOf(f, Path.GetExtension(f.Name))));
        }

        if (_classFolder is not null)
        {
            var known = files.Select(f => f.Below + f.Stem).ToHashSet(StringComparer.OrdinalIgnoreCase);
            files.AddRange(FolderWalk.Files(_classFolder, isDeep: true).Where(f => IsMask(f.Name)).Select(f => FileOf(f, "")).Where(f => !known.Contains(f.Below + f.Stem)));
        }

        return files;
    }

    /// <summary>The name of an image's file for messages: the XML, or the mask if there is no such.</summary>
    public string SourceOf(VocFile file) => file.Extension.Length > 0 ? $"{_xmlShown}{file.Below}{file.Stem}{file.Extension}" : NameOf(_classFolder!, file);

    /// <summary>Reads an XML file.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is too large.</exception>
    public FileContent Read(VocFile file) => FileContent.Read(Path.Combine(_xmlFolder!, PathOf(file) + file.Extension), SourceOf(file));

    /// <summary>An image's mask of classes; null if there is none.</summary>
    /// <exception cref="DatasetException">It is no mask, damaged, or cannot be read.</exception>
    public VocMask? ReadClasses(VocFile file) => ReadMask(_classFolder, file);

    /// <summary>An image's mask of objects; null if there is none.</summary>
    /// <exception cref="DatasetException">It is no mask, damaged, or cannot be read.</exception>
    public VocMask? ReadObjects(VocFile file) => ReadMask(_objectFolder, file);

    private VocMask? ReadMask(string? folder, VocFile file) =>
        folder is not null && MaskPngReader.ReadIfThere(Path.Combine(folder, PathOf(file) + ".png"), NameOf(folder, file)) is { } content ? new VocMask(NameOf(folder, file), content) : null;

    private string NameOf(string folder, VocFile file) => $"{_shown}{Path.GetFileName(folder)}/{file.Below}{file.Stem}.png";

    private VocFile FileOf((string Below, string Name) found, string extension) => new(this, found.Below, Path.GetFileNameWithoutExtension(found.Name), extension);

    private static bool IsMask(string name) => name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && name[0] != '.';

    /// <summary>A folder of masks; labelme once added PNG to its name. Null if there are none in it.</summary>
    private static string? MaskFolderOf(string path, string name) =>
        !Directory.Exists(path) ? null
        : ((string?[])[FolderWalk.Inside(path, name), FolderWalk.Inside(path, name + "PNG")]).FirstOrDefault(f => f is not null && FolderWalk.Files(f, isDeep: true).Any(m => IsMask(m.Name)));

    private static string PathOf(VocFile file) => (file.Below + file.Stem).Replace('/', Path.DirectorySeparatorChar);

    /// <summary>The folder with the XML files: <c>Annotations</c> or <c>labels</c> inside, or the folder itself; null if there are none.</summary>
    private static string? XmlFolderOf(string path) =>
        !Directory.Exists(path) ? null
        : XmlFolders.Select(n => FolderWalk.Inside(path, n)).FirstOrDefault(f => f is not null && FolderWalk.Files(f, isDeep: true).Any(x => VocFormat.IsXml(x.Name))) is { } inside ? inside
        : FolderWalk.Files(path, isDeep: false).Any(f => VocFormat.IsXml(f.Name)) ? path
        : null;

    private static bool IsNamed(string folder, string name) => string.Equals(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An image of a VOC dataset, as its files are named.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="Below">The folder below that of its kind, such as <c>ward/</c> of <c>Annotations/ward/a.xml</c>; mostly empty.</param>
/// <param name="Stem">Their name without extension.</param>
/// <param name="Extension">The XML file's; empty if there is none.</param>
internal sealed record VocFile(VocFolder Folder, string Below, string Stem, string Extension)
{
    /// <summary>The name of the XML file for messages, or of the mask.</summary>
    public string Source => Folder.SourceOf(this);
}
