using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>A short code over what a bill claims: whoever holds the paper can compare it with the system, and a changed figure
/// shows.</summary>
public static class CheckCode
{
    // Crockford's base 32: no I, L, O, U that people misread.
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 12;

    /// <summary>The code of a bill, 60 bits in three groups; its own member is not part of it.</summary>
    public static string Of(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        string claim = string.Create(
            CultureInfo.InvariantCulture,
            $"{bill.Number}\n{bill.Session.SessionId}\n{bill.Session.EnergyMilliwattHours}\n"
                + $"{bill.Currency}\n{bill.TotalExclMinor}\n{bill.TotalInclMinor}\n{bill.Tariff.Hash}\n{bill.RecordMac}");
        claim += bill.Kind == BillKind.Bill ? "" : $"\n{bill.Kind}\n{bill.CorrectsNumber}\n{bill.CorrectionReason}";
        ulong bits = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(claim)));
        StringBuilder code = new();
        for (int i = 0; i < Length; i++)
        {
            code.Append(i > 0 && i % 4 == 0 ? "-" : "").Append(Digits[(int)(bits & 31)]);
            bits >>= 5;
        }

        return code.ToString();
    }
}
