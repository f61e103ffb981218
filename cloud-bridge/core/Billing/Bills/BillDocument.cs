using CloudBridge.Core.Foundation.Documents;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>A bill as a PDF: the same facts, figures and words as its page.</summary>
public static class BillDocument
{
    private const float LetterheadGap = 20;

    /// <summary>Its media type.</summary>
    public const string MediaType = "application/pdf";

    /// <summary>The PDF; the same bill gives the same bytes, as long as nothing corrects it.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="related">What corrects it, and what it corrects.</param>
    public static byte[] Write(Bill bill, IReadOnlyList<RelatedBill> related)
    {
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(related);
        using PageFlow flow = new();
        AddLetterhead(flow, bill);
        AddCorrection(flow, bill, related);
        AddHeadline(flow, bill, BillState.Of(bill, related));
        AddLines(flow, bill);
        AddVatByRate(flow, bill);
        flow.Heading($"Session {bill.Session.SessionId}");
        flow.Facts(BillFacts.Session(bill));
        AddSpans(flow, bill);
        flow.Heading("How this bill was made");
        flow.List(bill.Notes, TextStyle.Small);
        flow.Heading("What proves it");
        flow.Facts(BillFacts.Proof(bill), columns: 1);
        return flow.ToPdf(new DocumentTitle($"{BillFacts.Title(bill)} {bill.Number}", bill.Issuer.Name, bill.Issued));
    }

    private static void AddLetterhead(PageFlow flow, Bill bill)
    {
        float half = (PageFlow.Width - LetterheadGap) / 2;
        List<string> lines = [.. bill.Issuer.Lines];
        if (bill.Issuer.VatNumber.Length > 0)
        {
            lines.Add("VAT number " + bill.Issuer.VatNumber);
        }

        string address = string.Join(" · ", lines);
        float height = PageFlow.HeightOf(bill.Issuer.Name, TextStyle.Heading, half) + PageFlow.HeightOf(address, TextStyle.Small, half);
        flow.Block(Math.Max(height, 60) + 24, block =>
        {
            float top = block.Paragraph(bill.Issuer.Name, TextStyle.Heading, 0, 0, half);
            block.Paragraph(address, TextStyle.Small, 0, top + 2, half);
            block.LineRight(BillFacts.Title(bill), TextStyle.Title, PageFlow.Width, 0, half);
            block.LineRight(bill.Number, TextStyle.Heading, PageFlow.Width, 28, half);
            block.LineRight("issued " + Quantity.Time(bill.Issued), TextStyle.Small, PageFlow.Width, 45, half);
        });
        if (bill.Recipient is not { } recipient)
        {
            return;
        }

        flow.Text(bill.TotalInclMinor < 0 ? "Credited to" : "Billed to", TextStyle.Small);
        flow.Text(recipient.Name, TextStyle.Strong);
        foreach (string line in recipient.Lines)
        {
            flow.Text(line, TextStyle.Body);
        }

        flow.Text(recipient.VatNumber.Length == 0 ? "" : "VAT number " + recipient.VatNumber, TextStyle.Body);
        flow.Space(14);
    }

    private static void AddCorrection(PageFlow flow, Bill bill, IReadOnlyList<RelatedBill> related)
    {
        string[] sentences =
        [
            BillFacts.Correction(bill),
            .. related.Where(other => other.CorrectsNumber == bill.Number).Select(other => $"{other.Words(bill)} {other.Number}."),
        ];
        foreach (string sentence in sentences.Where(sentence => sentence.Length > 0))
        {
            flow.Text(sentence, TextStyle.Strong);
            flow.Space(10);
        }
    }

    private static void AddHeadline(PageFlow flow, Bill bill, string state)
    {
        (string Label, string Figure)[] figures =
        [
            (BillFacts.AmountLabel(bill, state), $"{Money(bill, bill.TotalInclMinor)} {bill.Currency}"),
            ("Energy", Quantity.Energy(bill.Session.EnergyMilliwattHours)),
            ("Plugged in for", Quantity.Duration(bill.Session.DurationMs)),
        ];
        flow.Block(48, block =>
        {
            block.Fill(0, 0, PageFlow.Width, 46, 0xF1F7F4);
            for (int i = 0; i < figures.Length; i++)
            {
                float left = 10 + (i * (PageFlow.Width - 20) / figures.Length);
                block.Line(figures[i].Label, TextStyle.Small, left, 8);
                block.Line(figures[i].Figure, TextStyle.Figure, left, 19);
            }
        });
        flow.Space(10);
    }

    private static void AddLines(PageFlow flow, Bill bill)
    {
        List<TableRow> rows = [.. bill.Lines.Select(line => new TableRow(
        [
            new(LineWords.Item(line), line.Condition),
            new(LineWords.Quantity(line), LineWords.UsedBesideStep(line)),
            new(LineWords.Price(line, bill.CurrencyDecimals)),
            new(Money(bill, line.ExclMinor)),
            new(Money(bill, line.VatMinor), LineWords.Vat(bill, line)),
            new(Money(bill, line.InclMinor)),
        ]))];
        if (rows.Count == 0)
        {
            rows.Add(TableRow.Of("Nothing in this session has a price under the tariff.", "", "", "", "", ""));
        }

        rows.Add(
            TableRow.Total(
                $"Total {bill.Currency}",
                "",
                "",
                Money(bill, bill.TotalExclMinor),
                Money(bill, bill.TotalVatMinor),
                Money(bill, bill.TotalInclMinor)));
        flow.Table(
            new Table(
                [
                    new("Item", 3.2f),
                    new("Quantity", 1.7f, IsNumber: true),
                    new("Price", 1.7f, IsNumber: true),
                    new("Net", 1.3f, IsNumber: true),
                    new("VAT", 1.3f, IsNumber: true),
                    new("Gross", 1.3f, IsNumber: true),
                ],
                rows));
    }

    private static void AddVatByRate(PageFlow flow, Bill bill)
    {
        if (bill.Lines.Count == 0)
        {
            return;
        }

        flow.Space(8);
        flow.Table(
            new Table(
                [
                    new("VAT by rate", 6.6f),
                    new("Net", 1.3f, IsNumber: true),
                    new("VAT", 1.3f, IsNumber: true),
                    new("Gross", 1.3f, IsNumber: true),
                ],
                [
                    .. bill.VatByRate.Select(rate =>
                        TableRow.Of(rate.Words(), Money(bill, rate.ExclMinor), Money(bill, rate.VatMinor), Money(bill, rate.InclMinor))),
                ]));
    }

    private static void AddSpans(PageFlow flow, Bill bill)
    {
        IReadOnlyList<(BillLine Line, LineSpan Span)> spans = LineSpan.OfBill(bill);
        if (spans.Count == 0)
        {
            return;
        }

        flow.Heading("When each price held, and what was used then");
        flow.Table(new Table(
            [new("Item", 3), new("From – to", 3.6f), new("Used", 1.5f, IsNumber: true), new("Price", 1.5f, IsNumber: true)],
            [.. spans.Select(row => new TableRow(
            [
                new(LineWords.Item(row.Line), row.Line.Condition),
                new(Quantity.Span(row.Span.From, row.Span.To)),
                new(LineWords.Used(row.Line, row.Span)),
                new(LineWords.Price(row.Line, bill.CurrencyDecimals)),
            ]))]));
    }

    private static string Money(Bill bill, long minor)
    {
        return Quantity.Money(minor, bill.CurrencyDecimals);
    }
}
