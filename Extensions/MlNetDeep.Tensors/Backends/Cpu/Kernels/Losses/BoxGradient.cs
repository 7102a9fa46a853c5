namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The derivatives by the four numbers of a box.</summary>
internal struct BoxGradient
{
    internal double X1, Y1, X2, Y2;

    /// <summary>Adds what derivatives by width and height give.</summary>
    internal void AddSize(double byWidth, double byHeight)
    {
        X1 -= byWidth;
        X2 += byWidth;
        Y1 -= byHeight;
        Y2 += byHeight;
    }

    internal readonly unsafe void Store(double scale, float* destination)
    {
        destination[0] = (float)(scale * X1);
        destination[1] = (float)(scale * Y1);
        destination[2] = (float)(scale * X2);
        destination[3] = (float)(scale * Y2);
    }
}
