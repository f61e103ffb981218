namespace CloudBridge.Core.Foundation.Documents;

/// <summary>Draws a table down the pages.</summary>
public static class TableLayout
{
    private const float CellGap = 6;
    private const float RowPadding = 3;

    /// <summary>Adds a table over the whole width.</summary>
    public static void Table(this PageFlow flow, Table table)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(table);
        float[] widths = WidthsOf(table.Columns);
        AddHead(flow, table.Columns, widths);
        foreach (TableRow row in table.Rows)
        {
            Firmware.Core.Promises.Guard.IsTrue(row.Cells.Count == table.Columns.Count, "a row has a cell for each column");
            float height = HeightOf(row, table.Columns, widths);
            if (!flow.HasRoom(height))
            {
                flow.EnsureRoom(height);
                AddHead(flow, table.Columns, widths);
            }

            flow.Block(height, block => DrawRow(block, row, table.Columns, widths, height));
        }
    }

    private static float[] WidthsOf(IReadOnlyList<TableColumn> columns)
    {
        float shares = columns.Sum(column => column.Share);
        return [.. columns.Select(column => (PageFlow.Width * column.Share / shares) - CellGap)];
    }

    private static void AddHead(PageFlow flow, IReadOnlyList<TableColumn> columns, float[] widths)
    {
        float height = TextStyle.Small.LineHeight + RowPadding;
        flow.EnsureRoom(3 * height);
        flow.Block(height, block =>
        {
            Each(columns, widths, (column, left, width, i) => DrawLine(block, column.Heading, TextStyle.Small, column, left, width, 0));
            block.Rule(0, height - 1, PageFlow.Width, isStrong: true);
        });
    }

    private static float HeightOf(TableRow row, IReadOnlyList<TableColumn> columns, float[] widths)
    {
        float height = StyleOf(row).LineHeight;
        Each(columns, widths, (column, left, width, i) =>
            height = Math.Max(
                height,
                HeightOf(row.Cells[i].Text, StyleOf(row), column, width) + HeightOf(row.Cells[i].Small, TextStyle.Small, column, width)));
        return height + (2 * RowPadding);
    }

    private static float HeightOf(string text, TextStyle style, TableColumn column, float width)
    {
        return !column.IsNumber ? PageFlow.HeightOf(text, style, width) : text.Length == 0 ? 0 : style.LineHeight;
    }

    private static void DrawRow(DrawnBlock block, TableRow row, IReadOnlyList<TableColumn> columns, float[] widths, float height)
    {
        Each(columns, widths, (column, left, width, i) =>
        {
            float top = RowPadding + DrawLine(block, row.Cells[i].Text, StyleOf(row), column, left, width, RowPadding);
            DrawLine(block, row.Cells[i].Small, TextStyle.Small, column, left, width, top);
        });
        block.Rule(0, row.IsTotal ? 0 : height - 0.5f, PageFlow.Width, row.IsTotal);
    }

    private static float DrawLine(DrawnBlock block, string text, TextStyle style, TableColumn column, float left, float width, float top)
    {
        if (!column.IsNumber)
        {
            return block.Paragraph(text, style, left, top, width);
        }

        block.LineRight(text, style, left + width, top, width);
        return text.Length == 0 ? 0 : style.LineHeight;
    }

    private static TextStyle StyleOf(TableRow row)
    {
        return row.IsTotal ? TextStyle.Strong : TextStyle.Body;
    }

    // The gap between two columns belongs to the left of a number and the right of a text, so both edges are flush.
    private static void Each(IReadOnlyList<TableColumn> columns, float[] widths, Action<TableColumn, float, float, int> act)
    {
        float left = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            act(columns[i], left + (columns[i].IsNumber ? CellGap : 0), widths[i], i);
            left += widths[i] + CellGap;
        }
    }
}
