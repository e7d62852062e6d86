using System.Buffers;
using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>Addresses, paths, file names, tags and mentions.</summary>
internal sealed partial class Scanner
{
    private static readonly SearchValues<char> AddressSigns = SearchValues.Create(":@?=&#%+~");

    private const int LongestToken = 200;

    // A name that ends in one of these is an address.
    private static readonly FrozenSet<string> Domains = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "com", "net", "org", "kr", "io", "ai", "co", "jp", "dev", "app", "gov", "edu", "me", "tv", "go", "ac", "or", "ne", "shop", "cloud", "biz", "info", "xyz", "us", "uk", "de", "fr", "cn", "eu", "ly", "gg", "site", "online", "store", "tech", "blog", "wiki", "gl");

    private static readonly FrozenSet<string> SureDomains = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "com", "net", "org", "kr", "io", "jp", "gov", "edu", "dev", "app", "shop", "ai", "tv", "gg", "biz", "info", "xyz", "site", "online", "store");

    private static readonly FrozenSet<string> Extensions = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "hwp", "hwpx", "txt", "rtf", "md", "csv", "tsv", "json", "jsonl", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf", "env", "log", "html", "htm", "css", "scss", "js", "mjs", "ts", "jsx", "tsx", "py", "ipynb", "java", "class", "jar", "c", "cpp", "cc", "h", "hpp", "cs", "csproj", "sln", "go", "rs", "rb", "php", "swift", "kt", "sql", "sh", "bat", "exe", "msi", "dmg", "apk", "ipa", "zip", "tar", "gz", "rar", "iso", "png", "jpg", "jpeg", "gif", "bmp", "svg", "webp", "heic", "psd", "mp3", "mp4", "wav", "flac", "ogg", "m4a", "avi", "mov", "mkv", "webm", "srt", "vtt", "ass", "smi", "ttf", "otf", "woff", "lock", "bak", "tmp", "dll", "so", "wasm", "vue", "razor", "resx", "db", "sqlite", "parquet", "pt", "pth", "onnx", "ckpt", "gguf", "safetensors", "epub", "prproj", "aep", "blend", "fbx", "obj", "ust", "ustx", "vsqx", "gitignore", "dockerignore", "lua");

    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '@' or '/' or ':' or '%' or '?' or '=' or '&' or '#' or '~' or '\\';

    private int TokenEnd(int at)
    {
        var end = at;
        while (end < text.Length && end - at < LongestToken && IsToken(text[end]))
            end++;
        while (end > at && text[end - 1] is '.' or ':' or '?' or '-' or '~' or '&' or '=' or '@' or '%' or '+' or '\\' or '#')
            end--;
        return end;
    }

    private Span? Electronic(int at)
    {
        var c = text[at];
        var before = At(at - 1);
        if (c == '#')
            return (char.IsAsciiLetter(At(at + 1)) || IsScript(At(at + 1))) && !char.IsAsciiLetterOrDigit(before) ? new PartsSpan(at, at + 1, SpanKind.HashTag, [new Part(at, at + 1, PartKind.Sign, "#", Silent: true)]) : null;
        if (IsToken(before) && before is not ('(' or '=' or ':' or '~' or '-' or '/' or '.' or '%'))
            return null;
        var end = TokenEnd(at);
        if (end <= at)
            return null;
        var token = text.AsSpan(at, end - at);
        if (c == '@')
            return Mention(at, before);
        if (token.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || token.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || token.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase) || token.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            return Address(at, end, SpanKind.Url, at + token.IndexOf("://", StringComparison.Ordinal) is var colon && colon > at ? colon + 3 : at);
        if (token.IndexOf('@') is > 0 and var sign && IsHost(token[(sign + 1)..], out _))
            return Address(at, end, SpanKind.Email, at);
        if (token.Length > 3 && char.IsAsciiLetter(c) && token[1] == ':' && token[2] == '\\')
            return Address(at, end, SpanKind.Path, at);
        if (token.StartsWith("./") || token.StartsWith("../") || token.StartsWith("~/"))
            return Address(at, end, SpanKind.Path, at);
        if (c == '/')
            return IsWordChar(before) || token.Length < 3 || !(char.IsAsciiLetter(token[1]) || token[1] is '.' or '_') || !(token[1..].Contains('/') || HasExtension(token)) ? null : Address(at, end, SpanKind.Path, at);
        if (!char.IsAsciiLetterOrDigit(c))
            return null;
        if (token.IndexOf('\\') > 0 && token.Count('\\') > 1)
            return Address(at, end, SpanKind.Path, at);
        if (token.IndexOf('.') > 0)
        {
            if (HasExtension(token) && !token.ContainsAny(AddressSigns))
            {
                var kind = token.Contains('/') ? SpanKind.Path : char.IsAsciiLetterUpper(c) && (token.EndsWith(".js") || token.EndsWith(".io")) && token.Count('.') == 1 ? SpanKind.Identifier : SpanKind.FileName;
                if (kind != SpanKind.FileName || IsFileName(token))
                    return Address(at, end, kind, at);
            }

            if (IsHost(token, out var host))
            {
                // (example.com): what follows the host has to be a path, a port or a query.
                var stop = host < token.Length && token[host] is not ('/' or ':' or '?' or '#') ? at + host : end;
                return Address(at, stop, SpanKind.Url, at);
            }
        }

        if (token.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) && token.Length > 10 && char.IsAsciiDigit(token[10]))
            return Address(at, end, SpanKind.Url, at);
        return null;
    }

    private Span? Mention(int at, char before)
    {
        if (IsWordChar(before) || !char.IsAsciiLetterOrDigit(At(at + 1)))
            return null;
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' || (text[end] == '.' && char.IsAsciiLetterOrDigit(At(end + 1)))))
            end++;
        var parts = new List<Part> { new(at, at + 1, PartKind.Sign, "@", Silent: true) };
        Cut(at + 1, end, parts, SpanKind.Mention);
        return new PartsSpan(at, end, SpanKind.Mention, parts);
    }

    /// <summary>An address of four numbers, with its port or mask.</summary>
    private Span? Network(int at)
    {
        if (!char.IsAsciiDigit(text[at]))
            return null;
        var parts = new List<Part>();
        var i = at;
        for (var group = 0; group < 4; group++)
        {
            var start = i;
            while (char.IsAsciiDigit(At(i)) && i - start < 4)
                i++;
            if (i == start || i - start > 3 || int.Parse(text.AsSpan(start, i - start), System.Globalization.CultureInfo.InvariantCulture) > 255)
                return null;
            parts.Add(new Part(start, i, PartKind.Number, text[start..i]));
            if (group == 3)
                break;
            if (At(i) != '.')
                return null;
            parts.Add(new Part(i, i + 1, PartKind.Sign, "."));
            i++;
        }

        if (At(i) == '.' && char.IsAsciiDigit(At(i + 1)))
            return null;
        if (At(i) is ':' or '/' && char.IsAsciiDigit(At(i + 1)))
        {
            var port = i + 1;
            var end = port;
            while (char.IsAsciiDigit(At(end)))
                end++;
            parts.Add(new Part(i, port, PartKind.Sign, text[i].ToString()));
            parts.Add(new Part(port, end, text[i] == ':' ? PartKind.Digits : PartKind.Number, text[port..end]));
            i = end;
        }

        return new PartsSpan(at, i, SpanKind.IpAddress, parts);
    }

    private static bool HasExtension(ReadOnlySpan<char> token)
    {
        var point = token.LastIndexOf('.');
        return point >= 0 && point + 1 < token.Length && Extensions.Contains(token[(point + 1)..].ToString());
    }

    /// <summary>report_v2.docx, main.c; not 3.c or a sentence end (end.So).</summary>
    private static bool IsFileName(ReadOnlySpan<char> token)
    {
        var point = token.LastIndexOf('.');
        var name = token[..point];
        var extension = token[(point + 1)..];
        if (!name.ContainsAnyInRange('A', 'z') && !name.ContainsAnyInRange('0', '9'))
            return false;
        if (extension.Length == 1 && (name.Length < 2 || !char.IsAsciiLetterLower(extension[0])))
            return false; // D.C, U.S
        if (extension.Length <= 2 && (!name.ContainsAnyInRange('a', 'z') && !name.ContainsAnyInRange('A', 'Z')))
            return false;
        return extension.ToString() is var e && (e.All(x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x)) || e.All(x => char.IsAsciiLetterUpper(x) || char.IsAsciiDigit(x)));
    }

    private static bool IsHost(ReadOnlySpan<char> token, out int length)
    {
        length = 0;
        while (length < token.Length && (char.IsAsciiLetterOrDigit(token[length]) || token[length] is '-' or '.'))
            length++;
        var host = token[..length];
        while (host.Length > 0 && host[^1] is '.' or '-')
            host = host[..^1];
        length = host.Length;
        var point = host.LastIndexOf('.');
        if (point <= 0 || !char.IsAsciiLetterOrDigit(host[0]))
            return false;
        var last = host[(point + 1)..].ToString();
        var first = host[..host.IndexOf('.')];
        return Domains.Contains(last) && last.All(char.IsAsciiLetterLower) && first.ContainsAnyInRange('A', 'z')
            && (SureDomains.Contains(last) || host.Count('.') > 1 || (length < token.Length && token[length] is '/'));
    }

    private PartsSpan Address(int at, int end, SpanKind kind, int spoken)
    {
        var parts = new List<Part>();
        if (spoken > at)
            parts.Add(new Part(at, spoken, PartKind.Sign, text[at..spoken], Silent: true));
        Cut(spoken, end, parts, kind);
        return new PartsSpan(at, end, kind, parts);
    }

    /// <summary>Letters, digits and signs of an address one after another.</summary>
    private void Cut(int from, int end, List<Part> parts, SpanKind kind)
    {
        var point = kind is SpanKind.FileName or SpanKind.Path or SpanKind.Identifier ? text.LastIndexOf('.', end - 1, end - from) : -1;
        for (var i = from; i < end;)
        {
            var start = i;
            if (char.IsAsciiLetter(text[i]))
            {
                while (i < end && char.IsAsciiLetter(text[i]))
                    i++;
                // mp3, mp4, m4a, sha256: an extension with digits is one part.
                if (start == point + 1 && point >= 0)
                    i = end;
                Words(start, i, parts, start == point + 1 && point >= 0 ? point : -1, kind);
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i < end && char.IsAsciiDigit(text[i]))
                    i++;
                var port = start > from && text[start - 1] == ':';
                parts.Add(new Part(start, i, port || i - start > 4 || text[start] == '0' || kind is SpanKind.Email or SpanKind.Mention ? PartKind.Digits : PartKind.Number, text[start..i]));
            }
            else
            {
                i++;
                var silent = text[start] == '_' && kind is not (SpanKind.Email or SpanKind.Url or SpanKind.Mention);
                silent |= kind == SpanKind.Identifier && text[start] == '.' && char.IsAsciiLetterUpper(text[from]) && start > from;
                parts.Add(new Part(start, i, PartKind.Sign, text[start..i], silent));
            }
        }
    }

    /// <summary>Letters in a row, in the words that capitals part (getUserName, HTMLParser).</summary>
    private void Words(int from, int end, List<Part> parts, int point, SpanKind kind)
    {
        var letters = text[from..end];
        var spelled = letters is "www" || (kind is SpanKind.Url or SpanKind.Email && letters.Length == 2 && At(from - 1) == '.' && Domains.Contains(letters)) || (point >= 0 && !IsSayable(letters) && (letters.Length < 5 || char.IsAsciiLetterOrDigit(At(from - 2))));
        if (spelled || !letters.All(char.IsAsciiLetter))
        {
            parts.Add(new Part(from, end, spelled ? PartKind.Letters : PartKind.Word, letters));
            return;
        }

        var start = from;
        for (var i = from + 1; i < end; i++)
        {
            var border = (char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1]))
                || (char.IsAsciiLetterUpper(text[i]) && i + 1 < end && char.IsAsciiLetterLower(text[i + 1]) && char.IsAsciiLetterUpper(text[i - 1]) && i - 1 > start);
            if (!border)
                continue;
            parts.Add(new Part(start, i, PartKind.Word, text[start..i]));
            start = i;
        }

        parts.Add(new Part(start, end, PartKind.Word, text[start..end]));
    }

    /// <summary>Extensions that people say as words; the others they spell.</summary>
    private static bool IsSayable(string extension) => extension is "json" or "zip" or "jar" or "java" or "class" or "swift" or "log" or "lock" or "env" or "wav" or "yaml" or "toml" or "ini" or "bat" or "tar" or "vue" or "razor" or "parquet" or "blend" or "wasm" or "safetensors" or "flac" or "tmp" or "bak" or "go" or "gitignore" or "dockerignore" or "lua" or "obj";
}
