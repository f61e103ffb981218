namespace CloudBridge.Core.Foundation.Documents;

/// <summary>Facts below each other in columns: the name small, what is known beside it.</summary>
public static class FactsLayout
{
    private const float Gap = 14;
    private const float RowGap = 2;
    private const float LabelShare = 0.36f;

    /// <summary>Adds facts, row by row from left to right.</summary>
    public static void Facts(this PageFlow flow, IReadOnlyList<Fact> facts, int columns = 2)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(facts);
        float width = (PageFlow.Width - (Gap * (columns - 1))) / columns;
        foreach (Fact[] row in facts.Chunk(columns))
        {
            flow.Block(row.Max(fact => HeightOf(fact, width)) + RowGap, block =>
            {
                for (int i = 0; i < row.Length; i++)
                {
                    float left = i * (width + Gap);
                    block.Paragraph(row[i].Label, TextStyle.Small, left, 1.5f, (width * LabelShare) - 4);
                    block.Paragraph(row[i].Value, TextStyle.Body, left + (width * LabelShare), 0, width * (1 - LabelShare));
                }
            });
        }
    }

    private static float HeightOf(Fact fact, float width)
    {
        float label = PageFlow.HeightOf(fact.Label, TextStyle.Small, (width * LabelShare) - 4);
        float value = PageFlow.HeightOf(fact.Value, TextStyle.Body, width * (1 - LabelShare));
        return Math.Max(label + 1.5f, value);
    }
}
