using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Voc;

/// <summary>Reads annotation files of PASCAL VOC. They are untrusted: no DTD, hence no entities, nothing fetched, no recursion.</summary>
internal sealed class VocReader : IDisposable
{
    private const long MaxCharacters = 64_000_000;
    private const int MaxDepth = 32;
    private const int MaxObjects = 100_000;

    private readonly XmlReader _xml;
    private readonly string _source;

    private VocReader(Stream document, string source)
    {
        _source = source;
        _xml = XmlReader.Create(document, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
    }

    /// <summary>Reads a document.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is damaged, or no VOC annotation.</exception>
    public static VocDocument Read(ReadOnlySpan<byte> document, string source)
    {
        using var stream = new MemoryStream(document.ToArray(), writable: false);
        using var reader = new VocReader(stream, source);
        try
        {
            return reader.ReadDocument();
        }
        catch (XmlException e)
        {
            // A forbidden DTD comes without a place.
            var (line, column) = e.LineNumber > 0 ? (e.LineNumber, e.LinePosition) : ((IXmlLineInfo)reader._xml is { LineNumber: > 0 } place ? (place.LineNumber, place.LinePosition) : (1, 1));
            var problem = e.Message.Contains("DTD", StringComparison.Ordinal) ? "it has a document type declaration (DTD), which is not read: VOC needs none" : $"not valid XML: {WithoutPlace(e.Message)}";
            throw new DatasetException(source, problem, line, column, path: null, e);
        }
    }

    public void Dispose() => _xml.Dispose();

    private VocDocument ReadDocument()
    {
        var document = new VocDocument();
        if (_xml.MoveToContent() != XmlNodeType.Element || _xml.Name != "annotation")
        {
            throw Fail(_xml.NodeType == XmlNodeType.Element ? $"the document is a <{ForeignText.Quote(_xml.Name)}>, not VOC's <annotation>" : "there is no <annotation>");
        }

        while (NextChild(0))
        {
            switch (_xml.Name)
            {
                case "filename":
                    document.FileName = Text();
                    break;
                case "source":
                    ReadSource(document);
                    break;
                case "size":
                    ReadSize(document);
                    break;
                case "object" when document.Objects.Count < MaxObjects:
                    document.Objects.Add(ReadObject());
                    break;
                case "object":
                    throw Fail($"there are more than {MaxObjects:N0} objects");
            }
        }

        // What follows the annotation must be XML, too.
        while (_xml.Read())
        {
        }

        return document;
    }

    private void ReadSource(VocDocument document)
    {
        while (NextChild(1))
        {
            if (_xml.Name == "database")
            {
                document.Database = Text();
            }
        }
    }

    private void ReadSize(VocDocument document)
    {
        while (NextChild(1))
        {
            if (_xml.Name is "width" or "height")
            {
                var (name, value) = (_xml.Name, Text());
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var side))
                {
                    throw Fail($"<{name}> is '{ForeignText.Quote(value)}', not a number of pixels");
                }

                (document.Width, document.Height) = name == "width" ? (side, document.Height) : (document.Width, side);
            }
        }
    }

    private VocObject ReadObject()
    {
        var (name, box) = ((string?)null, (Sides?)null);
        var extras = new List<JsonMember>();
        while (NextChild(1))
        {
            var element = _xml.Name;
            switch (element)
            {
                case "name":
                    name = Text();
                    break;
                case "bndbox":
                    box = ReadBox();
                    break;
                default:
                    if (VocObject.Flags.FirstOrDefault(f => f.Name == element) is { Name: not null } flag && Text() is var text && text != flag.Default)
                    {
                        extras.Add(new JsonMember(element, Encoding.UTF8.GetBytes(text is "0" or "1" ? text : $"\"{JsonEncodedText.Encode(text)}\"")));
                    }

                    break;
            }
        }

        return name is not { Length: > 0 } ? throw Fail("the object has no <name>")
            : box is not { } sides ? throw Fail($"the object '{ForeignText.Quote(name)}' has no <bndbox>")
            : new VocObject(name, sides.Left, sides.Top, sides.Right, sides.Bottom) { Extras = extras };
    }

    private Sides ReadBox()
    {
        double? left = null, top = null, right = null, bottom = null;
        while (NextChild(2))
        {
            switch (_xml.Name)
            {
                case "xmin":
                    left = Number();
                    break;
                case "ymin":
                    top = Number();
                    break;
                case "xmax":
                    right = Number();
                    break;
                case "ymax":
                    bottom = Number();
                    break;
            }
        }

        if (left is not { } l || top is not { } t || right is not { } r || bottom is not { } b)
        {
            throw Fail("the <bndbox> has not all of <xmin>, <ymin>, <xmax> and <ymax>");
        }

        return r >= l && b >= t ? new Sides(l, t, r, b) : throw Fail(string.Create(CultureInfo.InvariantCulture, $"the <bndbox> goes from ({l}, {t}) to ({r}, {b}), backwards"));
    }

    private double Number()
    {
        const double Most = 1e9;
        var (name, text) = (_xml.Name, Text());
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Most
            ? number
            : throw Fail($"<{name}> is '{ForeignText.Quote(text)}', not a coordinate");
    }

    /// <summary>Goes on to the next child of the element at a depth; false at its end.</summary>
    private bool NextChild(int depth)
    {
        if (_xml.NodeType == XmlNodeType.Element && _xml.Depth == depth && _xml.IsEmptyElement)
        {
            return false;
        }

        while (_xml.Read())
        {
            if (_xml.Depth > MaxDepth)
            {
                throw Fail($"elements stand in each other {MaxDepth} deep");
            }

            if (_xml.Depth == depth && _xml.NodeType == XmlNodeType.EndElement)
            {
                return false;
            }

            if (_xml.Depth == depth + 1 && _xml.NodeType == XmlNodeType.Element)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text of the current element; the reader then stands at its end.</summary>
    private string Text()
    {
        if (_xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var (depth, name) = (_xml.Depth, _xml.Name);
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            text.Append(_xml.NodeType != XmlNodeType.Element ? _xml.Value : throw Fail($"<{name}> holds <{ForeignText.Quote(_xml.Name)}>; a text was expected"));
        }

        return text.ToString().Trim();
    }

    private DatasetException Fail(string problem)
    {
        var place = (IXmlLineInfo)_xml;
        return new DatasetException(_source, problem, place.LineNumber, place.LinePosition, path: null);
    }

    /// <summary>The message's own place repeats ours.</summary>
    private static string WithoutPlace(string message)
    {
        var at = message.IndexOf(" Line ", StringComparison.Ordinal);
        return (at < 0 ? message : message[..at]).TrimEnd('.');
    }

    private readonly record struct Sides(double Left, double Top, double Right, double Bottom);
}
