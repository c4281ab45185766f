#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// Train, val and test without leaks. Run it: dotnet run samples/parts-of-a-dataset.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Splits;
using CovidXray.Splits;

using Dataset dataset = AnnotationFormats.Open(args[0]);
var options = new SplitJobOptions { Split = new SplitOptions { Stratify = ["sex"], Seed = 1 }, SavesNothing = true };
SplitResult result = new SplitJob(new ImageChoice().Choose(dataset), options).Run();
Console.WriteLine($"{result.Split.Description}; {result.Proof.Leaks.Count} leaks");
foreach ((string id, SplitPlace place) in result.Split.Places.Where(p => p.Value.Part == DatasetPart.Test))
{
    Console.WriteLine($"{id} is in {PartNames.Of(place.Part!.Value)}");
}
