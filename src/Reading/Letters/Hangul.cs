namespace Dubbing.Readings.Letters;

/// <summary>Arithmetic of precomposed Hangul (Unicode 3.12): initial, vowel and final of a syllable by index.</summary>
internal static class Hangul
{
    public const string Initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    public const string Vowels = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
    public const string Finals = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    public static bool IsSyllable(char c) => c is >= '가' and <= '힣';

    public static char Initial(char c) => Initials[(c - '가') / 588];

    public static char Vowel(char c) => Vowels[(c - '가') % 588 / 28];

    /// <summary>The final, a space when there is none.</summary>
    public static char Final(char c) => Finals[(c - '가') % 28];

    public static char Compose(char initial, char vowel, char final) =>
        (char)('가' + Initials.IndexOf(initial, StringComparison.Ordinal) * 588 + Vowels.IndexOf(vowel, StringComparison.Ordinal) * 28 + Finals.IndexOf(final, StringComparison.Ordinal));
}
