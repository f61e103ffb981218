using System.Text;
using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Signing;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>A statement as JSON, in the canonical form that is stored, signed and given out: the file itself is what the signature is
/// over.</summary>
public static class StatementJson
{
    /// <summary>Canonical JSON.</summary>
    public static string Write(Statement statement)
    {
        return Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(statement, BillJson.Options))!);
    }

    /// <summary>The statement in a text that this class has written.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Statement Read(string json)
    {
        return JsonSerializer.Deserialize<Statement>(json, BillJson.Options) ?? throw new JsonException("null is no statement");
    }
}
