using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dubbing.Export;

/// <summary>OpenTimelineIO (Academy Software Foundation): what DaVinci Resolve, Premiere, Kdenlive and others read.</summary>
internal static class OpenTimeline
{
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(EditListRequest list)
    {
        var rate = (double)list.Rate.Over / list.Rate.Under;
        var tracks = new JsonArray();
        if (list.Width > 0)
            tracks.Add(Track("Picture", "Video", Picture()));
        if (list.HasSound)
            tracks.Add(Track("Original", "Audio", Original()));
        foreach (var (name, clips) in list.Tracks())
            tracks.Add(Track(name, "Audio", Lines(clips)));
        var stack = Item("Stack.1", "tracks", null);
        stack["children"] = tracks;
        stack["markers"] = new JsonArray([.. list.Clips.Select(c => Marker(c))]);
        var timeline = new JsonObject { ["OTIO_SCHEMA"] = "Timeline.1", ["metadata"] = new JsonObject(), ["name"] = list.Title, ["global_start_time"] = null, ["tracks"] = stack };
        return JsonSerializer.SerializeToUtf8Bytes(timeline, Plain);

        IEnumerable<JsonNode> Picture() => list.Kept().Select(s =>
        {
            var clip = Clip(Path.GetFileName(list.Media), list.Media, s.Source, s.End - s.Start, list.Seconds);
            if (s.Waits)
                clip["effects"] = new JsonArray(new JsonObject { ["OTIO_SCHEMA"] = "FreezeFrame.1", ["metadata"] = new JsonObject(), ["name"] = "", ["effect_name"] = "FreezeFrame", ["time_scalar"] = 0.0 });
            return (JsonNode)clip;
        });

        IEnumerable<JsonNode> Original() => list.Kept().Select(s => (JsonNode)(s.Waits ? Gap(s.End - s.Start) : Clip(Path.GetFileName(list.Media), list.Media, s.Source, s.End - s.Start, list.Seconds)));

        IEnumerable<JsonNode> Lines(IReadOnlyList<EditClip> clips)
        {
            var at = 0.0;
            foreach (var clip in clips)
            {
                // A hair of overlap, less than a picture, is taken off.
                var start = Math.Max(clip.Start, at);
                if (start > at)
                    yield return Gap(start - at);
                yield return Clip(clip.Text.ReplaceLineEndings(" "), clip.File, clip.Offset, clip.Seconds, clip.Offset + clip.Seconds);
                at = start + clip.Seconds;
            }
        }

        JsonObject Track(string name, string kind, IEnumerable<JsonNode> children)
        {
            var track = Item("Track.1", name, null);
            track["kind"] = kind;
            track["children"] = new JsonArray([.. children]);
            return track;
        }

        JsonObject Clip(string name, string file, double from, double seconds, double available)
        {
            var clip = Item("Clip.1", name, Range(from, seconds));
            clip["media_reference"] = new JsonObject
            {
                ["OTIO_SCHEMA"] = "ExternalReference.1", ["metadata"] = new JsonObject(), ["name"] = Path.GetFileName(file), ["available_range"] = Range(0, available), ["target_url"] = EditLists.Url(file),
            };
            return clip;
        }

        JsonObject Gap(double seconds) => Item("Gap.1", "", Range(0, seconds));

        JsonObject Marker(EditClip clip) => new()
        {
            ["OTIO_SCHEMA"] = "Marker.2", ["metadata"] = new JsonObject(), ["name"] = clip.Text.ReplaceLineEndings(" "), ["color"] = "YELLOW", ["marked_range"] = Range(clip.Start, clip.Seconds), ["comment"] = clip.Track,
        };

        JsonObject Range(double start, double seconds) => new() { ["OTIO_SCHEMA"] = "TimeRange.1", ["start_time"] = Time(start), ["duration"] = Time(seconds) };

        // Pictures may be counted in parts: a line begins at its sample and not at the next picture.
        JsonObject Time(double seconds) => new() { ["OTIO_SCHEMA"] = "RationalTime.1", ["rate"] = rate, ["value"] = Math.Round(seconds * rate, 3) };
    }

    private static JsonObject Item(string schema, string name, JsonNode? range) => new()
    {
        ["OTIO_SCHEMA"] = schema, ["metadata"] = new JsonObject(), ["name"] = name, ["source_range"] = range, ["effects"] = new JsonArray(), ["markers"] = new JsonArray(), ["enabled"] = true,
    };
}
