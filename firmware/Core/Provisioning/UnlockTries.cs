namespace Firmware.Core.Provisioning;

/// <summary>
/// Bounds how often a word can be tried. A reset begins anew and takes seconds itself: at five tries in three of them, half of all words
/// take forty years.
/// </summary>
public sealed class UnlockTries
{
    /// <summary>Wrong words in a row until none is looked at for a while.</summary>
    public const int CountMax = 5;

    /// <summary>How long that is.</summary>
    public const int WaitMs = 600000;

    private int _wrongCount;
    private long _untilMs;

    /// <summary>Tries left.</summary>
    public int Left => CountMax - _wrongCount;

    /// <summary>Whether no word is looked at now.</summary>
    public bool IsWaiting(long nowMs)
    {
        if (_wrongCount == CountMax && nowMs >= _untilMs)
        {
            _wrongCount = 0;
        }

        return _wrongCount == CountMax;
    }

    /// <summary>A word was wrong.</summary>
    public void OnWrong(long nowMs)
    {
        _wrongCount++;
        _untilMs = nowMs + WaitMs;
    }

    /// <summary>A word was right.</summary>
    public void OnRight()
    {
        _wrongCount = 0;
    }
}
