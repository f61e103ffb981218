namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>The defects of one document in the order they were found; it stops counting at <see cref="CountMax"/>.</summary>
internal sealed class TariffDefectList
{
    /// <summary>A document with more defects than this is not a draft with mistakes but something else.</summary>
    public const int CountMax = 50;

    private readonly List<TariffDefect> _defects = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<TariffDefect> All => _defects;

    /// <summary>Whether anything was found.</summary>
    public bool IsEmpty => _defects.Count == 0;

    /// <summary>Notes a defect.</summary>
    public void Add(string jsonPath, string reason)
    {
        if (_defects.Count < CountMax)
        {
            _defects.Add(new TariffDefect(jsonPath, reason));
        }
    }
}
