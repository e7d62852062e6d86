using Dubbing;
using Dubbing.Studio;
using Dubbing.Studio.Hosting;
using Microsoft.AspNetCore.Connections;

try
{
    await StudioServices.Build(args).RunAsync();
    return 0;
}
catch (DubbingException e)
{
    await Console.Error.WriteLineAsync(e.UserMessage.Text());
    return 1;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(Messages.PortTaken().Text());
    return 1;
}
