using System.Globalization;
using CsvHelper;

namespace CloudBridge.Core.Billing.Exports;

/// <summary>
/// A table for other programs: RFC 4180, UTF-8, a heading line, numbers with a point. A text that a spreadsheet would run as a formula gets
/// an apostrophe before it; amounts are plain numbers, so that they can be added up.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    private const int EnergyDecimals = 6;
    private const int PercentDecimals = 4;
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    private readonly MemoryStream _stream = new();
    private readonly CsvWriter _csv;

    /// <summary>A file with these columns.</summary>
    public ExportFile(string[] columns)
    {
        _csv = CsvWriter.Create(_stream, Options, leaveOpen: true);
        _csv.WriteHeader(columns);
    }

    /// <summary>Fields of texts.</summary>
    public void Texts(params string?[] texts)
    {
        foreach (string? text in texts)
        {
            _csv.WriteField(text ?? "");
        }
    }

    /// <summary>A field of money; empty where there is none.</summary>
    public void Money(long? minor, int decimals)
    {
        Number(minor, decimals, decimals);
    }

    /// <summary>A field of energy in kWh; empty where there is none.</summary>
    public void Energy(long? milliwattHours)
    {
        Number(milliwattHours, EnergyDecimals, EnergyDecimals);
    }

    /// <summary>A field of a rate in percent; empty where there is none.</summary>
    public void Percent(int? ppm)
    {
        if (ppm is int rate)
        {
            _csv.WriteField((rate / 10000m).ToString("0." + new string('#', PercentDecimals), CultureInfo.InvariantCulture));
        }
        else
        {
            _csv.WriteField("");
        }
    }

    /// <summary>The row is whole.</summary>
    public void EndRow()
    {
        _csv.EndRecord();
    }

    /// <summary>The file; nothing can be added any more.</summary>
    public byte[] ToBytes()
    {
        _csv.Dispose();
        return _stream.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _csv.Dispose();
        _stream.Dispose();
    }

    // A number and no text: a credit note's minus sign is not to be taken for a formula.
    private void Number(long? units, int scale, int decimals)
    {
        if (units is not long whole)
        {
            _csv.WriteField("");
            return;
        }

        decimal value = whole * new decimal(1, 0, 0, false, (byte)scale);
        _csv.WriteField(value, "F" + decimals.ToString(CultureInfo.InvariantCulture));
    }
}
