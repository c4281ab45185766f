#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// What a model could cheat with. Run it: dotnet run samples/what-tells-a-label.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Audit;
using CovidXray.Reports;

using Dataset dataset = AnnotationFormats.Open(args[0]);
var options = new AuditOptions { Label = "frontal", Fields = ["black_border"] };
AuditReport report = new AuditJob(new ImageChoice().Choose(dataset), options).Run();
foreach (AuditField field in report.Dangerous)
{
    var figures = field.Figures;
    Console.WriteLine($"{field.Name} tells {report.Label}: AUC {figures.Auc:0.00}, p {figures.CorrectedPValue:0.000}");
}
