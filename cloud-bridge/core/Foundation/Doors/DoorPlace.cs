using System.Net;

namespace CloudBridge.Core.Foundation.Doors;

/// <summary>The place of one connection behind a <see cref="Door"/>, until it is disposed.</summary>
public sealed class DoorPlace : IDisposable
{
    private readonly Door _door;
    private readonly Action _leave;

    internal DoorPlace(Door door, IPAddress address, Action leave)
    {
        _door = door;
        Address = address;
        _leave = leave;
    }

    internal IPAddress Address { get; }

    internal LinkedListNode<DoorPlace>? Silence { get; set; }

    internal bool IsOver { get; set; }

    /// <summary>It has said something worth its place, and keeps it.</summary>
    public void Speak()
    {
        _door.Speak(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _door.Exit(this);
    }

    internal void Leave()
    {
        _leave();
    }
}
