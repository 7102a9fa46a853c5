namespace MlNetDeep.Tensors;

/// <summary>
/// Where <see cref="Ops.AffineTransform"/> reads the pixel of the result in column x and row y: in column
/// <c>XX x + XY y + X</c> and row <c>YX x + YY y + Y</c> of the image. Pixels are counted from 0 at their centres.
/// </summary>
/// <param name="XX">Columns per column.</param>
/// <param name="XY">Columns per row.</param>
/// <param name="X">The column that column 0 of row 0 is read from.</param>
/// <param name="YX">Rows per column.</param>
/// <param name="YY">Rows per row.</param>
/// <param name="Y">The row that column 0 of row 0 is read from.</param>
public readonly record struct AffineMap2D(double XX, double XY, double X, double YX, double YY, double Y)
{
    /// <summary>The map that changes nothing.</summary>
    public static AffineMap2D Identity => new(1, 0, 0, 0, 1, 0);

    internal bool IsFinite => double.IsFinite(XX) && double.IsFinite(XY) && double.IsFinite(X) && double.IsFinite(YX) && double.IsFinite(YY) && double.IsFinite(Y);
}
