using System.Buffers;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Sources;
using CovidXray.Texts;

namespace CovidXray.Formats.Json;

/// <summary>Goes through a JSON file of any size once, value by value. It holds one value at a time, however large the file.</summary>
/// <remarks>
/// Inside a value only brackets and quotes are looked at, so rings of numbers cost next to nothing here; whoever reads the
/// value checks its grammar.
/// <code>
/// _buffer   ... | value that is held ... | not looked at yet |
///               _valueStart              _next               _end
/// </code>
/// </remarks>
internal sealed class JsonFileScanner : IDisposable
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> EndOfScalar = SearchValues.Create(",]} \t\r\n"u8);

    private readonly JsonFile _file;
    private byte[] _buffer;
    private long _bufferOffset;
    private int _valueStart;
    private int _next;
    private int _end;

    /// <summary>Stands at the start of a file.</summary>
    /// <param name="bufferSize">Bytes to read at once; a larger value makes the buffer grow.</param>
    public JsonFileScanner(JsonFile file, int bufferSize = 1 << 20)
    {
        _file = file;
        _buffer = ArrayPool<byte>.Shared.Rent(bufferSize);
        if (Fill() && Window.StartsWith(ByteOrderMark.Utf8))
        {
            _next = ByteOrderMark.Utf8.Length;
        }
    }

    /// <summary>Where the next byte stands in the file.</summary>
    public long Position => _bufferOffset + _next;

    /// <summary>Where the value that was read last begins in the file.</summary>
    public long ValueOffset => _bufferOffset + _valueStart;

    /// <summary>The value that was read last. The next step overwrites it.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_valueStart.._next);

    private ReadOnlySpan<byte> Window => _buffer.AsSpan(_next.._end);

    /// <summary>The next byte that is not white space; -1 at the end of the file.</summary>
    public int Peek()
    {
        while (true)
        {
            var window = Window;
            var i = window.IndexOfAnyExcept(" \t\r\n"u8);
            if (i >= 0)
            {
                _next += i;
                return _buffer[_next];
            }

            _valueStart = _next = _end;
            if (!Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>Takes the next byte if it is this one.</summary>
    public bool TryTake(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _next++;
        return true;
    }

    /// <summary>Takes the next byte, which must be this one.</summary>
    /// <exception cref="DatasetException">It is another.</exception>
    public void Take(char expected, string path)
    {
        if (!TryTake(expected))
        {
            throw Unexpected($"'{expected}'", path);
        }
    }

    /// <summary>Takes a member's name and the colon behind it.</summary>
    /// <exception cref="DatasetException">There is none.</exception>
    public string TakeName(string path)
    {
        if (Peek() != '"')
        {
            throw Unexpected("a name in quotes", path);
        }

        Read(path);
        var name = Text(path);
        Take(':', path);
        return name;
    }

    /// <summary>Reads a whole value, whatever it is.</summary>
    /// <exception cref="DatasetException">The file ends inside it, it is too large, or none begins here.</exception>
    public void Read(string path)
    {
        var first = Peek();
        _valueStart = _next;
        if (first is '"')
        {
            _next++;
            SkipText(path);
        }
        else if (first is '{' or '[')
        {
            _next++;
            SkipStructure(path);
        }
        else
        {
            SkipScalar(first, path);
        }
    }

    /// <summary>What stands here instead of what is expected, as an error.</summary>
    public DatasetException Unexpected(string expected, string path) => Peek() is >= 0 and var found
        ? _file.Error(Position, path, $"not valid JSON: found {(found is > 32 and < 127 ? $"'{(char)found}'" : $"byte 0x{found:x2}")}, expected {expected}")
        : CutOff(path);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private DatasetException CutOff(string path) => _file.Error(Position, path, "the file ends in the middle of the document; is it cut off?");

    /// <summary>From behind a quote to behind the one that closes it.</summary>
    private void SkipText(string path)
    {
        while (true)
        {
            var i = Window.IndexOfAny((byte)'"', (byte)'\\');
            if (i < 0 || (_buffer[_next + i] == '\\' && _next + i + 1 == _end))
            {
                _next += i < 0 ? Window.Length : i;
                Require(path);
                continue;
            }

            var isEnd = _buffer[_next + i] == '"';
            _next += isEnd ? i + 1 : i + 2;
            if (isEnd)
            {
                return;
            }
        }
    }

    /// <summary>From behind a bracket to behind the one that closes it.</summary>
    private void SkipStructure(string path)
    {
        for (var depth = 1; depth > 0;)
        {
            var i = Window.IndexOfAny(Structure);
            if (i < 0)
            {
                _next = _end;
                Require(path);
                continue;
            }

            var found = _buffer[_next + i];
            _next += i + 1;
            if (found == '"')
            {
                SkipText(path);
            }
            else
            {
                depth += found is (byte)'{' or (byte)'[' ? 1 : -1;
            }
        }
    }

    private void SkipScalar(int first, string path)
    {
        if (first is not ('-' or 't' or 'f' or 'n') && !char.IsAsciiDigit((char)Math.Max(first, 0)))
        {
            throw Unexpected("a value", path);
        }

        int i;
        while ((i = Window.IndexOfAny(EndOfScalar)) < 0)
        {
            _next = _end;
            if (!Fill())
            {
                return;
            }
        }

        _next += i;
    }

    private string Text(string path)
    {
        try
        {
            var reader = new Utf8JsonReader(Value);
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw _file.Error(ValueOffset, path, $"'{ForeignText.Quote(Encoding.UTF8.GetString(Value))}' is no valid name");
        }
    }

    private void Require(string path)
    {
        if (!Fill())
        {
            throw CutOff(path);
        }
    }

    /// <summary>Reads on. Keeps the value that is held; a value that fills the buffer gets one of twice the size.</summary>
    private bool Fill()
    {
        var held = _end - _valueStart;
        if (held == _buffer.Length)
        {
            if (held >= FileContent.Limit.Bytes)
            {
                throw _file.Error(ValueOffset, "$", $"a single value has more than {FileContent.Limit.Bytes:N0} bytes");
            }

            var larger = ArrayPool<byte>.Shared.Rent(held * 2);
            _buffer.AsSpan(_valueStart, held).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_valueStart, held).CopyTo(_buffer);
        }

        _bufferOffset += _valueStart;
        _next -= _valueStart;
        (_valueStart, _end) = (0, held);
        var read = _file.Read(_bufferOffset + held, _buffer.AsSpan(held));
        _end += read;
        return read > 0;
    }
}
