#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// Lung and Ignore pixels of every image. Run it: dotnet run samples/mask-areas.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

using Dataset dataset = AnnotationFormats.Open(args[0]);
foreach (AnnotatedImage image in dataset.Read())
{
    Mask mask = PolygonRasterizer.Rasterize(image, PaintOrder.IgnoreLast);
    long lung = mask.Area(LabelMap.Default[Category.Lung]);
    long ignore = mask.Area(LabelMap.Default[Category.Ignore]);
    string size = $"{image.Width,4}x{image.Height,-4}";
    Console.WriteLine($"{image.Id}  {size}  {image.Tags.View,-8}  lung {lung,6}  ignore {ignore,5}");
}
