using System.Diagnostics;
using OpenTelemetry;

namespace CloudBridge.Web.Http;

/// <summary>Exports the spans of one bridge: a listener hears those of every bridge in the process.</summary>
internal sealed class OwnActivities : BatchActivityExportProcessor
{
    private readonly ActivitySource[] _own;

    public OwnActivities(BaseExporter<Activity> exporter, params ActivitySource[] own)
        : base(exporter)
    {
        _own = own;
    }

    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        if (_own.Contains(data.Source))
        {
            base.OnEnd(data);
        }
    }
}
