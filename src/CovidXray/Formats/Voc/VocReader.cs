using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Voc;

/// <summary>Reads annotation files of PASCAL VOC. They are untrusted: no DTD, hence no entities, nothing fetched, no recursion beyond a few levels.</summary>
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
            throw Fail(_xml.Name == "annotations" ? "the document is an <annotations>, as CVAT writes it for images, not VOC's <annotation>; export it from CVAT as VOC, COCO or YOLO"
                : _xml.NodeType == XmlNodeType.Element ? $"the document is a <{ForeignText.Quote(_xml.Name)}>, not VOC's <annotation>" : "there is no <annotation>");
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
                    ReadSides(document, "width", "height");
                    break;
                case "imagesize":
                    ReadSides(document, "ncols", "nrows");
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

    /// <summary>The image's size: VOC's <c>size</c>, or LabelMe's <c>imagesize</c>.</summary>
    private void ReadSides(VocDocument document, string width, string height)
    {
        while (NextChild(1))
        {
            if (_xml.Name == width || _xml.Name == height)
            {
                var (name, value) = (_xml.Name, Text());
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var side))
                {
                    throw Fail($"<{name}> is '{ForeignText.Quote(value)}', not a number of pixels");
                }

                (document.Width, document.Height) = name == width ? (side, document.Height) : (document.Width, side);
            }
        }
    }

    private VocObject ReadObject()
    {
        var (name, box) = ((string?)null, (Sides?)null);
        var (extras, rest) = (new List<JsonMember>(), new JsonObject());
        var rings = new List<double[]>();
        var isDeleted = false;
        while (NextChild(1))
        {
            var element = _xml.Name;
            switch (element)
            {
                case "name" when name is not null:
                case "bndbox" when box is not null:
                    throw Fail($"the object has <{element}> twice");
                case "name":
                    name = Text();
                    break;
                case "bndbox":
                    box = ReadBox();
                    break;
                case "polygon":
                    rings.Add(ReadRing(rest));
                    break;
                case "deleted":
                    isDeleted = Text() is "1" or "true";
                    break;
                default:
                    if (VocObject.Flags.FirstOrDefault(f => f.Name == element) is not { Name: not null } flag)
                    {
                        Keep(rest, element, ReadOther());
                    }
                    else if (Text() is var text && text != flag.Default)
                    {
                        extras.Add(new JsonMember(element, Encoding.UTF8.GetBytes(text is "0" or "1" ? text : $"\"{JsonEncodedText.Encode(text)}\"")));
                    }

                    break;
            }
        }

        if (rest.Count > 0)
        {
            extras.Add(new JsonMember(VocObject.Rest, Bytes(rest)));
        }

        return name is not { Length: > 0 } ? throw Fail("the object has no <name>")
            : MaskLayout.IsBackground(name) ? throw Fail($"the object's <name> is '{name}', which stands for what is not annotated")
            : box is null && rings.Count == 0 ? throw Fail($"the object '{ForeignText.Quote(name)}' has no <bndbox>, nor a <polygon>")
            : new VocObject(name, box, rings) { Extras = extras, IsDeleted = isDeleted };
    }

    /// <summary>A ring: of <c>x1 y1 x2 y2 ...</c> as Roboflow has it, or of elements <c>pt</c> (LabelMe) or <c>point</c> with <c>x</c> and <c>y</c>.</summary>
    /// <param name="rest">Takes what else stands there.</param>
    private double[] ReadRing(JsonObject rest)
    {
        var points = new List<double>();
        var numbered = new SortedDictionary<int, (double? X, double? Y)>();
        while (NextChild(2))
        {
            var element = _xml.Name;
            if (element is "pt" or "point")
            {
                var (x, y) = ReadPoint();
                points.Add(x);
                points.Add(y);
            }
            else if (element[0] is 'x' or 'y' && int.TryParse(element.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                var (x, y) = numbered.GetValueOrDefault(number);
                numbered[number] = (element[0] == 'x' ? x : y) is not null ? throw Fail($"the <polygon> has <{element}> twice")
                    : element[0] == 'x' ? (Number(), y) : (x, Number());
            }
            else
            {
                Keep(rest, element, ReadOther());
            }
        }

        foreach (var (number, (x, y)) in numbered)
        {
            points.Add(x ?? throw Fail($"the <polygon> has <y{number}> and no <x{number}>"));
            points.Add(y ?? throw Fail($"the <polygon> has <x{number}> and no <y{number}>"));
        }

        return points.Count > 0 ? [.. points] : throw Fail("the <polygon> has no points: expected <x1>, <y1>, ... or <pt> with <x> and <y>");
    }

    private (double X, double Y) ReadPoint()
    {
        double? x = null, y = null;
        var name = _xml.Name;
        while (NextChild(3))
        {
            switch (_xml.Name)
            {
                case "x":
                    x = Number();
                    break;
                case "y":
                    y = Number();
                    break;
            }
        }

        return (x ?? throw Fail($"the <{name}> has no <x>"), y ?? throw Fail($"the <{name}> has no <y>"));
    }

    /// <summary>What nothing here has a place for, as JSON: a text, or an object of its children; null if it is empty.</summary>
    private JsonNode? ReadOther()
    {
        if (_xml.IsEmptyElement)
        {
            return null;
        }

        var (depth, text, children) = (_xml.Depth, new StringBuilder(), new JsonObject());
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml.NodeType != XmlNodeType.Element)
            {
                text.Append(_xml.Value);
                continue;
            }

            var name = _xml.Name;
            Keep(children, name, _xml.Depth <= MaxDepth ? ReadOther() : throw Fail($"elements stand in each other {MaxDepth} deep"));
        }

        return children.Count > 0 ? children : text.ToString().Trim() is { Length: > 0 } plain ? JsonValue.Create(plain) : null;
    }

    /// <summary>Adds a member, or makes an array of those of one name.</summary>
    private static void Keep(JsonObject parent, string name, JsonNode? node)
    {
        if (node is null)
        {
            return;
        }

        if (!parent.TryGetPropertyValue(name, out var there) || there is null)
        {
            parent[name] = node;
        }
        else if (there is JsonArray several)
        {
            several.Add(node);
        }
        else
        {
            parent[name] = null;
            parent[name] = new JsonArray(there, node);
        }
    }

    private static byte[] Bytes(JsonObject value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            value.WriteTo(json);
        }

        return stream.ToArray();
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
}
