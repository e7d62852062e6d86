namespace Dubbing.Field.Tests.Media;

/// <summary>Rows of <c>cases.tsv</c> with flashes and beeps: in sync within 10 ms, before and after. A class of its own runs beside the others.</summary>
[Trait("Category", "Long")]
public sealed class SyncTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-sync-").FullName;

    public static TheoryData<string> Rows { get; } = FieldCase.Where(c => c.Has("sync"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_file_stays_in_sync(string file) => FieldExport.CheckAsync(FieldCase.Of(file), folder);
}
