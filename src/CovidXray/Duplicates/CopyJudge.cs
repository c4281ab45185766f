namespace CovidXray.Duplicates;

/// <summary>The second look: lays two pictures on each other and asks whether their details agree. For one thread at a time.</summary>
internal sealed class CopyJudge(int threshold)
{
    /// <summary>What copies reach whose whole films have near hashes: they differ but in grey levels, sharpness, letters.</summary>
    private const double LeastOfWhole = 0.7;

    /// <summary>What copies reach that had to be cut or turned to find a near hash, if that is the same one, and how much more at the threshold.</summary>
    /// <remarks>Two films of one patient, slices of one CT among them, reach 0.9 at distances of 190 and more; copies 0.95 at 110.</remarks>
    private const double LeastOfPart = 0.92;
    private const double MoreAtThreshold = 0.045;

    /// <summary>What such copies reach in nine of ten squares of them: copies 0.9, two films of one patient up to 0.7.</summary>
    private const double LeastOfSquares = 0.8;

    private readonly Aligner _aligner = new();

    /// <summary>Looks at a pair in each way until one makes it a copy.</summary>
    public JudgedCopy Judge(IReadOnlyList<FilmPrint> prints, CopyCandidate candidate)
    {
        var (one, other) = (prints[candidate.One], prints[candidate.Other]);
        var contrast = LocalContrast.Of(other.Picture);
        var whole = one.Hash.DistanceTo(other.Hash);
        JudgedCopy? best = null;
        foreach (var way in candidate.Ways)
        {
            var picture = one.Picture.As(way.Kind);
            var details = LocalContrast.Of(picture);
            var (place, correlation) = _aligner.Align(details, contrast, way.Start);
            correlation = Math.Round(correlation, 4);
            var isWhole = way.Kind == CopyKind.Same && whole <= threshold;
            var distance = isWhole ? whole : Distance(picture, other.Picture, place);
            var isCopy = distance <= threshold && (isWhole
                ? correlation >= LeastOfWhole
                : correlation >= LeastOfPart + (MoreAtThreshold * distance / Math.Max(1, threshold)) && Aligner.LeastAgreement(details, contrast, place) >= LeastOfSquares);
            if (best is null || isCopy || correlation > best.Correlation)
            {
                best = new JudgedCopy(candidate.One, candidate.Other, isCopy, way.Kind, distance, correlation, !isWhole);
            }

            if (isCopy)
            {
                break;
            }
        }

        return best!;
    }

    /// <summary>The distance of what both show.</summary>
    private static int Distance(SmallPicture one, SmallPicture other, Alignment place)
    {
        var common = place.Common;
        var there = place.Of(common);
        return common is { Width: > 0, Height: > 0 } && there is { Width: > 0, Height: > 0 }
            ? one.Hash(common).DistanceTo(other.Hash(there))
            : DifferenceHash.Bits;
    }
}
