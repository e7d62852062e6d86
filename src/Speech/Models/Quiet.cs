using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Dubbing.Speech.Models;

/// <summary>
/// ONNX Runtime carries telemetry that asks for its maker's event host, and keeps a device id and a database of events. It is off before
/// the library is loaded, whoever uses this assembly.
/// </summary>
internal static partial class Quiet
{
    /// <summary>The library's own switch.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>The runtime's environment; to be asked for here only.</summary>
    public static OrtEnv Environment { get; } = Make();

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing of this assembly may run before it.")]
    internal static void Begin()
    {
        if (System.Environment.GetEnvironmentVariable("DUBBING_TEST_TELEMETRY") == "1")
            return; // for the test that shows that it would be seen
        System.Environment.SetEnvironmentVariable(Variable, "1");
        // On Unix .NET's variables are its own; the library asks the C library.
        if (!OperatingSystem.IsWindows())
            _ = Set(Variable, "1", 1);
    }

    private static OrtEnv Make()
    {
        var made = OrtEnv.Instance();
        if (System.Environment.GetEnvironmentVariable(Variable) == "1")
            made.DisableTelemetryEvents();
        return made;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);
}
