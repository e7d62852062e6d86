using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Dubbing.Readings;
using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.Studio.Rendering;

/// <inheritdoc cref="ITakeMaker"/>
internal sealed class TakeMaker(IEnumerable<IReader> readers, ISynthesizer synthesizer) : ITakeMaker
{
    public async Task<PlannedTake> PlanAsync(Cue cue, Language language, Voice voice, Slot slot, double rate, CancellationToken cancel)
    {
        var reading = readers.First(r => r.Language == language).Read(cue.Text);
        var plan = await synthesizer.PlanAsync(reading, voice, cancel);
        var needed = slot.End is { } end ? plan.SpokenSeconds(rate) / (end - slot.Start) : 1;
        var asked = Math.Clamp(needed, 0.93, 1.3);
        var grade = needed switch { > 1.3 => FitGrade.Overflow, > 1.2 => FitGrade.Red, > 1.1 => FitGrade.Amber, _ => FitGrade.Free };
        var controls = new VoiceControls(rate * asked);
        var content = JsonSerializer.SerializeToUtf8Bytes(new { voice.Id, voice.PackId, controls, plan.Durations, Symbols = reading.Phonemes.Select(p => p.Symbol) });
        return new PlannedTake(plan, voice, controls, grade, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    public async Task<double> SpeakAsync(PlannedTake planned, string path, CancellationToken cancel)
    {
        var take = await synthesizer.SpeakAsync(planned.Plan, planned.Voice, planned.Controls, cancel);
        var bytes = new byte[44 + take.Samples.Length * 2];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), take.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), take.SampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), take.Samples.Length * 2);
        for (var i = 0; i < take.Samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + 2 * i), (short)Math.Clamp(Math.Round(take.Samples[i] * 32767), -32768, 32767));
        await File.WriteAllBytesAsync(path, bytes, cancel);
        return take.Seconds;
    }

    public double SecondsOf(string path)
    {
        Span<byte> head = stackalloc byte[44];
        using var file = File.OpenRead(path);
        file.ReadExactly(head);
        return (file.Length - 44) / 2.0 / BinaryPrimitives.ReadInt32LittleEndian(head[24..]);
    }
}
