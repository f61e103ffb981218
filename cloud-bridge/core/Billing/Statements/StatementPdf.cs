using CloudBridge.Core.Foundation.Documents;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>A statement on paper: A4, the figures on the first page, then every line, however many pages that takes.</summary>
public static class StatementPdf
{
    private const float ChartHeight = 62;
    private const int Bar = 0x0B6E4F;
    private const int NightBar = 0x5D7CA6;

    /// <summary>The PDF.</summary>
    public static byte[] Write(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        using PageFlow flow = new();
        AddHead(flow, statement);
        AddFigures(flow, statement);
        AddVat(flow, statement);
        AddWhen(flow, statement);
        AddWhere(flow, statement);
        AddLines(flow, statement);
        flow.Space(8);
        flow.Text(StatementWords.HowChosen, TextStyle.Small);
        return flow.ToPdf(new DocumentTitle($"Statement {statement.Number}", statement.Issuer.Name, statement.Issued));
    }

    private static void AddHead(PageFlow flow, Statement statement)
    {
        string[] issuer = [.. statement.Issuer.Lines, .. VatNumber(statement.Issuer.VatNumber)];
        flow.Block(24 + (issuer.Length * TextStyle.Small.LineHeight), block =>
        {
            block.Line(statement.Issuer.Name, TextStyle.Figure, 0, 4);
            for (int i = 0; i < issuer.Length; i++)
            {
                block.Line(issuer[i], TextStyle.Small, 0, 24 + (i * TextStyle.Small.LineHeight));
            }

            block.LineRight("Statement", TextStyle.Title, PageFlow.Width, 0, PageFlow.Width / 2);
        });
        flow.Space(16);
        string[] account = [statement.Account.Name, .. statement.Account.Lines, .. VatNumber(statement.Account.VatNumber)];
        (string Label, string Value)[] facts =
        [
            ("Number", statement.Number),
            ("Month", StatementWords.Month(statement.Month)),
            ("Issued", Quantity.Time(statement.Issued)),
            ("Account", statement.Account.AccountId),
            ("Time zone of the month", statement.TimeZone),
        ];
        float line = TextStyle.Body.LineHeight;
        flow.Block(Math.Max(account.Length, facts.Length) * line, block =>
        {
            for (int i = 0; i < account.Length; i++)
            {
                block.Line(account[i], i == 0 ? TextStyle.Strong : TextStyle.Body, 0, i * line);
            }

            for (int i = 0; i < facts.Length; i++)
            {
                block.Line(facts[i].Label, TextStyle.Small, PageFlow.Width * 0.5f, (i * line) + 1.5f);
                block.LineRight(facts[i].Value, TextStyle.Body, PageFlow.Width, i * line, PageFlow.Width * 0.3f);
            }
        });
    }

    private static void AddFigures(PageFlow flow, Statement statement)
    {
        StatementFigures now = statement.Totals;
        StatementFigures? before = statement.LastMonth;
        (string Label, string Figure, string Change)[] figures =
        [
            (
                $"Total incl. VAT, {statement.Currency}",
                Money(statement, now.InclMinor),
                StatementWords.Change(now.InclMinor, before?.InclMinor)),
            (
                "Energy",
                Quantity.Energy(now.EnergyMilliwattHours),
                StatementWords.Change(now.EnergyMilliwattHours, before?.EnergyMilliwattHours)),
            ("Sessions", $"{now.Sessions}", StatementWords.Change(now.Sessions, before?.Sessions)),
            (
                $"Average, {statement.Currency} / kWh",
                StatementWords.AveragePrice(statement, now),
                StatementWords.Change(now.PriceMicrosPerKwh ?? 0, before?.PriceMicrosPerKwh)),
        ];
        flow.Space(18);
        flow.Block(48, block =>
        {
            block.Fill(0, 0, PageFlow.Width, 48, 0xEDF5F1);
            for (int i = 0; i < figures.Length; i++)
            {
                float left = 8 + (i * PageFlow.Width / figures.Length);
                block.Line(figures[i].Label, TextStyle.Small, left, 5);
                block.Line(figures[i].Figure, TextStyle.Figure, left, 15);
                block.Line(figures[i].Change.Length == 0 ? "" : $"{figures[i].Change} to last month", TextStyle.Small, left, 34);
            }
        });
        flow.Space(2);
        flow.Text(
            before == null
                ? "There was no statement last month to compare with."
                : $"Last month: {Money(statement, before.InclMinor)} {statement.Currency}, "
                    + $"{Quantity.Energy(before.EnergyMilliwattHours)}, {before.Sessions} sessions.",
            TextStyle.Small);
    }

    private static void AddVat(PageFlow flow, Statement statement)
    {
        flow.Heading("VAT by rate");
        flow.Table(
            new Table(
                [new("Rate", 3), new("Net", 1, IsNumber: true), new("VAT", 1, IsNumber: true), new("Gross", 1, IsNumber: true)],
                [
                    .. statement.VatRates.Select(share =>
                        TableRow.Of(
                            StatementWords.Rate(share),
                            Money(statement, share.ExclMinor),
                            Money(statement, share.VatMinor),
                            Money(statement, share.ExclMinor + share.VatMinor))),
                    TableRow.Total(
                        $"Total {statement.Currency}",
                        Money(statement, statement.Totals.ExclMinor),
                        Money(statement, statement.Totals.VatMinor),
                        Money(statement, statement.Totals.InclMinor)),
                ]));
    }

    private static void AddWhen(PageFlow flow, Statement statement)
    {
        flow.Heading("When the money went", ChartHeight + 30);
        TimeShare day = StatementWords.ByDay(statement);
        TimeShare night = StatementWords.ByNight(statement);
        flow.Text(
            $"By day (6 to 22 o'clock) {Money(statement, day.InclMinor)} {statement.Currency} for "
                + $"{Quantity.Energy(day.EnergyMilliwattHours)}, by night {Money(statement, night.InclMinor)} {statement.Currency} for "
                + $"{Quantity.Energy(night.EnergyMilliwattHours)}.",
            TextStyle.Body);
        flow.Space(4);
        float hoursWidth = PageFlow.Width * 0.68f;
        float daysLeft = PageFlow.Width * 0.73f;
        flow.Block(ChartHeight + 12, block =>
        {
            DrawBars(
                block,
                statement.Hours,
                0,
                hoursWidth,
                hour => hour % 3 == 0 ? $"{hour}" : "",
                hour => hour is < StatementWords.DayFrom or >= StatementWords.NightFrom ? NightBar : Bar);
            DrawBars(block, statement.Weekdays, daysLeft, PageFlow.Width - daysLeft, weekday => StatementWords.Weekdays[weekday], _ => Bar);
        });
        flow.Text(StatementWords.HowSpread, TextStyle.Small);
    }

    private static void DrawBars(
        DrawnBlock block,
        IReadOnlyList<TimeShare> shares,
        float left,
        float width,
        Func<int, string> label,
        Func<int, int> colour)
    {
        long highest = Math.Max(1, shares.Max(share => share.InclMinor));
        float step = width / shares.Count;
        for (int i = 0; i < shares.Count; i++)
        {
            float height = ChartHeight * Math.Max(0, shares[i].InclMinor) / highest;
            block.Fill(left + (i * step), ChartHeight - height, step - 2, height, colour(i));
            block.Line(label(i), TextStyle.Small, left + (i * step), ChartHeight + 2);
        }

        block.Rule(left, ChartHeight, width);
    }

    private static void AddWhere(PageFlow flow, Statement statement)
    {
        flow.Heading("Where the money went");
        flow.Table(
            new Table(
                [
                    new("Site", 2),
                    new("Charger", 2),
                    new("Sessions", 1, IsNumber: true),
                    new("Energy", 1.4f, IsNumber: true),
                    new("Gross", 1.2f, IsNumber: true),
                ],
                [
                    .. statement.Places.Select(place =>
                        TableRow.Of(
                            place.SiteName.Length == 0 ? "–" : place.SiteName,
                            place.ChargerId,
                            $"{place.Sessions}",
                            Quantity.Energy(place.EnergyMilliwattHours),
                            Money(statement, place.InclMinor))),
                ]));
    }

    private static void AddLines(PageFlow flow, Statement statement)
    {
        flow.Heading("Sessions");
        flow.Table(
            new Table(
                [
                    new("Bill", 1.5f),
                    new("Plugged in (local time)", 2.85f),
                    new("Charger", 1.3f),
                    new("Duration", 1.15f, IsNumber: true),
                    new("Energy", 1.25f, IsNumber: true),
                    new("Net", 0.9f, IsNumber: true),
                    new("VAT", 0.8f, IsNumber: true),
                    new("Gross", 1, IsNumber: true),
                ],
                [
                    .. statement.Lines.Select(line => new TableRow([
                        new(line.BillNumber, StatementWords.Kind(line)),
                        new(StatementWords.ShortTime(line.Start)),
                        new(line.ChargerId),
                        new(Quantity.Duration(line.DurationMs)),
                        new(Quantity.Energy(line.EnergyMilliwattHours)),
                        new(Money(statement, line.ExclMinor)),
                        new(Money(statement, line.VatMinor)),
                        new(Money(statement, line.InclMinor)),
                    ])),
                    TableRow.Total(
                        "Total",
                        statement.Currency,
                        "",
                        "",
                        Quantity.Energy(statement.Totals.EnergyMilliwattHours),
                        Money(statement, statement.Totals.ExclMinor),
                        Money(statement, statement.Totals.VatMinor),
                        Money(statement, statement.Totals.InclMinor)),
                ]));
    }

    private static string[] VatNumber(string number)
    {
        return number.Length == 0 ? [] : [$"VAT number {number}"];
    }

    private static string Money(Statement statement, long minor)
    {
        return Quantity.Money(minor, statement.CurrencyDecimals);
    }
}
