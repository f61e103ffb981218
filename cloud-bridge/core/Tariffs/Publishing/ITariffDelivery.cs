namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>Sends chargers their tariffs.</summary>
public interface ITariffDelivery
{
    /// <summary>Sends each charger the tariff that the book has for it now; it would come by itself within seconds.</summary>
    Task DeliverAsync(CancellationToken cancellationToken);
}
