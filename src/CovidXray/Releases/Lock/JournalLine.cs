namespace CovidXray.Releases.Lock;

/// <summary>One line of the journal: an image that came after the lock file was written last.</summary>
internal sealed record JournalLine(string Section, string Name, LockedFile File);
