namespace CovidXray.Releases.Transfer;

/// <summary>Why a server is not asked any more.</summary>
/// <param name="Reason">In words that are the same for every image.</param>
/// <param name="MayPass">Whether another pull may find it well.</param>
internal sealed record ServerVerdict(string Reason, bool MayPass);
