using Firmware.Core.Ports;

namespace Firmware.Core.Flash;

/// <summary>Chains durable records: each begins with the code of the one before and ends with its own.</summary>
public sealed class RecordChain
{
    private readonly IRecordAuthenticator _authenticator;
    private readonly byte[] _lastMac;
    private readonly byte[] _mac = new byte[RecordMac.Length];

    /// <summary>A chain that goes on from a code, which it keeps up to date.</summary>
    public RecordChain(IRecordAuthenticator authenticator, byte[] lastMac)
    {
        _authenticator = authenticator;
        _lastMac = lastMac;
    }

    /// <summary>Begins a record; its body follows through the log's writer.</summary>
    public void Begin(SegmentLog log, RecordKind kind, long sequence)
    {
        log.Begin(kind, sequence);
        log.Writer.Bytes(_lastMac, 0, RecordMac.Length);
    }

    /// <summary>Ends the record begun last with its code.</summary>
    public void Seal(SegmentLog log)
    {
        int offset = SegmentLog.FrameKindOffset;
        _authenticator.ComputeMac(log.Frame, offset, log.Writer.Position - offset, _mac);
        log.Writer.Bytes(_mac, 0, RecordMac.Length);
    }

    /// <summary>The sealed record is on flash: the next one is chained to it.</summary>
    public void Advance()
    {
        _mac.CopyTo(_lastMac, 0);
    }
}
