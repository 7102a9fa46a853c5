namespace MlNetDeep.Imaging;

/// <summary>A colour to draw with, see <see cref="ImageDraw"/>.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <param name="A">Opacity, 0 (nothing is drawn) to 255 (opaque); default 255.</param>
public readonly record struct ImageColor(byte R, byte G, byte B, byte A = 255);
