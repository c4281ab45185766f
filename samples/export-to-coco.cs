#:project ../src/CovidXray/CovidXray.csproj
#:property PublishAot=false

// A dataset and its films as COCO. Run it: dotnet run samples/export-to-coco.cs -- samples/phantom-dataset
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Coco;
using CovidXray.Jobs.Export;

using Dataset dataset = AnnotationFormats.Open(args[0]);
ExportResult export = ExportJob.Run(dataset, "coco", new ExportOptions { Format = new CocoFormat() });
Console.WriteLine($"{export.Images} images, {export.Annotations} annotations, {export.Films} films in {export.Folder}");
