using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

public sealed class MaskPiecesTests
{
    [Fact]
    public void Pixels_that_touch_at_corners_are_one_piece_and_pieces_come_by_size()
    {
        var mask = ScoreMasks.Of(
            "1.1.22",
            ".1..22",
            ".....1",
            "11....",
            "11..11");
        var pieces = MaskPieces.Of(mask, 1);
        Assert.Equal([4, 3, 2, 1], pieces.Areas);
        Assert.Equal(4, pieces.Count);
        Assert.Equal(1, MaskPieces.Of(mask, 2).Count);
        Assert.Equal(0, MaskPieces.Of(mask, 3).Count);
        Assert.Equal(
            ScoreMasks.Of(
                "2.2...",
                ".2....",
                "......",
                "22....",
                "22...."),
            pieces.Largest(2, label: 2));
        Assert.Equal(LabelPixels.Of(mask, 1), pieces.Largest(9));
    }

    [Fact]
    public void Pieces_that_meet_only_further_down_are_one()
    {
        var mask = ScoreMasks.Of(
            "1.1.1.1",
            "1.1.1.1",
            "111.111",
            "..1.1..",
            "..111..");
        Assert.Equal([19], MaskPieces.Of(mask, 1).Areas);
    }
}
