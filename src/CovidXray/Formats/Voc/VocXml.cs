using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Voc;

/// <summary>Writes annotation files as the VOC devkit has them: tabs, no declaration, LF.</summary>
internal static class VocXml
{
    /// <summary>Writes one.</summary>
    /// <param name="objects">Its objects, in the order of their numbers in SegmentationObject.</param>
    /// <param name="isSegmented">Whether there are masks.</param>
    /// <exception cref="DatasetException">A name holds a character that XML has not.</exception>
    public static byte[] Write(ExportedImage image, IReadOnlyList<(Annotation Annotation, Sides Box)> objects, bool isSegmented)
    {
        using var stream = new MemoryStream();
        try
        {
            using var xml = XmlWriter.Create(stream, new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                OmitXmlDeclaration = true,
                Indent = true,
                IndentChars = "\t",
                NewLineChars = "\n",
            });
            WriteDocument(xml, image, objects, isSegmented);
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(image.Image.Source, $"a name cannot be written as XML: {ForeignText.OneLine(e.Message).TrimEnd('.')}", e);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteDocument(XmlWriter xml, ExportedImage image, IReadOnlyList<(Annotation Annotation, Sides Box)> objects, bool isSegmented)
    {
        // VOC's samples a pixel are 1 or 3; without a film nothing is known, and loaders expect colour.
        var depth = image.Film is { Channels: <= 2 } ? 1 : 3;
        xml.WriteStartElement("annotation");
        xml.WriteElementString("folder", VocFormat.FilmFolder);
        WriteText(xml, "filename", image.FileName);
        xml.WriteStartElement("source");
        WriteText(xml, "database", image.Image.DatasetName is { Length: > 0 } name and not VocDocument.V7Database ? name : "Unknown");
        xml.WriteEndElement();
        xml.WriteStartElement("size");
        xml.WriteElementString("width", Text(image.Image.Width));
        xml.WriteElementString("height", Text(image.Image.Height));
        xml.WriteElementString("depth", Text(depth));
        xml.WriteEndElement();
        xml.WriteElementString("segmented", isSegmented ? "1" : "0");
        foreach (var (annotation, box) in objects)
        {
            xml.WriteStartElement("object");
            WriteText(xml, "name", annotation.Name);
            foreach (var (flag, unknown) in VocObject.Flags)
            {
                var given = Flag(annotation, flag);
                if (given is not null || flag != "occluded")
                {
                    WriteText(xml, flag, given ?? unknown);
                }
            }

            xml.WriteStartElement("bndbox");
            xml.WriteElementString("xmin", Text(box.Left));
            xml.WriteElementString("ymin", Text(box.Top));
            xml.WriteElementString("xmax", Text(box.Right));
            xml.WriteElementString("ymax", Text(box.Bottom));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A flag that the document gave as a text or a number; null if it gave none.</summary>
    private static string? Flag(Annotation annotation, string name)
    {
        foreach (var extra in annotation.Extras)
        {
            if (extra.Name == name)
            {
                var reader = new Utf8JsonReader(extra.Json.Span);
                reader.Read();
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : Encoding.UTF8.GetString(extra.Json.Span);
            }
        }

        return null;
    }

    private static void WriteText(XmlWriter xml, string element, string text)
    {
        xml.WriteStartElement(element);
        ForeignText.WriteXml(xml, text);
        xml.WriteEndElement();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
