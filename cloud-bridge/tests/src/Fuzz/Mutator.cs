using System.Text;
using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Src.Fuzz;

/// <summary>Damages texts as links, flash, attackers and clumsy operators do. The same seed does the same damage. Bytes are kept as Latin-1
/// characters.</summary>
internal sealed partial class Mutator
{
    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1",
        "-0",
        "00",
        "1.5",
        "1e308",
        "1e-400",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "4294967295",
        "4294967296",
        "2147483648",
        "1e18",
        "4611686018427387904",
        "999999999999",
        "0x10",
        "+1",
        "NaN",
        new string('9', 400),
    ];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "false",
        "\"\"",
        "\"1\"",
        "{}",
        "[]",
        "[null]",
        "[1,2]",
        "{\"a\":{}}",
        "\"x\"",
        "undefined",
        "-",
        "1",
        "0.1",
    ];

    private static readonly string[] Texts =
    [
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800",
        "\u00c3\u0028",
        "\u00ff\u00fe",
        "\u00ed\u00a0\u0080",
        "\u00f0\u009f\u0092\u00b8",
        "\u00e2\u0080\u00ae",
        "\\n",
        "\\",
        "\"",
        "'; DROP TABLE bill; --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "%s%n",
        "\0",
        "\u007f",
        "\u00ef\u00bb\u00bf",
    ];

    private readonly Random _random;
    private readonly IReadOnlyList<byte[]> _others;

    /// <summary>A mutator with the texts that it may mix in.</summary>
    public Mutator(int seed, IReadOnlyList<byte[]> others)
    {
        _random = new Random(seed);
        _others = others;
    }

    /// <summary>Picks one of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> items)
    {
        return items[_random.Next(items.Count)];
    }

    /// <summary>A text with one to three damages; never the text itself.</summary>
    public byte[] Damage(byte[] text)
    {
        byte[] damaged;
        do
        {
            string now = Encoding.Latin1.GetString(text);
            for (int count = _random.Next(1, 4); count > 0; count--)
            {
                now = DamageOnce(now);
            }

            damaged = Encoding.Latin1.GetBytes(now);
        }
        while (damaged.AsSpan().SequenceEqual(text));
        return damaged;
    }

    private string DamageOnce(string text)
    {
        int at = _random.Next(text.Length + 1);
        return _random.Next(16) switch
        {
            0 => text[..at],
            1 => Flip(text, at),
            2 => text.Insert(at, ((char)_random.Next(256)).ToString()),
            3 => text.Remove(at, Math.Min(_random.Next(1, 30), text.Length - at)),
            4 => SwapMembers(text),
            5 => DuplicateMember(text),
            6 => ReplaceMatch(text, NumberPattern(), _ => Pick(Numbers)),
            7 => ReplaceMatch(text, ValuePattern(), _ => Nested()),
            8 => ReplaceMatch(text, ValuePattern(), _ => Pick(Values)),
            9 => ReplaceMatch(text, TextPattern(), match => match.Value.Insert(_random.Next(1, match.Length), Pick(Texts))),
            10 or 11 => ReplaceMatch(text, NumberPattern(), match => Nudged(match.Value)),
            12 => Splice(text, at),
            13 => ReplaceMatch(text, MemberPattern(), _ => ""),
            14 => ReplaceMatch(text, TextPattern(), match => Recased(match.Value)),
            _ => Grown(text, at),
        };
    }

    private string Flip(string text, int at)
    {
        if (at == text.Length)
        {
            return text;
        }

        char flipped = (char)(text[at] ^ (1 << _random.Next(8)));
        return string.Concat(text.AsSpan(0, at), flipped.ToString(), text.AsSpan(at + 1));
    }

    private string SwapMembers(string text)
    {
        MatchCollection members = ValuePattern().Matches(text);
        if (members.Count < 2)
        {
            return text;
        }

        int first = _random.Next(members.Count - 1);
        int second = _random.Next(first + 1, members.Count);
        (Match a, Match b) = (members[first], members[second]);
        return string.Concat(text[..a.Index], b.Value, text[(a.Index + a.Length)..b.Index], a.Value, text[(b.Index + b.Length)..]);
    }

    private string DuplicateMember(string text)
    {
        return ReplaceMatch(text, MemberPattern(), match =>
        {
            string other = ReplaceMatch(match.Value, NumberPattern(), number => Nudged(number.Value));
            return _random.Next(2) == 0 ? match.Value + other : other + match.Value;
        });
    }

    private string Nested()
    {
        int depth = _random.Next(5) switch { 0 => 5000, 1 => 65, 2 => 64, 3 => 63, _ => 3 };
        bool isClosed = _random.Next(2) == 0;
        string open = _random.Next(2) == 0 ? "[" : "{\"a\":";
        return string.Concat(Enumerable.Repeat(open, depth)) + "1" + (isClosed ? new string(open == "[" ? ']' : '}', depth) : "");
    }

    // A replay with an altered field: the smallest lie, or a digit more.
    private string Nudged(string number)
    {
        return _random.Next(4) switch
        {
            0 => number + "0",
            1 when number.Length > 1 => number[..^1],
            _ => long.TryParse(number, out long value) && value is > long.MinValue and < long.MaxValue
                ? (value + (_random.Next(2) == 0 ? 1 : -1)).ToString(System.Globalization.CultureInfo.InvariantCulture)
                : "0",
        };
    }

    private string Recased(string text)
    {
        return _random.Next(2) == 0 ? text.ToUpperInvariant() : new string([.. text.Reverse()]);
    }

    private string Splice(string text, int at)
    {
        string other = Encoding.Latin1.GetString(Pick(_others));
        return string.Concat(text.AsSpan(0, at), other.AsSpan(_random.Next(other.Length)));
    }

    private string Grown(string text, int at)
    {
        return _random.Next(8) switch
        {
            0 => text + new string(' ', 70000),
            1 => text.Insert(at, new string('1', 5000)),
            2 => text + text,
            3 => ReplaceMatch(text, ObjectPattern(), match => string.Join(',', Enumerable.Repeat(match.Value, 70))),
            _ => text.Insert(at, " "),
        };
    }

    private string ReplaceMatch(string text, Regex pattern, Func<Match, string> replace)
    {
        MatchCollection matches = pattern.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        Match match = matches[_random.Next(matches.Count)];
        return string.Concat(text.AsSpan(0, match.Index), replace(match), text.AsSpan(match.Index + match.Length));
    }

    [GeneratedRegex("(?<=[:\\[,] ?)-?[0-9][0-9.]*")]
    private static partial Regex NumberPattern();

    [GeneratedRegex("(?<=\": ?)(\"[^\"]*\"|-?[0-9.]+|true|false|\\[[^\\[\\]]*\\])")]
    private static partial Regex ValuePattern();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex TextPattern();

    [GeneratedRegex("\"[A-Za-z_]+\": ?(\"[^\"]*\"|-?[0-9.]+|true|false|\\[[^\\[\\]]*\\]),")]
    private static partial Regex MemberPattern();

    [GeneratedRegex("\\{[^{}]*\\}")]
    private static partial Regex ObjectPattern();
}
