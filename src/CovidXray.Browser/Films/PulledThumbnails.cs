using CovidXray.Annotations;
using CovidXray.Jobs;
using CovidXray.Jobs.Films;
using CovidXray.Releases;

namespace CovidXray.Browser.Films;

/// <summary>V7's thumbnails, where <c>pull --thumbnails</c> got them.</summary>
internal static class PulledThumbnails
{
    /// <summary>Finds them by the names of films; null if there are none.</summary>
    public static FilmFolders? In(Dataset dataset)
    {
        if (dataset.StateFolder is not { } root || PullFolder.OpenReadOnly(root).Thumbnails is var folder && !Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            return new FilmFolders([folder]);
        }
        catch (JobException)
        {
            // They save time, and stand in for films that are not there.
            return null;
        }
    }
}
