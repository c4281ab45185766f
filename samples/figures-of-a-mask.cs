#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// Masks four pixels off. Run it: dotnet run samples/figures-of-a-mask.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Scores;

using Dataset dataset = AnnotationFormats.Open(args[0]);
var options = new MaskMetricsOptions { Label = 1, IgnoredLabel = LabelMap.Default.IgnoreLabel };
var films = new List<FilmScore>();
foreach (AnnotatedImage image in dataset.Read())
{
    Mask truth = PolygonRasterizer.Rasterize(image, PaintOrder.IgnoreLast);
    Mask predicted = truth.Window(4, 0, truth.Width, truth.Height);
    MaskFigures f = MaskMetrics.Compare(truth, predicted, options);
    films.Add(new FilmScore(image.Id, f) { Patient = image.Tags.PatientId });
    string figures = f.Empty == EmptyMasks.Both
        ? "no lungs"
        : $"Dice {f.Counts.Dice:0.000}  HD95 {f.Hausdorff95Pooled:0.0}  ASSD {f.Assd:0.00}";
    Console.WriteLine($"{image.Id}  {figures}");
}

ScoreSummary all = ScoreSummary.Of(films);
FigureSummary dice = all.Figures[0];
Console.WriteLine($"{dice.Count} films with lungs, {all.BothEmpty} without; the worst is {dice.Worst[0].Id}");
Console.WriteLine($"mean Dice {dice.Mean:0.000}, 95 % of {dice.Interval?.Low:0.000} to {dice.Interval?.High:0.000}");
