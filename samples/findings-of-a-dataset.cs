#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// What is wrong with a dataset. Run it: dotnet run samples/findings-of-a-dataset.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Checks;

using Dataset dataset = AnnotationFormats.Open(args[0]);
var options = new CheckOptions { Rules = CheckRules.Named("A"), SavesNothing = true };
CheckResult result = new CheckJob(new ImageChoice().Choose(dataset), options).Run();
foreach (Finding finding in result.Findings.Where(f => f.Rule.Level > FindingLevel.Note))
{
    Console.WriteLine($"{finding.File}:{finding.Line}: {finding.Rule.Code} {finding.Text}");
}
