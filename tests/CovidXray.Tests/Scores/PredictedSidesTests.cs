using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

public sealed class PredictedSidesTests
{
    [Fact]
    public void A_prediction_is_parted_by_the_true_lungs_and_elsewhere_by_the_middle_between_them()
    {
        var truth = ScoreMasks.Of(
            "11.......22.",
            "1111111..22.",
            "11.......22.");
        var predicted = ScoreMasks.Of(
            "333333333333",
            ".3333333333.",
            "3...3.33.3.1");
        var sides = PredictedSides.Of(truth, predicted, label: 3);
        Assert.Equal(
            ScoreMasks.Of(
                "111111222222",
                ".1111112222.",
                "1...1.22.2.."),
            sides);
    }

    [Fact]
    public void Where_one_lung_is_true_the_films_middle_parts()
    {
        var truth = ScoreMasks.Of("....22");
        Assert.Equal(ScoreMasks.Of("111222"), PredictedSides.Of(truth, ScoreMasks.Of("111111")));
        Assert.Equal(ScoreMasks.Of("111222"), PredictedSides.Of(ScoreMasks.Of("......"), ScoreMasks.Of("111111")));
        Assert.Throws<ArgumentException>(() => PredictedSides.Of(truth, ScoreMasks.Of("11111")));
    }
}
