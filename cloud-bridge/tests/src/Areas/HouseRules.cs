using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Src.Areas;

/// <summary>What must be true of a house. Each rule gives one sentence for each place that breaks it.</summary>
internal static partial class HouseRules
{
    /// <summary>A folder knows only its own area and those above it in the table.</summary>
    public static IEnumerable<string> FindUpward(IReadOnlyList<string> areas, IEnumerable<Arrow> arrows)
    {
        foreach (Arrow arrow in arrows)
        {
            int from = RowOf(areas, arrow.From);
            int to = RowOf(areas, arrow.To);
            if (from < 0)
            {
                yield return $"{arrow.From} stands in no area of the table";
            }
            else if (to > from)
            {
                yield return $"{arrow.From} knows {arrow.To}, which stands above it: {arrow.Because}";
            }
        }
    }

    /// <summary>No folder knows itself by way of others.</summary>
    public static IEnumerable<string> FindCircles(IEnumerable<Arrow> arrows)
    {
        ILookup<string, string> known = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To, StringComparer.Ordinal);
        foreach (string start in known.Select(own => own.Key).Order(StringComparer.Ordinal))
        {
            Stack<string[]> ways = new([[start]]);
            HashSet<string> seen = [];
            while (ways.TryPop(out string[]? way))
            {
                foreach (string next in known[way[^1]])
                {
                    if (next == start)
                    {
                        yield return string.Join(" -> ", [.. way, next]);
                        ways.Clear();
                        break;
                    }

                    if (seen.Add(next))
                    {
                        ways.Push([.. way, next]);
                    }
                }
            }
        }
    }

    /// <summary>A library is named only where the table says.</summary>
    public static IEnumerable<string> FindStrangers(
        string library,
        IReadOnlyList<string> allowed,
        IEnumerable<(string Folder, string Library)> named)
    {
        return named
            .Where(use => IsBelow(use.Library, library) && !allowed.Any(folder => IsBelow(use.Folder, folder)))
            .Select(use => $"{use.Folder} names {use.Library}, which only {string.Join(", ", allowed)} may");
    }

    /// <summary>Each table of the database is written by one folder.</summary>
    public static IEnumerable<string> FindSecondWriters(IEnumerable<(string Folder, string Source)> sources)
    {
        return sources
            .SelectMany(file => Write().Matches(file.Source).Select(match => (file.Folder, Table: match.Groups["table"].Value)))
            .Distinct()
            .GroupBy(write => write.Table, write => write.Folder, StringComparer.Ordinal)
            .Where(table => table.Count() > 1)
            .Select(table => $"{table.Key} is written by {string.Join(" and ", table.Order(StringComparer.Ordinal))}");
    }

    // The root's own row stands for the root alone: else it would hold whatever stands nowhere.
    private static int RowOf(IReadOnlyList<string> areas, string folder)
    {
        for (int row = 0; row < areas.Count; row++)
        {
            if (areas[row].Contains('.', StringComparison.Ordinal) ? IsBelow(folder, areas[row]) : folder == areas[row])
            {
                return row;
            }
        }

        return -1;
    }

    private static bool IsBelow(string name, string start)
    {
        return name == start || name.StartsWith(start + ".", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"new RowInsert\(\s*\w+,\s*""(?<table>[a-z_]+)""|(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?<table>[a-z][a-z_]+)\b"
            + @"(?=\s*\(|\s+SET|\s+WHERE|\s*""|\s+AS|\s+SELECT|\s*$)",
        RegexOptions.Multiline
    )]
    private static partial Regex Write();
}
