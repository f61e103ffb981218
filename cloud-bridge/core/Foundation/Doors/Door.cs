using System.Net;

namespace CloudBridge.Core.Foundation.Doors;

/// <summary>
/// Who may come in to a server: so many connections at the same time, and so many of one address, so that nobody can take all places. Where
/// all are taken, the connection that has been silent longest goes for the one that comes. Thread-safe.
/// </summary>
public sealed class Door
{
    private readonly Lock _lock = new();
    private readonly LinkedList<DoorPlace> _silent = [];
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly int _placesMax;
    private readonly int _placesPerAddressMax;
    private readonly IPAddress? _proxy;
    private int _count;
    private long _refused;

    /// <summary>A door with nobody behind it.</summary>
    /// <param name="placesMax">Connections in all.</param>
    /// <param name="placesPerAddressMax">Connections of one address.</param>
    /// <param name="proxy">An address that stands for many, and may take all places; null for none. 127.0.0.1 and
    /// ::1 are such always.</param>
    public Door(int placesMax, int placesPerAddressMax, IPAddress? proxy = null)
    {
        _placesMax = placesMax;
        _placesPerAddressMax = placesPerAddressMax;
        _proxy = proxy;
    }

    /// <summary>How many are in.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>How many were not let in, or had to go for another.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>A place for a connection, to be disposed when it is over; null where there is none for it.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="leave">Ends it, from any thread; is called where it has been silent for longest and another wants its place.</param>
    public DoorPlace? TryEnter(IPAddress address, Action leave)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        DoorPlace? gone = null;
        DoorPlace place;
        lock (_lock)
        {
            int ofAddress = _byAddress.GetValueOrDefault(plain);
            if (ofAddress >= _placesPerAddressMax && !StandsForMany(plain))
            {
                Interlocked.Increment(ref _refused);
                return null;
            }

            if (_count >= _placesMax)
            {
                Interlocked.Increment(ref _refused);
                gone = _silent.First?.Value;
                if (gone == null)
                {
                    return null;
                }

                Remove(gone);
            }

            place = new DoorPlace(this, plain, leave);
            place.Silence = _silent.AddLast(place);
            _byAddress[plain] = _byAddress.GetValueOrDefault(plain) + 1;
            _count++;
        }

        gone?.Leave();
        return place;
    }

    internal void Speak(DoorPlace place)
    {
        lock (_lock)
        {
            EndSilence(place);
        }
    }

    internal void Exit(DoorPlace place)
    {
        lock (_lock)
        {
            Remove(place);
        }
    }

    private bool StandsForMany(IPAddress address)
    {
        return address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || address.Equals(_proxy);
    }

    private void Remove(DoorPlace place)
    {
        if (place.IsOver)
        {
            return;
        }

        place.IsOver = true;
        EndSilence(place);
        _count--;
        int left = _byAddress[place.Address] - 1;
        if (left == 0)
        {
            _byAddress.Remove(place.Address);
        }
        else
        {
            _byAddress[place.Address] = left;
        }
    }

    private void EndSilence(DoorPlace place)
    {
        if (place.Silence != null)
        {
            _silent.Remove(place.Silence);
            place.Silence = null;
        }
    }
}
