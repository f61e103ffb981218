using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Core.Tariffs.Terms;

namespace CloudBridge.Web.Api;

/// <summary>A published version of a tariff.</summary>
/// <param name="Id">OCPI id.</param>
/// <param name="Version">Version, counted by the bridge.</param>
/// <param name="Hash">Hash of its OCPI text.</param>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="TimeZone">Zone of its times of day.</param>
/// <param name="FromUtcMs">From when on it holds, unix ms.</param>
/// <param name="PublishedUtcMs">When it was published, unix ms.</param>
/// <param name="PublishedBy">Who published it; empty where it was not noted.</param>
public sealed record TariffSummary(
    string Id,
    int Version,
    string Hash,
    string Currency,
    string TimeZone,
    long FromUtcMs,
    long PublishedUtcMs,
    string PublishedBy)
{
    /// <summary>Of a tariff.</summary>
    public static TariffSummary Of(PublishedTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        return new TariffSummary(
            tariff.Device.Id,
            tariff.Device.Version,
            tariff.Device.Hash,
            tariff.Device.Currency,
            tariff.TimeZone,
            tariff.FromUtcMs,
            tariff.PublishedUtcMs,
            tariff.PublishedBy);
    }
}

/// <summary>All that a session can cost that begins now at a charger.</summary>
/// <param name="ChargerId">Charger.</param>
/// <param name="Terms">Money in millionths of the currency; a price of null VAT is one to which no VAT applies.</param>
public sealed record ChargerPrices(string ChargerId, TariffTerms Terms);

/// <summary>What every scope and every charger holds now and next.</summary>
/// <param name="Scopes">Whom a tariff was given to, the least specific first; the most specific wins.</param>
/// <param name="Chargers">Every charger with what it holds.</param>
public sealed record TariffPlanAnswer(IReadOnlyList<ScopePlan> Scopes, IReadOnlyList<ChargerPlan> Chargers);

/// <summary>A draft, and what has to be mended before it can be published.</summary>
/// <param name="Number">Its number.</param>
/// <param name="TimeZone">Zone of its times of day.</param>
/// <param name="ChangedUtcMs">When last changed, unix ms.</param>
/// <param name="ChangedBy">By whom.</param>
/// <param name="OcpiJson">The text.</param>
/// <param name="Defects">What is wrong with it: where, and how to mend it. Empty when it can be published.</param>
public sealed record TariffDraftAnswer(
    long Number,
    string TimeZone,
    long ChangedUtcMs,
    string ChangedBy,
    string OcpiJson,
    IReadOnlyList<TariffDefect> Defects);

/// <summary>What a draft would have changed in a month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="BilledExclMinor">Billed, excluding VAT, in minor units.</param>
/// <param name="BilledInclMinor">Billed, including VAT.</param>
/// <param name="DraftExclMinor">Under the draft, excluding VAT.</param>
/// <param name="DraftInclMinor">Under the draft, including VAT.</param>
/// <param name="DearerCount">Bills that would be higher.</param>
/// <param name="CheaperCount">Bills that would be lower.</param>
/// <param name="OtherCurrencyCount">Bills in another currency, left out.</param>
/// <param name="IsCut">There are more bills than are looked at.</param>
/// <param name="Bills">Each bill, the largest change first.</param>
public sealed record WhatIfAnswer(
    string Month,
    string Currency,
    long BilledExclMinor,
    long BilledInclMinor,
    long DraftExclMinor,
    long DraftInclMinor,
    int DearerCount,
    int CheaperCount,
    int OtherCurrencyCount,
    bool IsCut,
    IReadOnlyList<WhatIfRow> Bills);
