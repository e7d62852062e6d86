using Microsoft.ML.OnnxRuntime;

namespace Dubbing.Speech.Models;

/// <summary>What runs the models.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>DirectX 12 graphics (Windows build).</summary>
    DirectMl,

    /// <summary>NVIDIA graphics (Linux build with <c>-p:DubbingGpu=cuda</c>).</summary>
    Cuda,
}

/// <summary>
/// The one place that decides what runs the models: the graphics processor that this build knows, if it answers,
/// and the CPU otherwise.
/// </summary>
public sealed class ExecutionProviderChoice
{
    /// <summary>Set to <c>cpu</c> to leave the graphics processor alone.</summary>
    public const string ProviderVariable = "DUBBING_PROVIDER";

    private readonly int threads;

    /// <summary>Tries the providers of this build.</summary>
    /// <param name="threads">Threads for one run on the CPU; 0 for one a core.</param>
    public ExecutionProviderChoice(int threads = 0)
    {
        this.threads = threads > 0 ? threads : Environment.ProcessorCount;
        var available = Quiet.Environment.GetAvailableProviders();
        var wanted = string.Equals(Environment.GetEnvironmentVariable(ProviderVariable), "cpu", StringComparison.OrdinalIgnoreCase) ? ExecutionProvider.Cpu
            : available.Contains("DmlExecutionProvider") ? ExecutionProvider.DirectMl
            : available.Contains("CUDAExecutionProvider") ? ExecutionProvider.Cuda
            : ExecutionProvider.Cpu;
        Provider = wanted;
        if (wanted == ExecutionProvider.Cpu)
            return;
        FixedShapes = wanted == ExecutionProvider.DirectMl;
        try
        {
            using var trial = Options();
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            (Provider, FixedShapes) = (ExecutionProvider.Cpu, false);
            Warning = Messages.FellBack(Name(wanted), e.Message.Split('\n')[0]);
        }
    }

    /// <summary>What runs the models.</summary>
    public ExecutionProvider Provider { get; }

    /// <summary>A sentence that says what runs the models.</summary>
    public Message Description => Messages.RunsOn(Name(Provider));

    /// <summary>Why the graphics processor could not be used, when one was expected; show it.</summary>
    public Message? Warning { get; }

    /// <summary>Lengths of inputs in phonemes.</summary>
    internal Buckets Phonemes => FixedShapes ? new Buckets(32, 64, 128, 256, 512) : Buckets.None;

    /// <summary>Lengths of inputs in frames.</summary>
    internal Buckets Frames => FixedShapes ? new Buckets(128, 192, 256, 384, 512, 704, 960) : Buckets.None;

    /// <summary>Whether inputs are padded to <see cref="Buckets"/>.</summary>
    internal bool FixedShapes { get; init; }

    /// <summary>DirectML allows one run at a time in a session.</summary>
    internal bool OneRunAtATime => Provider == ExecutionProvider.DirectMl;

    internal SessionOptions Options()
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        switch (Provider)
        {
            case ExecutionProvider.DirectMl:
                options.EnableMemoryPattern = false;
                options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
                options.AppendExecutionProvider_DML(0);
                break;
            case ExecutionProvider.Cuda:
                options.AppendExecutionProvider_CUDA(0);
                break;
            default:
                options.IntraOpNumThreads = threads;
                options.InterOpNumThreads = 1;
                // Threads that wait by spinning take the cores from the lines beside: on two busy cores they double the time of a line.
                options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
                break;
        }

        return options;
    }

    private static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.DirectMl => "DirectML (GPU)",
        ExecutionProvider.Cuda => "CUDA (GPU)",
        _ => $"CPU ({Environment.ProcessorCount})",
    };
}
