using System.Resources;

namespace Dubbing.Session;

internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Session.Messages", typeof(Messages).Assembly);

    public static Message NoProject(string file) => new(Texts, nameof(NoProject), file);

    public static Message ProjectBroken(string file) => new(Texts, nameof(ProjectBroken), file);

    public static Message ProjectNewer(string file, int schema, int known) => new(Texts, nameof(ProjectNewer), file, schema, known);
}
