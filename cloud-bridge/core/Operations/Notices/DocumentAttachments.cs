using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>The files of a document that is mailed, made when it is sent: documents never change, so that a repeat brings the
/// same.</summary>
internal sealed class DocumentAttachments
{
    private readonly BillArchive _bills;
    private readonly StatementArchive _statements;

    /// <summary>Of a database's documents.</summary>
    public DocumentAttachments(Database database)
    {
        _bills = new BillArchive(database);
        _statements = new StatementArchive(database);
    }

    /// <summary>The PDF, and the electronic invoice where the document has one; none for a message that brings no document.</summary>
    /// <exception cref="InvalidOperationException">The document is not there.</exception>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read.</exception>
    public IReadOnlyList<Attachment> Of(Notice notice)
    {
        return notice.Document.Length == 0 ? []
            : DocumentName.NumberOf(notice.Document, DocumentName.Bill) is string bill ? OfBill(bill)
            : DocumentName.NumberOf(notice.Document, DocumentName.Statement) is string statement ? OfStatement(statement)
            : throw new InvalidOperationException($"'{notice.Document}' is no document that is mailed");
    }

    private List<Attachment> OfBill(string number)
    {
        Bill bill = _bills.Find(number) ?? throw Missing(number);
        List<Attachment> files = [new($"{number}.pdf", BillDocument.MediaType, BillDocument.Write(bill, _bills.RelatedTo(bill)))];
        if (BillInvoice.Of(bill, out _) is Invoice invoice)
        {
            files.Add(new Attachment($"{number}.xml", UblInvoice.MediaType, UblInvoice.Write(invoice)));
        }

        return files;
    }

    private List<Attachment> OfStatement(string number)
    {
        Statement statement = (_statements.Find(number) ?? throw Missing(number)).Read();
        List<Attachment> files = [new($"{number}.pdf", BillDocument.MediaType, StatementPdf.Write(statement))];
        if (StatementInvoice.Write(statement) is byte[] invoice)
        {
            files.Add(new Attachment($"{number}.xml", UblInvoice.MediaType, invoice));
        }

        return files;
    }

    private static InvalidOperationException Missing(string number)
    {
        return new InvalidOperationException($"{number} is not there: look with cloud-bridge verify");
    }
}

/// <summary>A file that goes with a message.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Content">What stands in it.</param>
internal sealed record Attachment(string FileName, string MediaType, byte[] Content);
