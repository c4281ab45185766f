using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>A folder of VOC's form: XML files, masks and films, each in a folder inside, or XML files beside films.</summary>
internal sealed class VocFolder
{
    private readonly string _shown;
    private readonly string? _xmlFolder;
    private readonly string _xmlShown;
    private readonly string? _classFolder;
    private readonly string? _objectFolder;

    private VocFolder(string path, string shown, string? xmlFolder)
    {
        (_shown, _xmlFolder) = (shown, xmlFolder);
        _xmlShown = shown + (xmlFolder is not null && IsNamed(xmlFolder, VocFormat.XmlFolder) ? Path.GetFileName(Path.GetFullPath(xmlFolder)) + "/" : "");
        _classFolder = FolderWalk.Inside(path, VocFormat.ClassFolder) ?? FolderWalk.Inside(path, VocFormat.ClassFolder + "PNG");
        _objectFolder = FolderWalk.Inside(path, VocFormat.ObjectFolder) ?? FolderWalk.Inside(path, VocFormat.ObjectFolder + "PNG");
        IsFlat = xmlFolder == path;
        Labels = VocLabels.ReadIfThere(Path.Combine(path, VocLabels.FileName));
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
    /// <exception cref="DatasetException">Its labelmap.txt cannot be read.</exception>
    public static VocFolder? Open(string path, string shown) => IsOne(path) ? new VocFolder(path, shown, XmlFolderOf(path)) : null;

    /// <summary>The folder of a single XML file.</summary>
    public static VocFolder OfFile(string path) => new(Path.GetDirectoryName(Path.GetFullPath(path))!, "", Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>Whether there is something of VOC in a folder.</summary>
    public static bool IsOne(string path) => XmlFolderOf(path) is not null;

    /// <summary>The images: each XML file is one.</summary>
    public IEnumerable<VocFile> Files() =>
        FolderWalk.Files(_xmlFolder!, isDeep: !IsFlat).Where(f => VocFormat.IsXml(f.Name)).Select(f => new VocFile(this, f.Below, Path.GetFileNameWithoutExtension(f.Name), Path.GetExtension(f.Name)));

    /// <summary>The name of an XML file for messages.</summary>
    public string SourceOf(VocFile file) => $"{_xmlShown}{file.Below}{file.Stem}{file.Extension}";

    /// <summary>Reads an XML file.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is too large.</exception>
    public FileContent Read(VocFile file) => FileContent.Read(Path.Combine(_xmlFolder!, PathOf(file) + file.Extension), SourceOf(file));

    /// <summary>An image's mask of classes; null if there is none.</summary>
    /// <param name="name">The mask's name for messages.</param>
    /// <exception cref="DatasetException">It is no mask, damaged, or cannot be read.</exception>
    public Mask? ReadClasses(VocFile file, out string name) => ReadMask(_classFolder, file, out name);

    /// <inheritdoc cref="ReadClasses"/>
    /// <summary>An image's mask of objects; null if there is none.</summary>
    public Mask? ReadObjects(VocFile file, out string name) => ReadMask(_objectFolder, file, out name);

    private Mask? ReadMask(string? folder, VocFile file, out string name)
    {
        name = folder is null ? "" : $"{_shown}{Path.GetFileName(folder)}/{file.Below}{file.Stem}.png";
        return folder is null ? null : MaskPngReader.ReadIfThere(Path.Combine(folder, PathOf(file) + ".png"), name);
    }

    private static string PathOf(VocFile file) => (file.Below + file.Stem).Replace('/', Path.DirectorySeparatorChar);

    /// <summary>The folder with the XML files: <c>Annotations</c> inside, or the folder itself; null if there are none.</summary>
    private static string? XmlFolderOf(string path) =>
        !Directory.Exists(path) ? null
        : FolderWalk.Inside(path, VocFormat.XmlFolder) is { } inside && FolderWalk.Files(inside, isDeep: true).Any(f => VocFormat.IsXml(f.Name)) ? inside
        : FolderWalk.Files(path, isDeep: false).Any(f => VocFormat.IsXml(f.Name)) ? path
        : null;

    private static bool IsNamed(string folder, string name) => string.Equals(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An image of a VOC dataset, as its files are named.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="Below">The folder below that of its kind, such as <c>ward/</c> of <c>Annotations/ward/a.xml</c>; mostly empty.</param>
/// <param name="Stem">Their name without extension.</param>
/// <param name="Extension">The XML file's.</param>
internal sealed record VocFile(VocFolder Folder, string Below, string Stem, string Extension)
{
    /// <summary>The XML file's name for messages.</summary>
    public string Source => Folder.SourceOf(this);
}
