using Firmware.Core.Promises;

namespace Firmware.Core.Records;

/// <summary>The last 30 seconds of voltage, current and status, one sample a second, frozen into each alert that a fault raises.</summary>
public sealed class FaultSnapshot
{
    /// <summary>How many samples are kept.</summary>
    public const int Length = 30;

    private readonly int[] _voltagesMillivolts = new int[Length];
    private readonly int[] _currentsMilliamps = new int[Length];
    private readonly byte[] _statuses = new byte[Length];
    private int _next;

    /// <summary>How many samples there are, at most <see cref="Length"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a sample, dropping the oldest when full.</summary>
    public void Add(int voltageMillivolts, int currentMilliamps, int status)
    {
        _voltagesMillivolts[_next] = voltageMillivolts;
        _currentsMilliamps[_next] = currentMilliamps;
        _statuses[_next] = (byte)status;
        _next = (_next + 1) % Length;
        Count += Count < Length ? 1 : 0;
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear()
    {
        Count = 0;
        _next = 0;
    }

    /// <summary>Voltage in mV of a sample, 0 being the oldest.</summary>
    public int VoltageMillivolts(int index)
    {
        return _voltagesMillivolts[Slot(index)];
    }

    /// <summary>Current in mA of a sample, 0 being the oldest.</summary>
    public int CurrentMilliamps(int index)
    {
        return _currentsMilliamps[Slot(index)];
    }

    /// <summary>Status of a sample as a number of <c>ConnectorStatus</c>, 0 being the oldest.</summary>
    public int Status(int index)
    {
        return _statuses[Slot(index)];
    }

    private int Slot(int index)
    {
        Guard.InRange(index, 0, Count - 1, "index");
        return (_next - Count + index + (2 * Length)) % Length;
    }
}
