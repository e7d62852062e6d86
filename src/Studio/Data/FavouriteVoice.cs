using System.ComponentModel.DataAnnotations;

namespace Dubbing.Studio.Data;

/// <summary>A voice with a star.</summary>
public sealed class FavouriteVoice
{
    /// <summary>The voice (<c>Voice.Id</c>), installed now or not.</summary>
    [Key]
    public required string VoiceId { get; set; }

    /// <summary>When it got its star (UTC).</summary>
    public DateTime Added { get; set; }
}
