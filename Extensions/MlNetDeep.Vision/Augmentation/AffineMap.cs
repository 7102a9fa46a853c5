namespace MlNetDeep.Vision;

/// <summary>x' = XX x + XY y + X and y' = YX x + YY y + Y: from a place in the new picture to one in the old.</summary>
internal readonly record struct AffineMap(float XX, float XY, float X, float YX, float YY, float Y)
{
    public static AffineMap Identity => new(1, 0, 0, 0, 1, 0);

    /// <summary>First the given linear map, then this one.</summary>
    public AffineMap After(float xx, float xy, float yx, float yy) =>
        new(XX * xx + XY * yx, XX * xy + XY * yy, X, YX * xx + YY * yx, YX * xy + YY * yy, Y);

    /// <summary>First a shift, then this map.</summary>
    public AffineMap AfterShift(float x, float y) => this with { X = XX * x + XY * y + X, Y = YX * x + YY * y + Y };

    /// <summary>Whether pixels are only mirrored and moved by whole steps.</summary>
    public bool MovesWholePixels => XY == 0 && YX == 0 && Math.Abs(XX) == 1 && Math.Abs(YY) == 1 && X == MathF.Round(X) && Y == MathF.Round(Y);
}
