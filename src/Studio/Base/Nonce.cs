using System.Security.Cryptography;

namespace Dubbing.Studio.Base;

/// <summary>What a script that stands in a page needs to be run; new for each answer.</summary>
internal static class Nonce
{
    private static readonly object Key = new();

    /// <summary>The nonce of an answer.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Items[Key] is not string nonce)
            http.Items[Key] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return nonce;
    }
}
