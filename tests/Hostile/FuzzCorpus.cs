using System.Text;
using static Dubbing.Hostile.Tests.Files;

namespace Dubbing.Hostile.Tests;

/// <summary>What inputs are bred from: sound ones of each kind, those of the field included.</summary>
internal static class FuzzCorpus
{
    /// <summary>The inputs for a target; an extension in its name chooses files of the field.</summary>
    public static IReadOnlyList<byte[]> Of(string target)
    {
        var extension = target[(target.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : target.Length)..];
        var own = target switch
        {
            "pasted" => Field("").Where(f => f.Length < 20_000),
            "words.csv" => [Text("language,surface,reading,accent,class,priority,note\nko,챗봇,챋뽇,,noun,5,\nja,東京,トーキョー,0,name,5,x\n\"ko\",\"a,\"\"b\",가,,,,\n")],
            "style.json" => [Text("{\"font\":\"Noto Sans CJK KR\",\"size\":5,\"bold\":true,\"color\":\"#FFFFFF\",\"outline\":0.3,\"box\":false,\"boxOpacity\":0.6,\"position\":\"bottom\",\"margin\":7,\"rows\":2}")],
            "style.ass" => [Text("[Script Info]\nPlayResX: 384\nPlayResY: 288\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Alignment, MarginL, MarginV\nStyle: Default,Arial,20,&H00FFFFFF,&H00000000,&H80000000,-1,1,2,2,10,10\n")],
            "sounds.json" => [Text("[{\"d\":1.2,\"p\":[0,1,2],\"e\":-3},{\"d\":1,\"p\":null,\"e\":0}]"), Text("[1.5,null,[1,2]]")],
            "project.json" => [Manifest],
            "project.dubbing" => [Projects.Sound()],
            "take.wav" => [Wave(24_000, 1, 4_000)],
            "probe.json" => [Text(Probe)],
            "text.ko" => [Text("2024년 3월 5일 오후 2시 30분에 5.5km를 {달렸다|달려따}. [1s] API v2.1은 $x^2+1$이다. https://a.kr/b?c=1 010-1234-5678 3/4 15% ㅋㅋㅋ")],
            "text.ja" => [Text("2024年3月5日の午後2時30分に、5.5kmを{走った|ハシッタ}。［1s］API v2.1は$x^2+1$です。東京都港区1-2-3、〒105-0011、3分の1、15%、ｗｗｗ")],
            _ => Field(extension),
        };
        var all = own.Where(b => b.Length is > 0 and < 60_000).ToList();
        return all.Count > 0 ? all : [Text("1\n00:00:01,000 --> 00:00:02,000\n안녕\n"), Text("<tt><body><div><p begin=\"1s\" end=\"2s\">가</p></div></body></tt>"), Zip(("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>가</w:t></w:r></w:p></w:body></w:document>"))];
    }

    private static IEnumerable<byte[]> Field(string extension) =>
        Directory.EnumerateFiles(Path.Combine(Dub.Root(), "tests", "Field", "Scripts", "Files"), "*" + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static byte[] Manifest
    {
        get
        {
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(Projects.Sound()));
            using var reader = new StreamReader(zip.GetEntry("project.json")!.Open(), Encoding.UTF8);
            return Text(reader.ReadToEnd());
        }
    }

    private const string Probe = """
        {"streams":[{"index":0,"codec_name":"h264","codec_type":"video","width":64,"height":48,"pix_fmt":"yuv420p","r_frame_rate":"10/1","avg_frame_rate":"10/1","start_time":"0.000000","duration":"1.000000","bits_per_raw_sample":"8","field_order":"progressive","disposition":{"default":1,"attached_pic":0},"tags":{"language":"und"},"side_data_list":[{"side_data_type":"Display Matrix","rotation":-90}]},
        {"index":1,"codec_name":"aac","codec_type":"audio","sample_rate":"48000","channels":2,"start_time":"0.000000","duration":"1.000000","disposition":{"default":1},"tags":{"language":"kor","title":"가","DURATION":"00:00:01.000000000"}}],
        "chapters":[{"id":0,"time_base":"1/1000","start":0,"end":1000,"tags":{"title":"a"}}],
        "format":{"filename":"a.mp4","nb_streams":2,"format_name":"mov,mp4","start_time":"0.000000","duration":"1.000000","size":"1000","bit_rate":"8000","tags":{"location":"+1+2/"}}}
        """;
}
