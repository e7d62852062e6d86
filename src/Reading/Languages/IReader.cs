using Dubbing.Readings.Correction;

namespace Dubbing.Readings;

/// <summary>Reads one language: text in, reading out. Implementations are safe to share between threads.</summary>
public interface IReader
{
    /// <summary>The language it reads.</summary>
    Language Language { get; }

    /// <summary>Reads one line. Any string is accepted; what cannot be spoken is left out (see <see cref="Reading.IsSpeakable"/>).</summary>
    /// <param name="text">The line as typed, with its markup (<see cref="MarkedText"/>); line breaks count as spaces.</param>
    /// <param name="dictionary">The user's words.</param>
    Reading Read(string text, ReadingDictionary? dictionary = null);

    /// <summary>Whether all it needs is installed on this machine; where not, <see cref="Read"/> says what to install.</summary>
    bool IsInstalled => true;
}
