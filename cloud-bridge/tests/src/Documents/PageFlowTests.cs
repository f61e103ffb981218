using System.Text;
using CloudBridge.Core.Foundation.Documents;

namespace CloudBridge.Tests.Src.Documents;

[TestClass]
public sealed class PageFlowTests
{
    private static readonly DocumentTitle About = new(
        "Bill 2026-000001",
        "Åkerström & Söner",
        new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.FromHours(1)));

    [TestMethod]
    public void A_document_says_what_it_is_and_brings_its_fonts()
    {
        byte[] pdf = Draw(flow => flow.Text("Hello", TextStyle.Title));

        string about = PdfReader.About(pdf);
        StringAssert.Matches(about, new("Title: +Bill 2026-000001"));
        StringAssert.Matches(about, new("Author: +Åkerström & Söner"));
        StringAssert.Matches(about, new(@"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)"));
        foreach (string font in PdfReader.Fonts(pdf).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2))
        {
            // Name, type, encoding, then embedded, subset and Unicode map: a font that is only named looks different on each machine.
            StringAssert.Matches(font, new(@"NotoSans.* yes yes yes "));
        }
    }

    [TestMethod]
    public void A_long_table_has_its_head_on_every_page_and_every_page_its_number()
    {
        Table table = new(
            [new("Day", 1), new("Energy", 1, IsNumber: true)],
            [.. Enumerable.Range(1, 100).Select(i => TableRow.Of($"row {i}", $"{i} kWh"))]);

        string[] pages = PdfReader.Text(Draw(flow => flow.Table(table))).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        // 710 points a page; the head takes 13.2 and each row 18.2, so that 38 rows fit: 100 rows need 3 pages.
        Assert.HasCount(3, pages);
        for (int i = 0; i < 3; i++)
        {
            StringAssert.Contains(pages[i], "Energy");
            StringAssert.Contains(pages[i], $"Page {i + 1} of 3");
        }

        string all = string.Concat(pages);
        Assert.IsTrue(Enumerable.Range(1, 100).All(i => all.Contains($"row {i} ", StringComparison.Ordinal)), "every row is on some page");
    }

    [TestMethod]
    public void A_long_name_is_broken_and_stays_whole()
    {
        string word = string.Concat(Enumerable.Repeat("Donaudampfschifffahrt", 12));

        string text = PdfReader.Text(Draw(flow => flow.Facts([new Fact("Name", word), new Fact("Place", "Wien")])));

        Assert.AreEqual(
            word.Length,
            text.Replace("Wien", "", StringComparison.Ordinal).Count(letter => "Donaudampfschifffahrt".Contains(letter))
                - "Name Place Bill Page of Åkerström Söner".Count(letter => "Donaudampfschifffahrt".Contains(letter)));
    }

    [TestMethod]
    public void Letters_of_many_languages_are_there_and_those_that_the_font_lacks_break_nothing()
    {
        string text = PdfReader.Text(Draw(flow =>
        {
            flow.Text("ä ł Ω Я ₂ – 1\u202f234.50\u00a0€ −5", TextStyle.Body);
            flow.Text("漢字 🔌 \ud83d half", TextStyle.Body);
            flow.Text(string.Concat(Enumerable.Repeat("漢🔌", 400)), TextStyle.Title);
        }));

        foreach (string letters in new[] { "ä", "ł", "Ω", "Я", "€", "–5", "half" })
        {
            StringAssert.Contains(text, letters);
        }
    }

    [TestMethod]
    public void Nothing_is_too_long_for_a_page()
    {
        string tooLong = string.Concat(Enumerable.Repeat("word ", 1000));
        Table table = new([new("A", 1), new("B", 20, IsNumber: true)], [TableRow.Of(tooLong, tooLong), TableRow.Total("last", "row")]);

        string text = PdfReader.Text(Draw(flow =>
        {
            flow.Facts([new Fact(tooLong, tooLong)], columns: 3);
            flow.Table(table);
        }));

        StringAssert.Contains(text, "…");
        StringAssert.Contains(text, "last");
    }

    [TestMethod]
    public void The_same_content_gives_the_same_bytes()
    {
        CollectionAssert.AreEqual(Draw(flow => flow.Text("Hello", TextStyle.Body)), Draw(flow => flow.Text("Hello", TextStyle.Body)));
        Assert.StartsWith("%PDF-1.4", Encoding.ASCII.GetString(Draw(_ => { })[..8]));
    }

    private static byte[] Draw(Action<PageFlow> fill)
    {
        using PageFlow flow = new();
        fill(flow);
        return flow.ToPdf(About);
    }
}
