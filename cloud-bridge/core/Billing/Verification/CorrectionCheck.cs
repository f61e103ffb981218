using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Credit notes and corrected bills: each names a bill that is there, a credit note is its mirror, and nothing replaces a bill
/// that still holds.</summary>
internal static class CorrectionCheck
{
    /// <summary>What is wrong with a document as a correction; null for a bill that corrects nothing.</summary>
    public static string? Find(BillRow row, Bill bill)
    {
        if (bill.Kind == BillKind.Bill)
        {
            return bill.CorrectsNumber == null && bill.CorrectionReason == null
                ? null
                : $"is a bill, and says that it corrects {bill.CorrectsNumber}";
        }

        if (bill.Kind is not (BillKind.CreditNote or BillKind.CorrectedBill))
        {
            return $"is neither bill nor credit note nor corrected bill: {bill.Kind}";
        }

        Bill? original = TryRead(row.OriginalBody);
        if (original == null || original.Kind == BillKind.CreditNote)
        {
            return $"corrects bill {bill.CorrectsNumber}, which is not there";
        }

        if (string.IsNullOrWhiteSpace(bill.CorrectionReason))
        {
            return "says no reason for the correction";
        }

        if (bill.Kind == BillKind.CorrectedBill)
        {
            return row.CreditNote == null ? $"takes the place of bill {bill.CorrectsNumber}, which no credit note takes back"
                : original.Session.SessionId != bill.Session.SessionId
                    ? $"bills session {bill.Session.SessionId}, bill {bill.CorrectsNumber} is for {original.Session.SessionId}"
                : null;
        }

        string? member = BillDifference.Find(CreditNote.Of(original, bill.Number, bill.Issued, bill.CorrectionReason), bill);
        return member == null ? null : $"{member} is not what bill {bill.CorrectsNumber} has, with the opposite sign";
    }

    /// <summary>The bill in a body; null when it cannot be read.</summary>
    public static Bill? TryRead(string? body)
    {
        try
        {
            return body == null ? null : BillJson.Read(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
