using CloudBridge.Core.Billing.Corrections;

namespace CloudBridge.Web.Pages.Bills;

/// <summary>What an operator typed to correct a bill.</summary>
public sealed class CorrectionInput
{
    /// <summary>Why.</summary>
    public string? Reason { get; set; }

    /// <summary>Tariff and version as ID@VERSION; empty for the bill's.</summary>
    public string? Tariff { get; set; }

    /// <summary>Account; empty for the bill's, "-" for the operator's own.</summary>
    public string? Account { get; set; }

    /// <summary>A tariff may be meant that was not the charger's at plug-in.</summary>
    public bool IsAnyTariff { get; set; }

    /// <summary>Which button: "credit" or "again".</summary>
    public string? Act { get; set; }

    /// <summary>What the corrected bill has other; null when the bill is only taken back.</summary>
    public BillChange? Change()
    {
        if (Act != "again")
        {
            return null;
        }

        int at = Tariff?.LastIndexOf('@') ?? -1;
        (string, int)? tariff = at > 0 && int.TryParse(Tariff.AsSpan(at + 1), out int version) ? (Tariff![..at], version) : null;
        return new BillChange(tariff, string.IsNullOrEmpty(Account) ? null : Account == "-" ? "" : Account, IsAnyTariff);
    }
}
