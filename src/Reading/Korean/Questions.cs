using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>Sentences that ask although no question mark says so: 어디 가세요, 밥 먹었니, 우리 같이 갈래요.</summary>
internal static class Questions
{
    private static readonly FrozenSet<string> Interrogatives = FrozenSet.Create(StringComparer.Ordinal,
        "어디", "어디서", "어디에", "어디로", "어디에서", "언제", "누가", "누구", "누구를", "누구랑", "뭐", "뭘", "뭐가", "뭐를", "무엇", "무엇을", "무엇이", "무슨", "어떤", "어느", "왜", "몇", "얼마", "얼마나", "어떻게", "어때요", "어때", "어떠세요", "어떨까", "뭐예요", "뭐죠", "뭔가요", "누구예요", "누구세요", "언제예요", "얼마예요", "어디예요", "어디죠");

    private static readonly string[] Declared = ["저는", "전", "제가", "나는", "난", "내가", "저도", "나도", "안", "못", "그만", "그냥", "차라리", "저", "먼저"];

    private static readonly string[] Invited = ["우리", "같이", "함께", "너", "넌", "너도", "당신", "한번", "커피", "밥"];

    private static readonly string[] Clauses = ["지", "는지", "은지", "을지", "인지", "는가", "은가", "인가", "나", "까", "라고", "다고", "냐고", "든지", "든", "려고", "면", "니까", "서", "고"];

    /// <summary>Whether the sentence that ends with a word asks.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="last">The word with the full stop.</param>
    public static bool Ask(List<Word> words, int last)
    {
        var word = words[last];
        if (word.IsSaid || word.Parts.Count == 0)
            return false;
        var first = last;
        while (first > 0 && words[first - 1].End is PhraseEnd.None or PhraseEnd.Comma)
            first--;
        var text = word.Text;
        var ending = word.Last == Kind.Ending ? word.Parts[^1].Entry?.Text ?? "" : "";
        if (word.Parts.Count > 1 && ending is "니" or "으니" or "냐" or "으냐" or "느냐")
            return true;
        if (text.EndsWith("래요", StringComparison.Ordinal) || text.EndsWith('래'))
            return EndsInL(word) && !words[first..last].Exists(w => Array.IndexOf(Declared, w.Text) >= 0) && (last - first <= 1 || words[first..last].Exists(w => Array.IndexOf(Invited, w.Text) >= 0));
        if (Interrogatives.Contains(text))
            return text.EndsWith('요') || text.EndsWith('죠') || text is "어때";
        if (!Casual(text, word))
            return false;
        // An interrogative asks unless a clause of its own holds it: 왜 그런지 알아요.
        for (var i = first; i < last; i++)
        {
            if (!Interrogatives.Contains(words[i].Text))
                continue;
            var held = false;
            for (var k = i + 1; k < last; k++)
                held |= words[k].Last == Kind.Ending && Array.Exists(Clauses, words[k].Text.EndsWith);
            return !held;
        }

        return false;
    }

    /// <summary>갈래, 먹을래: a stem in ㄹ with 래.</summary>
    private static bool EndsInL(Word word)
    {
        var at = word.Text.LastIndexOf('래');
        return at > 0 && Hangul.Final(word.Text[at - 1]) == 'ㄹ';
    }

    /// <summary>An ending that may state or ask: 가세요, 있어요, 했지, 하죠.</summary>
    private static bool Casual(string text, Word word) => word.Last is Kind.Ending or Kind.FormA
        && (text.EndsWith('요') || text.EndsWith('죠') || text.EndsWith('지') || text.EndsWith('어') || text.EndsWith('해') || text.EndsWith('아') || word.Last == Kind.FormA);
}
