using System.Text;
using Firmware.Core.Promises;

namespace Firmware.Core.Json;

/// <summary>
/// Writes one JSON object into a kept buffer, field by field and without garbage: nanoFramework.Json would cost ten times as much
/// and write control characters raw.
/// </summary>
public sealed class JsonWriter
{
    private readonly byte[] _buffer;
    private readonly byte[] _digits = new byte[20];
    private bool _isFirst = true;

    /// <summary>A writer over a buffer of its own.</summary>
    public JsonWriter(int capacity)
    {
        _buffer = new byte[capacity];
    }

    /// <summary>The buffer; valid up to <see cref="Length"/>.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Something did not fit; the text must not be sent.</summary>
    public bool IsOverflow { get; private set; }

    /// <summary>Starts a new text with its object.</summary>
    public void Begin()
    {
        Length = 0;
        IsOverflow = false;
        Open('{');
    }

    /// <summary>Ends the object of the text.</summary>
    public void End()
    {
        Close('}');
    }

    /// <summary>A member that is a whole number.</summary>
    public void Member(string name, long value)
    {
        Name(name);
        Number(value);
    }

    /// <summary>A member that is true or false.</summary>
    public void Member(string name, bool value)
    {
        Name(name);
        Ascii(value ? "true" : "false");
    }

    /// <summary>A member that is a text.</summary>
    public void Member(string name, string value)
    {
        Name(name);
        Quoted(value);
    }

    /// <summary>A member that is null.</summary>
    public void Null(string name)
    {
        Name(name);
        Ascii("null");
    }

    /// <summary>A member that is an object; ended by <see cref="EndObject"/>.</summary>
    public void BeginObject(string name)
    {
        Name(name);
        Open('{');
    }

    /// <summary>Ends the object begun last.</summary>
    public void EndObject()
    {
        Close('}');
    }

    /// <summary>A member that is a list; ended by <see cref="EndList"/>.</summary>
    public void BeginList(string name)
    {
        Name(name);
        Open('[');
    }

    /// <summary>An object in the list begun last; ended by <see cref="EndObject"/>.</summary>
    public void BeginItem()
    {
        Separate();
        Open('{');
    }

    /// <summary>A whole number in the list begun last.</summary>
    public void Item(long value)
    {
        Separate();
        Number(value);
    }

    /// <summary>Ends the list begun last.</summary>
    public void EndList()
    {
        Close(']');
    }

    private void Name(string name)
    {
        Separate();
        Put('"');
        Ascii(name);
        Put('"');
        Put(':');
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            Put(',');
        }

        _isFirst = false;
    }

    private void Open(char bracket)
    {
        Put(bracket);
        _isFirst = true;
    }

    private void Close(char bracket)
    {
        Put(bracket);
        _isFirst = false;
    }

    private void Number(long value)
    {
        Guard.InRange(value, -long.MaxValue, long.MaxValue, "value");
        if (value < 0)
        {
            Put('-');
            value = -value;
        }

        int count = 0;
        do
        {
            _digits[count] = (byte)('0' + (int)(value % 10));
            count++;
            value /= 10;
        }
        while (value != 0);

        while (count > 0)
        {
            count--;
            Put((char)_digits[count]);
        }
    }

    private void Quoted(string value)
    {
        Put('"');
        if (IsPlain(value))
        {
            Ascii(value);
        }
        else
        {
            Escaped(Encoding.UTF8.GetBytes(value));
        }

        Put('"');
    }

    private static bool IsPlain(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c < ' ' || c > '~' || c == '"' || c == '\\')
            {
                return false;
            }
        }

        return true;
    }

    private void Escaped(byte[] utf8)
    {
        for (int i = 0; i < utf8.Length; i++)
        {
            char c = (char)utf8[i];
            if (c == '"' || c == '\\')
            {
                Put('\\');
            }

            // A control character has no place in a log line or a name.
            Put(c < ' ' ? ' ' : c);
        }
    }

    private void Ascii(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put(text[i]);
        }
    }

    private void Put(char c)
    {
        if (Length >= _buffer.Length)
        {
            IsOverflow = true;
            return;
        }

        _buffer[Length] = (byte)c;
        Length++;
    }
}
