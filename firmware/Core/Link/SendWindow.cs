namespace Firmware.Core.Link;

/// <summary>
/// The publications at QoS 1 that the broker has not acknowledged, at most four. The library may report one before it has told its id:
/// such reports are kept until the id comes. Thread-safe.
/// </summary>
public sealed class SendWindow
{
    /// <summary>Publications on their way at a time.</summary>
    public const int Size = 4;

    private const int EarlyCount = 8;
    private const int NotPublished = 0x10000;

    private readonly object _lock = new object();
    private readonly Publication?[] _publications = new Publication?[Size];
    private readonly int[] _messageIds = new int[Size];
    private readonly int[] _early = new int[EarlyCount];
    private int _nextEarly;
    private int _count;

    /// <summary>Whether another one may be sent.</summary>
    public bool HasRoom
    {
        get { return _count < Size; }
    }

    /// <summary>Puts a sent publication in; true when the library has reported it already.</summary>
    public bool Add(Publication publication, int messageId, out bool isPublished)
    {
        lock (_lock)
        {
            for (int i = 0; i < EarlyCount; i++)
            {
                if (_early[i] == messageId || _early[i] == (messageId | NotPublished))
                {
                    isPublished = _early[i] == messageId;
                    _early[i] = 0;
                    return true;
                }
            }

            isPublished = false;
            Put(publication, messageId);
            return false;
        }
    }

    /// <summary>Takes a report of the library; the publication it is about, or null when that is not known yet.</summary>
    public Publication? Take(int messageId, bool isPublished)
    {
        lock (_lock)
        {
            for (int i = 0; i < Size; i++)
            {
                Publication? publication = _publications[i];
                if (publication != null && _messageIds[i] == messageId)
                {
                    _publications[i] = null;
                    _count--;
                    return publication;
                }
            }

            _early[_nextEarly] = isPublished ? messageId : messageId | NotPublished;
            _nextEarly = (_nextEarly + 1) % EarlyCount;
            return null;
        }
    }

    /// <summary>Whether one has been on its way since before a time: the library reports every one within seconds, unless it is
    /// broken.</summary>
    public bool HasOlderThan(long takenMs)
    {
        lock (_lock)
        {
            for (int i = 0; i < Size; i++)
            {
                Publication? publication = _publications[i];
                if (publication != null && publication.TakenMs < takenMs)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private void Put(Publication publication, int messageId)
    {
        for (int i = 0; i < Size; i++)
        {
            if (_publications[i] == null)
            {
                _publications[i] = publication;
                _messageIds[i] = messageId;
                _count++;
                return;
            }
        }
    }
}
