using SkiaSharp;

namespace CloudBridge.Core.Foundation.Documents;

/// <summary>Fills A4 pages from top to bottom and makes a PDF of them. What does not fit begins the next page; each page says at its foot
/// which document it belongs to and which of how many it is. All measures are points, 1/72 inch. For one document and one thread.</summary>
public sealed class PageFlow : IDisposable
{
    /// <summary>More pages than this nobody reads: further content throws.</summary>
    public const int PageMax = 500;

    private const float PageWidth = 595.28f;
    private const float PageHeight = 841.89f;
    private const float Margin = 51;
    private const float FootHeight = 30;

    private readonly List<SKPicture> _pages = [];
    private SKPictureRecorder? _recorder;
    private SKCanvas? _canvas;
    private float _top;

    /// <summary>Width between the margins.</summary>
    public const float Width = PageWidth - (2 * Margin);

    /// <summary>Height that one block can have at most.</summary>
    public const float Height = PageHeight - (2 * Margin) - FootHeight;

    /// <summary>The height of a text of at most 20 lines, for whoever draws it in a block.</summary>
    public static float HeightOf(string text, TextStyle style, float width)
    {
        ArgumentNullException.ThrowIfNull(style);
        return TextLines.Of(text, style, width, TextLines.CellLinesMax).Count * style.LineHeight;
    }

    /// <summary>Leaves room; none at the top of a page.</summary>
    public void Space(float height)
    {
        if (_canvas != null)
        {
            _top += height;
        }
    }

    /// <summary>A paragraph over the whole width.</summary>
    public void Text(string text, TextStyle style)
    {
        foreach (string line in TextLines.Of(text, style, Width))
        {
            Block(style.LineHeight, block => block.Line(line, style, 0, 0));
        }
    }

    /// <summary>Head of a part, with room above; it stays on one page with at least <paramref name="keepHeight"/> of what
    /// follows.</summary>
    public void Heading(string text, float keepHeight = 60)
    {
        Space(12);
        EnsureRoom(TextStyle.Heading.LineHeight + keepHeight);
        Text(text, TextStyle.Heading);
        Space(3);
    }

    /// <summary>Paragraphs with a dash before each.</summary>
    public void List(IReadOnlyList<string> texts, TextStyle style)
    {
        ArgumentNullException.ThrowIfNull(texts);
        const float Indent = 10;
        foreach (string text in texts)
        {
            IReadOnlyList<string> lines = TextLines.Of(text, style, Width - Indent);
            for (int i = 0; i < lines.Count; i++)
            {
                int index = i;
                Block(style.LineHeight, block =>
                {
                    block.Line(index == 0 ? "–" : "", style, 0, 0);
                    block.Line(lines[index], style, Indent, 0);
                });
            }
        }
    }

    /// <summary>
    /// A block of a fixed height, drawn at once: for letterheads and pictures. Its origin is the left margin and its own top.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is higher than a page.</exception>
    public void Block(float height, Action<DrawnBlock> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Height);
        EnsureRoom(height);
        SKCanvas canvas = _canvas ??= BeginPage();
        canvas.Save();
        canvas.Translate(Margin, _top);
        draw(new DrawnBlock(canvas));
        canvas.Restore();
        _top += height;
    }

    /// <summary>Whether a block of this height still fits on the page.</summary>
    public bool HasRoom(float height)
    {
        return _canvas == null || _top + height <= PageHeight - Margin - FootHeight;
    }

    /// <summary>Begins a new page if a block of this height does not fit on this one.</summary>
    public void EnsureRoom(float height)
    {
        if (!HasRoom(height))
        {
            EndPage();
        }
    }

    /// <summary>
    /// The finished document; nothing can be added to it any more. Not PDF/A: SkiaSharp gives such a file a random id, and the same bill
    /// must give
    /// the same bytes, so that a signature over it holds.
    /// </summary>
    public byte[] ToPdf(DocumentTitle title)
    {
        ArgumentNullException.ThrowIfNull(title);
        _canvas ??= _pages.Count == 0 ? BeginPage() : null;
        EndPage();
        using MemoryStream pdf = new();
        SKDocumentPdfMetadata about = new()
        {
            Title = title.Title,
            Author = title.Author,
            Creator = "ChargeAgent cloud bridge",
            Producer = "ChargeAgent cloud bridge",
            Creation = title.Issued.UtcDateTime,
            Modified = title.Issued.UtcDateTime,
            RasterDpi = 300,
            EncodingQuality = 101,
        };
        using (SKDocument document = SKDocument.CreatePdf(pdf, about))
        {
            for (int i = 0; i < _pages.Count; i++)
            {
                SKCanvas canvas = document.BeginPage(PageWidth, PageHeight);
                canvas.DrawPicture(_pages[i]);
                canvas.Translate(Margin, PageHeight - Margin - TextStyle.Small.LineHeight);
                DrawFoot(new DrawnBlock(canvas), $"{title.Author} · {title.Title}", $"Page {i + 1} of {_pages.Count}");
                document.EndPage();
            }

            document.Close();
        }

        return pdf.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _recorder?.Dispose();
        foreach (SKPicture page in _pages)
        {
            page.Dispose();
        }
    }

    private static void DrawFoot(DrawnBlock foot, string left, string right)
    {
        IReadOnlyList<string> lines = TextLines.Of(left, TextStyle.Small, Width - 80);
        foot.Line(lines.Count == 0 ? "" : lines[0], TextStyle.Small, 0, 0);
        foot.LineRight(right, TextStyle.Small, Width, 0, 80);
    }

    private SKCanvas BeginPage()
    {
        Firmware.Core.Promises.Guard.IsTrue(_pages.Count < PageMax, "a document has at most 500 pages");
        _recorder = new SKPictureRecorder();
        _top = Margin;
        return _recorder.BeginRecording(new SKRect(0, 0, PageWidth, PageHeight));
    }

    private void EndPage()
    {
        if (_canvas != null)
        {
            _pages.Add(_recorder!.EndRecording());
            _recorder.Dispose();
            (_recorder, _canvas) = (null, null);
        }
    }
}
