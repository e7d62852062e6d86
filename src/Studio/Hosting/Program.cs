using Dubbing;
using Dubbing.Studio;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Keeping;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

try
{
    PrivateFiles.Begin();
    if (args is ["doctor", ..])
        return await DataDoctor.RunAsync(args[1..]);
    var app = StudioServices.Build(args);
    Limits.Use(app.Services.GetRequiredService<Limits>());
    await app.RunAsync();
    return 0;
}
catch (DubbingException e)
{
    await Console.Error.WriteLineAsync(e.UserMessage.Text());
    return 1;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(Messages.PortTaken().Text());
    return 1;
}
catch (IOException e) when (DiskSpace.IsFull(e))
{
    await Console.Error.WriteLineAsync(Messages.StartDiskFull("").Text());
    return 1;
}
