using System.CommandLine;
using System.Globalization;

namespace Dubbing.CommandLine;

/// <summary><c>dub voices</c>: what can speak, and under which licence.</summary>
internal static class VoicesCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "id, languages, names, licence, size" };
        var command = new Command("voices", "List the voices") { json };
        command.SetAction(r =>
        {
            using var services = new CommandServices();
            foreach (var problem in services.Catalogue.Problems)
                Console.Error.WriteLine(problem.Text());
            if (r.GetValue(json))
            {
                JsonLines.Write(services.Catalogue.Voices.Select(v => new
                {
                    id = v.Id, languages = v.Languages.Select(l => l.Code()), names = v.Names, licence = v.Licence, credit = v.Credit, commercialUse = v.CommercialUse, pack = v.PackId, bytes = v.PackBytes,
                }));
                return ExitCodes.Done;
            }

            var culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
            foreach (var v in services.Catalogue.Voices)
                Console.Out.WriteLine($"{v.Id,-8} {v.Names.GetValueOrDefault(culture) ?? v.Id,-8} {string.Join(", ", v.Languages.Select(l => l.Code())),-7} {v.Licence,-8} {v.PackBytes / 1e6,5:0.0} MB ({v.PackId})");
            foreach (var credit in services.Catalogue.Voices.Select(v => v.Credit).Distinct())
                Console.Out.WriteLine(credit);
            return services.Catalogue.Voices.Count > 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
