using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>What stands in a line and is not spoken: tags, sound descriptions, emoticons.</summary>
internal sealed partial class Scanner
{
    private const int LongestTag = 200;
    private const int LongestSound = 24;

    private static readonly FrozenSet<string> Tags = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "a", "b", "i", "u", "s", "p", "br", "em", "strong", "font", "span", "div", "ruby", "rt", "rp", "rb", "c", "v", "sub", "sup", "small", "big", "mark", "h1", "h2", "h3", "h4", "li", "ul", "ol", "img", "hr", "speak", "break", "prosody", "voice", "emphasis", "phoneme", "say-as", "audio", "lang", "w", "sentence", "paragraph", "desc", "par", "seq", "media", "lexicon", "bookmark", "mstts:express-as", "code", "pre", "center", "strike", "del", "ins", "q");

    // In brackets these are heard, not said; round brackets hold nothing else, square ones may hold more (문 닫히는 소리).
    private static readonly FrozenSet<string> Sounds = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "음악", "박수", "웃음", "한숨", "환호", "침묵", "정적", "기침", "비명", "효과음", "배경음악", "노래", "울음", "흐느낌", "헛기침", "웃음소리", "박수 소리", "박수소리", "BGM", "SFX", "SE", "music", "applause", "laughter", "laughs", "laughing", "sighs", "sigh", "silence", "cheering", "coughs", "gasps", "crying",
        "音楽", "拍手", "笑", "笑い", "笑い声", "効果音", "ため息", "歓声", "沈黙", "泣き声", "咳払い", "咳", "悲鳴", "爆笑", "苦笑", "涙", "拍手喝采", "間奏", "歌");

    private static readonly string[] SoundEndings = ["소리", "음악", "효과음", "박수", "웃음", "노래", "멜로디", "환호성", "함성", "sound", "sounds", "music", "playing", "の音", "る音", "効果音", "音楽", "笑い声", "歓声", "の声"];

    // Western emoticons and those typed in Korea and Japan.
    private static readonly string[] Emoticons = ["^^;;", "^^;", "^_^", "^-^", "^ㅁ^", "^o^", "^^", "T_T", "T.T", "TT", ":-)", ":-(", ":-D", ";-)", ":)", ":(", ":D", ":P", ":p", ":o", ":O", ";)", ":'(", "<3", "-_-;;", "-_-;", "-_-", "=_=", "o_o", "O_O", ">_<", "=)", "XD", "xD", "orz", "OTL"];

    private Span? Tag(int at)
    {
        var i = at + 1;
        if (At(i) == '/')
            i++;
        var start = i;
        while (char.IsAsciiLetterOrDigit(At(i)) || (At(i) is '-' or ':' && i > start))
            i++;
        if (i == start || !Tags.Contains(text[start..i]))
            return null;
        // <b>, <b/>, <c.yellow>, <break time="1s"/>, <v Anna>
        if (At(i) is not ('>' or '/' or ' ' or '.'))
            return null;
        var room = System.Math.Min(text.Length - i, LongestTag);
        var close = text.AsSpan(i, room).IndexOfAny('>', '<');
        return close >= 0 && text[i + close] == '>' ? new SilentSpan(at, i + close + 1, SpanKind.Tag) : null;
    }

    /// <summary>What programs leave in text: terminal colours, \\n and \\N, &amp;nbsp;.</summary>
    private Span? Escape(int at)
    {
        if (text[at] == '\u001b')
        {
            var end = at + 1;
            if (At(end) == '[')
            {
                end++;
                while (At(end) is (>= '0' and <= '9') or ';' or '?' && end - at < 24)
                    end++;
                if (char.IsAsciiLetter(At(end)))
                    end++;
            }

            return new SilentSpan(at, end, SpanKind.Tag);
        }

        if (text[at] == '&')
        {
            var close = text.IndexOf(';', at, System.Math.Min(9, text.Length - at));
            return close > at && text[(at + 1)..close] is "nbsp" or "lt" or "gt" or "quot" or "apos" or "lrm" or "rlm" or "#39" or "#x27" or "#160" or "zwj" or "zwnj" or "shy" or "ensp" or "emsp" ? new SilentSpan(at, close + 1, SpanKind.Tag) : null;
        }

        // \n before a word of the line's own language or a space: a line break that was typed out.
        return At(at + 1) is 'n' or 'N' or 't' or 'r' or 'h' && !char.IsAsciiLetterOrDigit(At(at + 2)) ? new SilentSpan(at, at + 2, SpanKind.Tag) : null;
    }

    private Span? Sound(int at)
    {
        if (text[at] == '♪')
            return null;
        var close = text[at] switch { '[' => ']', '(' => ')', '【' => '】', _ => '\0' };
        if (close == '\0')
            return null;
        var room = System.Math.Min(text.Length - at - 1, LongestSound);
        var length = text.AsSpan(at + 1, room).IndexOf(close);
        if (length <= 0)
            return null;
        var content = text.AsSpan(at + 1, length).Trim([' ', '♪', '♫', '*', '~']).ToString();
        var sound = content.Length == 0 || Sounds.Contains(content) || (text[at] != '(' && Array.Exists(SoundEndings, e => content.EndsWith(e, StringComparison.OrdinalIgnoreCase) && content.Length > e.Length));
        return sound ? new SilentSpan(at, at + length + 2, SpanKind.Sound) : null;
    }

    private Span? Emoticon(int at)
    {
        if (char.IsAsciiLetterOrDigit(At(at - 1)) && text[at] is not '^')
            return null;
        if (text[at] == '(')
        {
            // (^_^), (´･ω･`)
            var room = System.Math.Min(text.Length - at - 1, 12);
            var length = text.AsSpan(at + 1, room).IndexOf(')');
            if (length < 2)
                return null;
            var face = text.AsSpan(at + 1, length);
            foreach (var c in face)
            {
                if (char.IsDigit(c) || (char.IsLetter(c) && c is not ('ω' or 'Д' or 'T' or 'o' or 'O' or 'ㅅ' or 'ㅁ' or 'ノ' or 'ゞ' or 'ε' or 'x' or 'ㅂ' or 'ㅇ')))
                    return null;
            }

            return face.ContainsAny(Face) && !face.ContainsAny('=', '+') ? new SilentSpan(at, at + length + 2, SpanKind.Emoji) : null;
        }

        foreach (var face in Emoticons)
        {
            if (!Starts(at, face))
                continue;
            var end = at + face.Length;
            if (char.IsAsciiLetterOrDigit(At(end)))
                continue;
            if (char.IsAsciiLetter(text[at]) && face is "TT" or "orz" or "OTL" or "XD" or "xD" && at > 0 && text[at - 1] != ' ' && !IsScript(text[at - 1]))
                continue;
            while (At(end) is '^' or ';' || (At(end) == ')' && face is ":)" or ";)" or "=)"))
                end++;
            return new SilentSpan(at, end, SpanKind.Emoji);
        }

        return null;
    }

    private static readonly System.Buffers.SearchValues<char> Face = System.Buffers.SearchValues.Create("^´`≧≦▽∀ωДε･・_◕‿﹏°◡ಠㅅㅁ");
}
