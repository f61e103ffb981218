using Hardware.Bench.Chaos.Mishaps;

namespace Hardware.Bench.Chaos.Relay;

/// <summary>
/// Decides what becomes of each packet in one direction between a charger and its broker. The n-th record, receipt or acknowledgement meets
/// the same fate for the same seed.
/// </summary>
internal sealed class RelayDice
{
    private static readonly (Fate Fate, int PerMille)[] Odds =
    [
        (Fate.Drop, 8),
        (Fate.Duplicate, 25),
        (Fate.Reorder, 20),
        (Fate.Delay, 15),
        (Fate.CutBefore, 4),
        (Fate.CutAfter, 4),
    ];

    private const int AcknowledgementsDroppedPerMille = 8;
    private const int DelayMsMax = 60;

    private readonly Random _random;
    private readonly MishapCounts _counts;
    private readonly ReceiptForger _forger;
    private readonly bool _isUp;

    /// <summary>Dice for the way up, from charger to broker, or the way down.</summary>
    public RelayDice(int seed, bool isUp, MishapCounts counts)
    {
        _random = new Random(seed);
        _counts = counts;
        _isUp = isUp;
        _forger = new ReceiptForger(seed, counts);
    }

    /// <summary>Everything passes.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>What becomes of the next record or receipt.</summary>
    public Fate NextFate()
    {
        int roll = _random.Next(1000);
        foreach ((Fate fate, int perMille) in Odds)
        {
            if (roll < perMille)
            {
                return IsQuiet ? Fate.Pass : Count(fate);
            }

            roll -= perMille;
        }

        return Fate.Pass;
    }

    /// <summary>Whether the next acknowledgement of the broker is dropped.</summary>
    public bool IsAcknowledgementDropped()
    {
        bool isDropped = !_isUp && _random.Next(1000) < AcknowledgementsDroppedPerMille && !IsQuiet;
        if (isDropped)
        {
            _counts.Add(Mishap.AcknowledgementDropped);
        }

        return isDropped;
    }

    /// <summary>What is slipped in behind a packet that is handed on; null for nothing.</summary>
    public byte[]? NextForgery(MqttPacket packet)
    {
        return packet.IsReceipt && !_isUp && !IsQuiet ? _forger.TryForge(packet) : null;
    }

    /// <summary>How long a delayed packet waits, in ms.</summary>
    public int NextDelayMs()
    {
        return _random.Next(1, DelayMsMax);
    }

    private Fate Count(Fate fate)
    {
        _counts.Add(fate switch
        {
            Fate.Drop => _isUp ? Mishap.MessageDropped : Mishap.ReceiptDropped,
            Fate.Duplicate => Mishap.MessageDuplicated,
            Fate.Reorder => Mishap.MessageReordered,
            Fate.Delay => Mishap.MessageDelayed,
            _ => Mishap.LinkCut,
        });
        return fate;
    }
}

/// <summary>What a relay can do with a packet.</summary>
internal enum Fate
{
    /// <summary>Hand it on.</summary>
    Pass,

    /// <summary>Forget it.</summary>
    Drop,

    /// <summary>Hand it on twice.</summary>
    Duplicate,

    /// <summary>Hand it on after the next one.</summary>
    Reorder,

    /// <summary>Hand it on late, and everything behind it.</summary>
    Delay,

    /// <summary>Cut the connection instead.</summary>
    CutBefore,

    /// <summary>Hand it on and cut the connection before anything comes back.</summary>
    CutAfter,
}
