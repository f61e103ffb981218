using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Faults;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>An active fault with what a technician does about it.</summary>
/// <param name="VendorCode">The fault by its own name.</param>
/// <param name="IsCritical">It forbids charging; otherwise it is a warning.</param>
/// <param name="Blinks">How often red, or for a warning amber, blinks in a row.</param>
/// <param name="Remedy">Cause, check and remedy; null when the page of fault codes does not have it.</param>
public sealed record ActiveFault(string VendorCode, bool IsCritical, int Blinks, FaultRemedy? Remedy)
{
    /// <summary>The faults of a mask, those that forbid charging first. A bit of firmware newer than this program is a fault without a
    /// name.</summary>
    public static IReadOnlyList<ActiveFault> Of(int faultMask)
    {
        return
        [
            .. Enumerable
                .Range(0, 31)
                .Where(bit => (faultMask & (1 << bit)) != 0)
                .Select(AtBit)
                .OrderByDescending(fault => fault.IsCritical),
        ];
    }

    private static ActiveFault AtBit(int bit)
    {
        if (bit >= FaultTable.Count)
        {
            return new ActiveFault($"Fault {bit + 1}", true, bit + 1, null);
        }

        FaultCode code = (FaultCode)bit;
        string vendorCode = FaultTable.VendorCodeOf(code);
        return new ActiveFault(
            vendorCode,
            FaultTable.SeverityOf(code) == FaultSeverity.Critical,
            FaultTable.BlinksOf(code),
            FaultRemedies.Find(vendorCode));
    }
}
