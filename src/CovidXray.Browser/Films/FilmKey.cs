using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Jobs.Duplicates;
using CovidXray.Releases.Lock;

namespace CovidXray.Browser.Films;

/// <summary>A short text for what a film's file holds: it changes when the file does, and films of one content may have it in common.</summary>
internal sealed class FilmKey
{
    private const int Letters = 32;

    private readonly FilmStamps _stamps;
    private readonly long _lockTime;

    /// <param name="stamps">Looks at files.</param>
    /// <param name="stateFolder">The folder with the dataset's lock file, if it has one.</param>
    public FilmKey(FilmStamps stamps, string? stateFolder)
    {
        _stamps = stamps;

        // Of a file that is not there, a time long ago: then no hash is known.
        _lockTime = stateFolder is null ? 0 : File.GetLastWriteTimeUtc(Path.Combine(stateFolder, PullLock.FileName)).Ticks;
    }

    /// <summary>The text for a film: 32 letters and digits.</summary>
    /// <exception cref="DatasetException">The file cannot be looked at.</exception>
    public string Of(string path)
    {
        var stamp = _stamps.Of(path);

        // A file that was changed since the lock was written may be another one of the same length.
        return stamp.Sha256 is { } hash && stamp.Time <= _lockTime
            ? hash[..Letters]
            : Convert.ToHexStringLower(TextHash.Of(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(path)}\n{stamp.Bytes}\n{stamp.Time}")))[..Letters];
    }
}
