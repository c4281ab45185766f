namespace CovidXray.Images;

/// <summary>The bits of a JPEG's scan, up to the next marker: a data byte FF is written FF 00.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> content)
{
    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>Bits that were read and not used yet, the next of them highest.</summary>
    private ulong _bits;
    private int _count;

    /// <summary>Where the bytes stand that were not read yet.</summary>
    public int Position { get; private set; }

    /// <summary>Begins a scan.</summary>
    /// <param name="position">Its first byte of data.</param>
    public void Begin(int position) => (Position, _bits, _count) = (position, 0, 0);

    /// <summary>The symbol of the next code; less than 0 if there is none.</summary>
    public int Next(HuffmanTable table)
    {
        Fill();
        var (symbol, length) = table.Find((int)(_bits >> (64 - HuffmanTable.MostBits)));
        return length > 0 && Skip(length) ? symbol : -1;
    }

    /// <summary>Steps over bits, up to 16; false if there are not so many.</summary>
    public bool Skip(int count)
    {
        if (_count < count)
        {
            Fill();
            if (_count < count)
            {
                return false;
            }
        }

        _bits <<= count;
        _count -= count;
        return true;
    }

    /// <summary>Steps over a restart marker; false if there is another one, or bytes are left before it.</summary>
    /// <param name="number">How many there were before.</param>
    public bool Restart(int number)
    {
        if (LeftBeforeMarker() > 0)
        {
            return false;
        }

        while (Position < _content.Length && _content[Position] == 0xFF)
        {
            Position++;
        }

        if (Position >= _content.Length || _content[Position] != 0xD0 + (number % 8))
        {
            return false;
        }

        Begin(Position + 1);
        return true;
    }

    /// <summary>How many whole bytes are left before the next marker; 0 if they are nothing but filling. All of them are stepped over.</summary>
    public int LeftBeforeMarker()
    {
        var (left, isFilling) = (0, true);
        for (_ = Skip(_count % 8); ; left++)
        {
            Fill();
            if (_count < 8)
            {
                return isFilling ? 0 : left;
            }

            isFilling &= (_bits >> 56) is 0 or 0xFF;
            _ = Skip(8);
        }
    }

    private void Fill()
    {
        while (_count <= 56 && Position < _content.Length)
        {
            var value = _content[Position];
            if (value == 0xFF)
            {
                if (Position + 1 >= _content.Length || _content[Position + 1] != 0)
                {
                    return;
                }

                Position++;
            }

            Position++;
            _bits |= (ulong)value << (56 - _count);
            _count += 8;
        }
    }
}
