using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dubbing.Speech;

namespace Dubbing.Timeline;

/// <summary>
/// The content key of a take: a hash of everything that is heard (sounds, accents and their lengths, edits, voice, models,
/// controls). The same key is the same sound, so a take is never made twice.
/// </summary>
public static class TakeKey
{
    /// <summary>Raised when the same plan comes to sound different for another reason than the models.</summary>
    private const int Engine = 2;

    /// <summary>The key of a line, ready to be spoken: 64 lower-case hexadecimal digits.</summary>
    public static string Of(SpeechPlan plan, Voice voice, VoiceControls controls)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Engine);
        Text(voice.PackId);
        Text(voice.FingerprintOf(plan.Reading.Language));
        Text(voice.Id);
        Add(voice.Speaker);
        Numbers([controls.Rate, controls.PitchShift, controls.Intonation, controls.Energy]);
        Add((int)plan.Reading.Language);
        foreach (var (phoneme, i) in plan.Reading.Phonemes.Select((p, i) => (p, i)))
        {
            var edit = plan.Edits?[i] ?? new PhonemeEdit();
            Text(phoneme.Symbol);
            Add(phoneme.Phrase);
            Add(phoneme.Unit);
            Numbers([plan.Durations[i], edit.Length, edit.Energy]);
            Numbers(edit.Pitch ?? []);
        }

        Numbers(plan.Pitch ?? []);
        Numbers(plan.Energy ?? []);

        foreach (var phrase in plan.Reading.Phrases)
        {
            Add(phrase.Units);
            Add(phrase.Nucleus);
            Add((int)phrase.End);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Add(bytes.Length);
            hash.AppendData(bytes);
        }

        void Numbers(IReadOnlyList<double> numbers)
        {
            Add(numbers.Count);
            foreach (var number in numbers)
                Add(BitConverter.DoubleToInt64Bits(number));
        }

        void Add(long number)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
