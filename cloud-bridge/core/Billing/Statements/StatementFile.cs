using System.Text;
using CloudBridge.Core.Billing.Invoices;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>A form in which a statement is given out.</summary>
/// <param name="Name">Its name in addresses of pages.</param>
/// <param name="End">End of the file's name.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="Content">The file; null when the statement has none, because it is not signed or has
/// no electronic invoice.</param>
public sealed record StatementFile(string Name, string End, string MediaType, Func<IssuedStatement, byte[]?> Content)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<StatementFile> All { get; } =
    [
        new("pdf", ".pdf", "application/pdf", issued => StatementPdf.Write(issued.Read())),
        new("csv", ".csv", "text/csv; charset=utf-8", issued => StatementCsv.Write(issued.Read())),
        new("json", ".json", "application/json", issued => Encoding.UTF8.GetBytes(issued.Body)),
        new("invoice", ".xml", UblInvoice.MediaType, issued => StatementInvoice.Write(issued.Read())),
        new("signature", ".sig", "application/octet-stream", issued =>
            issued.Signature == null ? null : Convert.FromBase64String(issued.Signature)),
        new("public-key", ".pub.pem", "application/x-pem-file", issued =>
            issued.PublicKey == null ? null : Encoding.ASCII.GetBytes(issued.PublicKey)),
    ];

    /// <summary>How anyone checks a signed statement with nothing but openssl.</summary>
    public static string OpensslCommand(string number)
    {
        return $"openssl dgst -sha256 -verify {number}.pub.pem -signature {number}.sig {number}.json";
    }
}
