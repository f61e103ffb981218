namespace CloudBridge.Core.Foundation.Documents;

/// <summary>A table. Its head stands again on every page; a row is never divided between two pages.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; each has a cell for each column.</param>
public sealed record Table(IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows);

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its head.</param>
/// <param name="Share">How much of the table's width it has, relative to the other columns.</param>
/// <param name="IsNumber">Numbers stand to the right, and are never broken: one that is too wide is drawn narrower.</param>
public sealed record TableColumn(string Heading, float Share, bool IsNumber = false);

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="IsTotal">Bold, below a line.</param>
public sealed record TableRow(IReadOnlyList<TableCell> Cells, bool IsTotal = false)
{
    /// <summary>A row of plain texts.</summary>
    public static TableRow Of(params string[] texts)
    {
        return new TableRow([.. texts.Select(text => new TableCell(text))]);
    }

    /// <summary>A row of totals.</summary>
    public static TableRow Total(params string[] texts)
    {
        return Of(texts) with { IsTotal = true };
    }
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Small">Small print below it; empty for none.</param>
public sealed record TableCell(string Text, string Small = "");
