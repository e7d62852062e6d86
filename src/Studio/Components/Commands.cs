using MudBlazor;

namespace Dubbing.Studio.Components;

/// <summary>Commands that a component gives: what the user can mend is said in a notice, and the circuit lives on.</summary>
internal static class Commands
{
    /// <summary>Gives a command.</summary>
    /// <returns>Whether it was done.</returns>
    public static async Task<bool> TryAsync(this ISnackbar snackbar, Func<Task> command)
    {
        try
        {
            await command();
            return true;
        }
        catch (DubbingException e)
        {
            snackbar.Add(e.UserMessage.Text(), Severity.Warning);
            return false;
        }
    }
}
