namespace Dubbing.Studio.Components;

/// <summary>What <see cref="Boundary"/> writes to the log.</summary>
internal static partial class BoundaryLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A part of {Page} has failed.")]
    public static partial void Failed(ILogger log, string page, Exception e);
}
