using System.ComponentModel;
using System.Diagnostics;

namespace CloudBridge.Tests.Src.Documents;

/// <summary>Reads PDFs with Poppler, a reader that is not ours (Debian: poppler-utils). Where it is not installed the test says aloud that
/// it skips.</summary>
internal static class PdfReader
{
    /// <summary>The text as a person reads it, page by page, divided by form feeds.</summary>
    public static string Text(byte[] pdf)
    {
        return Run("pdftotext", pdf, "-layout", "-enc", "UTF-8", "-", "-");
    }

    /// <summary>Title, author, number and size of pages.</summary>
    public static string About(byte[] pdf)
    {
        return Run("pdfinfo", pdf, "-");
    }

    /// <summary>The embedded fonts, one a line.</summary>
    public static string Fonts(byte[] pdf)
    {
        return Run("pdffonts", pdf, "-");
    }

    private static string Run(string program, byte[] pdf, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.BaseStream.Write(pdf);
            process.StandardInput.Close();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode, errors.Result);
            Assert.AreEqual("", errors.Result, "the reader finds no fault in the PDF");
            return output.Result;
        }
        catch (Win32Exception)
        {
            throw new AssertInconclusiveException(
                $"SKIPPED: {program} is not installed, so no PDF was read: apt-get install poppler-utils");
        }
    }
}
