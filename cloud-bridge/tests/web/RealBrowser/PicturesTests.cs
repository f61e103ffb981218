using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// The pictures of the READMEs are those of the present pages: made from a season with fixed figures on a clock that stands still, in a
/// font that travels with the program. What a page looks like now is compared with the picture that the READMEs show, or becomes it.
/// </summary>
[TestClass]
public sealed class PicturesTests
{
    private const string Demo = "hardware/bench/images/demo.svg";
    private const string Drawing = "hardware/board/wiring.svg";

    // Another version of Chromium draws an arrow or a frame otherwise; a row of a table more or less moves a tenth of a page.
    private const double SquaresPerThousandMax = 5;

    private const string LongestStatement = "SELECT statement_number FROM statement ORDER BY session_count DESC LIMIT 1";

    // Of a driver with an account, over a change of the price.
    private const string RichestBill = """
        SELECT bill.bill_number FROM bill JOIN bill_line ON bill_line.bill_number = bill.bill_number
        WHERE bill.kind = 'Bill' AND bill.account_id <> '' AND bill.currency = 'EUR' AND bill_line.volume > 0
        GROUP BY bill.bill_number ORDER BY COUNT(*) DESC, bill.bill_number LIMIT 1
        """;

    private static readonly Look Sheet = new("sheet", 1280, 1300, false);

    private static readonly Dictionary<string, (string Visitor, Look Look, Func<SeasonStage, string> Path)> Pages = new()
    {
        ["cloud-bridge/images/bill.png"] = (Visitor.Operator, Sheet, stage => "/bills/" + stage.Text(RichestBill)),
        ["cloud-bridge/images/bills.png"] = (Visitor.Operator, Look.Desktop, _ => "/"),
        ["cloud-bridge/images/board.png"] = (Visitor.Operator, Look.Desktop, _ => "/board"),
        ["cloud-bridge/images/live.png"] = (Visitor.Owner, Look.Phone, _ => "/c/" + SeasonStage.Charging),
        ["cloud-bridge/images/reports.png"] = (Visitor.Operator, Sheet, _ => "/reports?from=2026-10&to=2026-10"),
        ["cloud-bridge/images/service.png"] = (Visitor.Technician, Look.Phone, _ => "/service/" + SeasonStage.Faulty),
        ["cloud-bridge/images/statement.png"] = (Visitor.Owner, Sheet, stage => "/statements/" + stage.Text(LongestStatement)),
        ["cloud-bridge/images/tariff.png"] = (Visitor.Operator, Sheet, _ => "/tariffs/PUBLIC"),
    };

    // One for each visitor: opening a browser's window and signing in again would cost more than the picture.
    private static readonly Dictionary<string, IPage> Open = [];

    private static SeasonStage _stage = null!;

    public static IEnumerable<object[]> PagePictures => Pages.Keys.Select(picture => new object[] { picture });

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task SetAsync(TestContext _)
    {
        _stage = await SeasonStage.SetAsync();
    }

    [ClassCleanup]
    public static async Task ClearAsync()
    {
        foreach (IPage page in Open.Values)
        {
            await page.Context.DisposeAsync();
        }

        await _stage.DisposeAsync();
    }

    [TestMethod]
    [DynamicData(nameof(PagePictures))]
    public async Task A_picture_looks_like_the_page_that_it_shows(string picture)
    {
        (string visitor, Look look, Func<SeasonStage, string> path) = Pages[picture];
        IPage page = await PageAsync(visitor);
        await PicturePage.OpenAsync(page, look, path(_stage));
        byte[] now = await PicturePage.ShootAsync(page);
        if (PictureFolder.IsWriting)
        {
            await File.WriteAllBytesAsync(PictureFolder.PathOf(picture), now);
            return;
        }

        byte[] shown = await File.ReadAllBytesAsync(PictureFolder.PathOf(picture));
        double difference = PictureDifference.SquaresPerThousand(shown, now);
        TestContext.WriteLine($"{picture}: {difference:0.0} of 1000 squares are others");
        Assert.IsLessThanOrEqualTo(SquaresPerThousandMax, difference, PictureFolder.Outdated(picture));
    }

    [TestMethod]
    public async Task A_picture_of_the_demo_is_the_terminal_of_the_demo()
    {
        string now = DemoScene.Draw();
        if (PictureFolder.IsWriting)
        {
            await File.WriteAllTextAsync(PictureFolder.PathOf(Demo), now);
            return;
        }

        Assert.AreEqual(await File.ReadAllTextAsync(PictureFolder.PathOf(Demo)), now, PictureFolder.Outdated(Demo));
    }

    [TestMethod]
    public void Every_picture_of_a_README_is_made_here_or_drawn_and_none_is_made_for_nobody()
    {
        string[] made = [.. Pages.Keys, Demo, Drawing];

        CollectionAssert.AreEquivalent(made, PictureFolder.Shown().Distinct().ToArray());
    }

    [TestMethod]
    public async Task A_changed_layout_is_another_picture_and_otherwise_smoothed_letters_are_not()
    {
        IPage page = await PageAsync(Visitor.Operator);
        await PicturePage.OpenAsync(page, Look.Desktop, "/board");
        byte[] before = await PicturePage.ShootAsync(page);

        // Letters a third of a pixel further on are smoothed otherwise, as by another version of the font engine.
        await page.EvaluateAsync("document.body.style.transform = 'translateX(0.33px)'");
        byte[] shifted = await PicturePage.ShootAsync(page);
        double smoothed = PictureDifference.SquaresPerThousand(before, shifted);
        await page.EvaluateAsync("document.body.style.transform = ''; document.querySelector('h1').style.marginBottom = '24px'");
        double moved = PictureDifference.SquaresPerThousand(before, await PicturePage.ShootAsync(page));

        TestContext.WriteLine($"smoothed {smoothed:0.0}, moved {moved:0.0}");
        CollectionAssert.AreNotEqual(before, shifted);
        Assert.IsLessThanOrEqualTo(SquaresPerThousandMax, smoothed);
        Assert.IsGreaterThan(10 * SquaresPerThousandMax, moved);
    }

    private static async Task<IPage> PageAsync(string visitor)
    {
        if (!Open.TryGetValue(visitor, out IPage? page))
        {
            Open[visitor] = page = await PicturePage.OfAsync(_stage.Host, visitor);
        }

        return page;
    }
}
