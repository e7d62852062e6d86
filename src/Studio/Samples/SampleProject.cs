using Dubbing.Media;
using FFMpegCore;
using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Samples;

/// <summary>
/// The project that a newcomer finds: a short video that ffmpeg draws, five lines with two speakers, spoken by the studio's own
/// voices. Made at the first visit, once; nothing of it is shipped.
/// </summary>
internal sealed class SampleProject(IProjectStore store, UploadStore uploads, UploadAcceptor acceptor, IJobQueue queue, IVoiceCatalogue voices, DataFolder data, IMediaTool tool, IOptions<StudioOptions> options)
{
    /// <summary>Length of the video in seconds.</summary>
    private const int Seconds = 22;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<Language, (double Start, double End, int Speaker, string Text)[]> Lines = new()
    {
        [Language.Korean] =
        [
            (0.8, 4.7, 0, "안녕하세요. 더빙 스튜디오에 오신 것을 환영합니다."),
            (5.2, 9.0, 0, "왼쪽에서 대본을 쓰고, 아래에서 시간을 맞춥니다."),
            (9.5, 12.3, 1, "대사를 고른 뒤 목소리를 바꿔 보세요."),
            (12.8, 15.4, 1, "이 대사는 조금 길어서 빠르게 말해야 합니다."),
            (16.0, 20.0, 0, "다 되면 내보내기를 눌러 완성된 영상을 받으세요."),
        ],
        [Language.Japanese] =
        [
            (0.8, 4.5, 0, "こんにちは。ダビングスタジオへようこそ。"),
            (5.0, 8.8, 0, "左で台本を書き、下で時間を合わせます。"),
            (9.3, 12.6, 1, "セリフを選んで、声を変えてみてください。"),
            (13.0, 15.9, 1, "このセリフは少し長いので、速く話す必要があります。"),
            (16.4, 21.0, 0, "できあがったら、書き出しを押して動画を受け取りましょう。"),
        ],
    };

    private static readonly Dictionary<Language, string[]> Speakers = new()
    {
        [Language.Korean] = ["안내", "도우미"],
        [Language.Japanese] = ["案内", "アシスタント"],
    };

    private int busy;

    /// <summary>Its mark: a studio that had a sample, or did without, is given none again.</summary>
    private string Mark => Path.Combine(data.Root, "sample");

    /// <summary>Whether a studio without any project shall be given one now.</summary>
    public bool IsWanted => options.Value.Sample && !File.Exists(Mark);

    /// <summary>Makes it. Takes seconds; the lines are spoken afterwards, by a job.</summary>
    /// <returns>The project; null when another visitor is making it.</returns>
    /// <exception cref="DubbingException">ffmpeg is missing or failed, or the disk is full.</exception>
    public async Task<Guid?> MakeAsync(Language language, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref busy, 1) == 1)
            return null;
        Guid? made = null;
        try
        {
            // Whatever becomes of it, it is tried once.
            await File.WriteAllTextAsync(Mark, "", CancellationToken.None);
            var video = await DrawAsync(cancel);
            var mine = voices.Voices.Where(v => v.Languages.Contains(language)).Select(v => v.Id).ToList();
            var project = await store.CreateAsync(new NewProject(Messages.SampleName().Text(), language, mine.FirstOrDefault()), cancel);
            made = project.Id;
            var names = Speakers[language];
            var cues = Lines[language].Select((l, i) => new Cue(i + 1, l.Text, TimeSpan.FromSeconds(l.Start), TimeSpan.FromSeconds(l.End), names[l.Speaker])).ToList();
            var chosen = mine.Count == 0 ? [] : names.Select((name, i) => (name, mine[i % mine.Count])).ToDictionary(x => x.name, x => x.Item2);
            await store.ImportAsync(project.Id, new ScriptImport(cues, ImportMode.Append, chosen), Guid.Empty, cancel);
            if (await uploads.CreateAsync(project.Id, "sample.mp4", new FileInfo(video).Length, null, cancel) is { } upload)
            {
                File.Move(video, data.UploadFile(upload.Id), overwrite: true);
                await acceptor.CompletedAsync(upload.Id);
            }

            if (mine.Count > 0)
                await queue.EnqueueRenderAsync(project.Id, null, cancel);
            return made;
        }
        catch (Exception) when (made is not null)
        {
            await store.DeleteAsync(made.Value, CancellationToken.None);
            throw;
        }
        finally
        {
            Interlocked.Exchange(ref busy, 0);
        }
    }

    /// <summary>Slow colours, with a quiet chord under them that the dub can be heard over.</summary>
    private async Task<string> DrawAsync(CancellationToken cancel)
    {
        var path = Path.Combine(data.Uploads, "sample.part.mp4");
        var picture = $"gradients=size=640x360:rate=24:duration={Seconds}:speed=0.012:n=5:seed=7:c0=0x1d2671:c1=0x4b3f9e:c2=0xc33764:c3=0xf2994a:c4=0x2193b0";
        var sound = $"aevalsrc='0.05*sin(2*PI*196*t)*(1+0.4*sin(0.9*t))+0.04*sin(2*PI*246.94*t)*(1+0.4*sin(0.7*t+1))+0.04*sin(2*PI*293.66*t)*(1+0.4*sin(1.1*t+2))':s=44100:d={Seconds}";
        await tool.RunAsync(
            FFMpegArguments.FromInput(new OwnInput(picture, "-f", "lavfi")).AddInput(new OwnInput(sound, "-f", "lavfi")).OutputTo(Target.File(path), o => o.WithArgument(new MoreOptions(
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k",
                "-af", $"afade=t=in:d=1,afade=t=out:st={Seconds - 2}:d=2", "-movflags", "+faststart"))),
            limit: Patience,
            cancel: cancel);
        return path;
    }
}
