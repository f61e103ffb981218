using System.Data.Common;
using System.Globalization;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>Adds rows to one table: at once, or all rows of a transaction by one statement over arrays, which is eight times as fast over a
/// network.</summary>
public sealed class RowInsert : IDisposable
{
    private readonly PreparedCommand? _now;
    private readonly List<object?[]> _waiting = [];
    private readonly Dictionary<string, int>? _positions;
    private readonly string _arraySql;
    private readonly bool[] _isText;
    private readonly int _keyCount;

    /// <summary>An insert that is registered with the writer.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="table">Table.</param>
    /// <param name="columns">Its columns, each "name text" or "name bigint".</param>
    /// <param name="onConflict">What follows the values, e.g. ON CONFLICT DO NOTHING.</param>
    /// <param name="replacedKeyCount">When not 0, a later row with the same so many first values takes the place of an earlier one of the
    /// transaction.</param>
    public RowInsert(WriterConnection writer, string table, string[] columns, string onConflict = "", int replacedKeyCount = 0)
    {
        string[] names = [.. columns.Select(column => column.Split(' ')[0])];
        string[] types = [.. columns.Select(column => column.Split(' ')[1])];
        string into = $"INSERT INTO {table} ({string.Join(", ", names)})";
        string values = string.Join(", ", names.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@{i + 1}")));
        string arrays = string.Join(", ", types.Select((type, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{type}[]")));
        _isText = [.. types.Select(type => type == "text")];
        _arraySql = $"{into} SELECT * FROM unnest({arrays}) {onConflict}";
        _keyCount = replacedKeyCount;
        _positions = replacedKeyCount == 0 ? null : new Dictionary<string, int>(StringComparer.Ordinal);
        _now = writer.IsDeferred ? null : new PreparedCommand(writer.Connection, names.Length, $"{into} VALUES ({values}) {onConflict}");
        writer.Register(this);
    }

    /// <summary>Rows that wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Adds a row.</summary>
    public void Add(params object?[] values)
    {
        if (_now != null)
        {
            _now.Execute(values);
        }
        else if (_positions == null)
        {
            _waiting.Add(values);
        }
        else
        {
            Replace(values);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _now?.Dispose();
    }

    internal void MoveTo(DbBatch batch)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        DbBatchCommand command = batch.CreateBatchCommand();
        command.CommandText = _arraySql;
        for (int column = 0; column < _isText.Length; column++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.Value = _isText[column] ? Texts(column) : Numbers(column);
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
        Forget();
    }

    internal void Forget()
    {
        _waiting.Clear();
        _positions?.Clear();
    }

    private void Replace(object?[] values)
    {
        string key = string.Join('\n', values.Take(_keyCount));
        if (_positions!.TryGetValue(key, out int position))
        {
            _waiting[position] = values;
            return;
        }

        _positions[key] = _waiting.Count;
        _waiting.Add(values);
    }

    private string?[] Texts(int column)
    {
        return [.. _waiting.Select(row => row[column] is string text ? StoredText.Of(text) : null)];
    }

    private long?[] Numbers(int column)
    {
        return [.. _waiting.Select(row => row[column] == null ? (long?)null : Convert.ToInt64(row[column], CultureInfo.InvariantCulture))];
    }
}
