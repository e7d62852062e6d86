using MudBlazor;

namespace Dubbing.Studio.Components;

/// <summary>The studio's colours and letters.</summary>
internal static class StudioTheme
{
    private static readonly string[] Letters = ["Pretendard", "Noto Sans KR", "Noto Sans JP", "Noto Sans CJK KR", "Noto Sans CJK JP", "system-ui", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#3b49c8",
            Secondary = "#8a3ffc",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c2030",
            Background = "#f4f5f9",
            Surface = "#ffffff",
            TextPrimary = "#1c2030",
            TextSecondary = "#565d73",
            Info = "#2563c9",
            Success = "#1b7f4b",
            Warning = "#9a5400",
            Error = "#c62f2f",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8b97ff",
            PrimaryContrastText = "#10131f",
            Secondary = "#c39bff",
            AppbarBackground = "#191c28",
            AppbarText = "#e8eaf3",
            Background = "#11131c",
            Surface = "#1b1f2c",
            TextPrimary = "#e8eaf3",
            TextSecondary = "#a4abc0",
            Info = "#8ab4ff",
            InfoContrastText = "#10131f",
            Success = "#5fd39b",
            SuccessContrastText = "#10131f",
            Warning = "#f0b35a",
            WarningContrastText = "#10131f",
            Error = "#ff8a8a",
            ErrorContrastText = "#10131f",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Letters }, Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "600" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "52px" },
    };
}
