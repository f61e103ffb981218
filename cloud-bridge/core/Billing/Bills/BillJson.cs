using System.Text.Encodings.Web;
using System.Text.Json;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>A bill as JSON: the form it is stored in, served by the API and written to files.</summary>
public static class BillJson
{
    /// <summary>How bills are written, everywhere.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>One line of JSON.</summary>
    public static string Write(Bill bill)
    {
        return JsonSerializer.Serialize(bill, Options);
    }

    /// <summary>JSON for a file that people open.</summary>
    public static byte[] WriteFile(Bill bill)
    {
        return [.. JsonSerializer.SerializeToUtf8Bytes(bill, Indented), (byte)'\n'];
    }

    /// <summary>The bill in a JSON text that this class has written.</summary>
    public static Bill Read(string json)
    {
        return JsonSerializer.Deserialize<Bill>(json, Options)!;
    }
}
