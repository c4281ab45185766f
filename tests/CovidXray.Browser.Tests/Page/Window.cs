namespace CovidXray.Browser.Tests.Page;

/// <summary>The window that a page is seen in.</summary>
/// <param name="Width">Width in pixels of the page.</param>
/// <param name="Height">Height in pixels of the page.</param>
/// <param name="Scale">Pixels of the screen for one of the page.</param>
/// <param name="IsLight">Whether the user likes it light.</param>
internal sealed record Window(int Width = 1280, int Height = 900, double Scale = 1, bool IsLight = false);
