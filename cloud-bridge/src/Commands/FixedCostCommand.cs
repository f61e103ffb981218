using System.CommandLine;
using System.Globalization;
using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Settings;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary>"fixed-cost set charger|site ID AMOUNT CURRENCY --from MONTH": what a charger or a site costs each month, for the margin in
/// reports.</summary>
public static class FixedCostCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> scope = new("SCOPE") { Description = "charger or site" };
        scope.AcceptOnlyFromAmong(FixedCosts.Charger, FixedCosts.Site);
        Argument<string> subject = new("ID") { Description = "id of the charger or site" };
        Argument<string> amount = new("AMOUNT") { Description = "cost of a month excluding VAT, e.g. 49.90; 0 ends it" };
        Argument<string> currency = new("CURRENCY") { Description = "ISO 4217, e.g. EUR" };
        Option<string> from = new("--from")
        {
            Description = "first month, e.g. 2026-03",
            HelpName = "MONTH",
            Required = true,
        };
        Command set = new("set", "Sets the cost of each month from one on.")
        {
            scope,
            subject,
            amount,
            currency,
            from,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        set.SetAction(result =>
            Set(
                result,
                CostOf(
                    result.GetValue(scope)!,
                    result.GetValue(subject)!,
                    result.GetValue(amount)!,
                    result.GetValue(currency)!,
                    result.GetValue(from)!)));
        return new Command("fixed-cost", "What chargers and sites cost each month.") { set };
    }

    private static FixedCost CostOf(string scope, string subject, string amount, string currency, string from)
    {
        if (!CurrencyTable.TryGetDecimals(currency, out int decimals))
        {
            throw new RefusedException($"'{currency}' is no currency: give three capital letters of ISO 4217, e.g. EUR");
        }

        decimal minor =
            decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value <= FixedCosts.MonthMinorMax
                ? value * (decimal)Math.Pow(10, decimals)
                : -1;
        if (minor is < 0 or > FixedCosts.MonthMinorMax || minor != decimal.Truncate(minor))
        {
            throw new RefusedException(
                $"'{amount}' is no amount: give one with at most {decimals} decimals, e.g. "
                    + $"{(decimals == 0 ? "50" : "49." + new string('9', decimals))}");
        }

        return from.Length > 0 && ReportRange.TryRead(from, default, out YearMonth month)
            ? new FixedCost
            {
                Scope = scope,
                SubjectId = subject,
                FromMonth = ReportRange.NumberOf(month),
                Currency = currency,
                CurrencyDecimals = decimals,
                MonthMinor = (long)minor,
            }
            : throw new RefusedException($"'{from}' is no month: give one like 2026-03");
    }

    private static int Set(ParseResult result, FixedCost cost)
    {
        Database database = new(CommandLine.SettingsOf(result).Database);
        database.Migrate();
        bool isThere = cost.Scope == FixedCosts.Site
            ? new SiteRegistry(database, TimeProvider.System).Find(cost.SubjectId) != null
            : new ChargerRegistry(database, TimeProvider.System).Has(cost.SubjectId);
        if (!isThere)
        {
            throw new RefusedException($"There is no {cost.Scope} '{cost.SubjectId}'");
        }

        new FixedCosts(database, TimeProvider.System).Set(cost);
        result.InvocationConfiguration.Output.WriteLine($"Set for {cost.Scope} {cost.SubjectId}.");
        return ExitCode.Well;
    }
}
