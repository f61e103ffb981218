namespace Firmware.Core.Provisioning;

/// <summary>Makes lines of the bytes that come in over the serial port. A line that is too long is dropped whole, never cut.</summary>
public sealed class ConsoleLine
{
    /// <summary>Longest line in characters: a PEM line has 64, a password at most 128.</summary>
    public const int LengthMax = 192;

    private const int Backspace = 8;
    private const int Delete = 127;

    private readonly char[] _characters = new char[LengthMax];
    private int _length;
    private bool _isTooLong;

    /// <summary>Takes a byte; true when it ends a line that is not empty.</summary>
    public bool TryAdd(byte value, out string line)
    {
        line = "";
        if (value == '\r' || value == '\n')
        {
            bool isLine = _length > 0 && !_isTooLong;
            line = isLine ? new string(_characters, 0, _length) : "";
            _length = 0;
            _isTooLong = false;
            return isLine;
        }

        if (value == Backspace || value == Delete)
        {
            _length -= _length > 0 ? 1 : 0;
        }
        else if (_length == LengthMax)
        {
            _isTooLong = true;
        }
        else if (value >= ' ' && value < Delete)
        {
            _characters[_length] = (char)value;
            _length++;
        }

        return false;
    }
}
