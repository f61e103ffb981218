namespace CloudBridge.Mqtt;

/// <summary>The stream of one client behind a <see cref="PacketGuard"/>. After a violation it reads as if the client had hung up.</summary>
internal sealed class GuardedStream : Stream
{
    private readonly Stream _inner;
    private readonly PacketGuard _guard;
    private readonly Action<PacketVerdict> _onViolation;
    private Action? _onFirstPacket;

    public GuardedStream(Stream inner, PacketGuard guard, Action<PacketVerdict> onViolation, Action onFirstPacket)
    {
        _onFirstPacket = onFirstPacket;
        _inner = inner;
        _guard = guard;
        _onViolation = onViolation;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await _inner.ReadAsync(buffer, cancellationToken);
        PacketVerdict verdict = _guard.Check(buffer.Span[..count]);
        if (verdict == PacketVerdict.Allowed)
        {
            if (_onFirstPacket != null && _guard.HasPacket)
            {
                _onFirstPacket();
                _onFirstPacket = null;
            }

            return count;
        }

        _onViolation(verdict);
        await _inner.DisposeAsync();
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        return ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        return _inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        return _inner.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _inner.Write(buffer, offset, count);
    }

    public override void Flush()
    {
        _inner.Flush();
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        return _inner.FlushAsync(cancellationToken);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        throw new NotSupportedException();
    }

    public override void SetLength(long value)
    {
        throw new NotSupportedException();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
