using CovidXray.Annotations;

namespace CovidXray.Browser.Folders;

/// <summary>What was written.</summary>
/// <param name="Images">Images of the page.</param>
/// <param name="Thumbnails">Thumbnails.</param>
/// <param name="Films">Films.</param>
/// <param name="MissingFilms">Images whose film is not there.</param>
/// <param name="Failures">Documents and films that cannot be read.</param>
internal sealed record PageFolderResult(int Images, int Thumbnails, int Films, int MissingFilms, IReadOnlyList<DatasetException> Failures);
