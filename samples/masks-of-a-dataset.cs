#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// Masks of a dataset. Run it: dotnet run samples/masks-of-a-dataset.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Masks;

using Dataset dataset = AnnotationFormats.Open(args[0]);
MasksResult masks = MasksJob.Run(dataset, "masks", new MasksOptions { Style = MaskStyle.Parse("index") });
Console.WriteLine($"{masks.Files} masks, {masks.Areas["Lung"].Pixels} pixels of lungs, {masks.Failures.Count} failed");
