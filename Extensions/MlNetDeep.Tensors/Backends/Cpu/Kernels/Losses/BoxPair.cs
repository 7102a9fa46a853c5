namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Two boxes a and b, their intersection i and the smallest box c around both. Formulas, epsilon and the choice at kinks (equal
/// edges share the gradient equally) are torchvision's.
/// </summary>
internal readonly unsafe struct BoxPair
{
    private const double Epsilon = 1e-7, AspectScale = 4 / (Math.PI * Math.PI);

    private readonly double _ax1, _ay1, _ax2, _ay2, _bx1, _by1, _bx2, _by2;
    private readonly double _aw, _ah, _bw, _bh, _iw, _ih, _cw, _ch, _intersection, _union;

    internal BoxPair(float* a, float* b)
    {
        (_ax1, _ay1, _ax2, _ay2) = (a[0], a[1], a[2], a[3]);
        (_bx1, _by1, _bx2, _by2) = (b[0], b[1], b[2], b[3]);
        (_aw, _ah, _bw, _bh) = (_ax2 - _ax1, _ay2 - _ay1, _bx2 - _bx1, _by2 - _by1);
        _iw = Math.Min(_ax2, _bx2) - Math.Max(_ax1, _bx1);
        _ih = Math.Min(_ay2, _by2) - Math.Max(_ay1, _by1);
        _cw = Math.Max(_ax2, _bx2) - Math.Min(_ax1, _bx1);
        _ch = Math.Max(_ay2, _by2) - Math.Min(_ay1, _by1);
        _intersection = _iw > 0 && _ih > 0 ? _iw * _ih : 0;
        _union = (_aw * _ah) + (_bw * _bh) - _intersection;
    }

    private double IoU => _intersection / (_union + Epsilon);

    private double CenterX => (_ax1 + _ax2 - _bx1 - _bx2) / 2;

    private double CenterY => (_ay1 + _ay2 - _by1 - _by2) / 2;

    /// <summary>The squared distance of the centres.</summary>
    private double Distance => (CenterX * CenterX) + (CenterY * CenterY);

    /// <summary>The squared diagonal of the box around both.</summary>
    private double Diagonal => (_cw * _cw) + (_ch * _ch) + Epsilon;

    private double AspectDifference => Math.Atan(_bw / _bh) - Math.Atan(_aw / _ah);

    private double Aspect => AspectScale * AspectDifference * AspectDifference;

    /// <summary>How much the aspect ratio counts; a constant in the gradient.</summary>
    private double AspectWeight => Aspect / (1 - IoU + Aspect + Epsilon);

    internal double Loss(BoxLossFunction function)
    {
        double loss = 1 - IoU;
        if (function == BoxLossFunction.Generalized)
        {
            double around = _cw * _ch;
            return loss + ((around - _union) / (around + Epsilon));
        }
        loss += Distance / Diagonal;
        return function == BoxLossFunction.Complete ? loss + (AspectWeight * Aspect) : loss;
    }

    internal void Gradient(BoxLossFunction function, out BoxGradient a, out BoxGradient b)
    {
        a = default;
        b = default;
        double union = _union + Epsilon, byUnion = _intersection / (union * union), byIntersection = -1 / union;
        double byAroundWidth, byAroundHeight;
        if (function == BoxLossFunction.Generalized)
        {
            double around = (_cw * _ch) + Epsilon;
            byUnion -= 1 / around;
            double byAround = union / (around * around);
            (byAroundWidth, byAroundHeight) = (byAround * _ch, byAround * _cw);
        }
        else
        {
            double diagonal = Diagonal, byDiagonal = -Distance / (diagonal * diagonal);
            (byAroundWidth, byAroundHeight) = (2 * byDiagonal * _cw, 2 * byDiagonal * _ch);
            double byX = CenterX / diagonal, byY = CenterY / diagonal;
            a = new BoxGradient { X1 = byX, X2 = byX, Y1 = byY, Y2 = byY };
            b = new BoxGradient { X1 = -byX, X2 = -byX, Y1 = -byY, Y2 = -byY };
        }
        // The union is the sum of both areas without the intersection.
        byIntersection -= byUnion;
        a.AddSize(byUnion * _ah, byUnion * _aw);
        b.AddSize(byUnion * _bh, byUnion * _bw);
        if (_iw > 0 && _ih > 0) AddBetween(byIntersection * _ih, byIntersection * _iw, 1, ref a, ref b);
        AddBetween(byAroundWidth, byAroundHeight, -1, ref a, ref b);
        if (function == BoxLossFunction.Complete) AddAspect(ref a, ref b);
    }

    /// <summary>
    /// Passes derivatives by width and height on to the edges: with side 1 to those of the intersection, the larger starts and the
    /// smaller ends, with side -1 to those of the box around both.
    /// </summary>
    private void AddBetween(double byWidth, double byHeight, int side, ref BoxGradient a, ref BoxGradient b)
    {
        double x1 = Share(side * (_ax1 - _bx1)), y1 = Share(side * (_ay1 - _by1)), x2 = Share(side * (_bx2 - _ax2)), y2 = Share(side * (_by2 - _ay2));
        a.X1 -= byWidth * x1;
        b.X1 -= byWidth * (1 - x1);
        a.Y1 -= byHeight * y1;
        b.Y1 -= byHeight * (1 - y1);
        a.X2 += byWidth * x2;
        b.X2 += byWidth * (1 - x2);
        a.Y2 += byHeight * y2;
        b.Y2 += byHeight * (1 - y2);
    }

    private void AddAspect(ref BoxGradient a, ref BoxGradient b)
    {
        double byAngle = 2 * AspectScale * AspectWeight * AspectDifference;
        double aSquared = (_aw * _aw) + (_ah * _ah), bSquared = (_bw * _bw) + (_bh * _bh);
        a.AddSize(-byAngle * _ah / aSquared, byAngle * _aw / aSquared);
        b.AddSize(byAngle * _bh / bSquared, -byAngle * _bw / bSquared);
    }

    private static double Share(double lead) => lead > 0 ? 1 : lead < 0 ? 0 : 0.5;
}
