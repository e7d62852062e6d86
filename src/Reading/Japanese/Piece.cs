namespace Dubbing.Readings.Japanese;

/// <summary>A part of what is said of a span.</summary>
/// <param name="Text">In the dictionary's spelling: katakana, full-width digits, kanji.</param>
/// <param name="Start">First unit of the line that it stands for.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Leans">Whether it is said in one breath with what stands before it.</param>
internal readonly record struct Piece(string Text, int Start, int End, bool Leans = false);
