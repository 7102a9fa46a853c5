namespace MlNetDeep.Imaging;

/// <summary>For each new coordinate along one side, the old coordinates that it is made of and their weights, which sum to 1.</summary>
internal sealed class ResampleWeights
{
    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly float[] _weights;

    public ResampleWeights(int oldSize, int newSize, Interpolation interpolation)
    {
        _starts = new int[newSize];
        _offsets = new int[newSize + 1];
        double scale = (double)oldSize / newSize;
        double support = interpolation == Interpolation.Bilinear ? Math.Max(scale, 1) : 1;
        var weights = new List<float>(newSize * 2);
        for (int i = 0; i < newSize; i++)
        {
            if (interpolation == Interpolation.Nearest)
            {
                _starts[i] = (int)((long)i * oldSize / newSize);
                weights.Add(1);
            }
            else
            {
                _starts[i] = AddTriangle(weights, (i + 0.5) * scale, support, oldSize);
            }
            _offsets[i + 1] = weights.Count;
        }
        _weights = [.. weights];
    }

    public int Start(int index) => _starts[index];

    public ReadOnlySpan<float> Weights(int index) => _weights.AsSpan(_offsets[index], _offsets[index + 1] - _offsets[index]);

    private static int AddTriangle(List<float> weights, double centre, double support, int size)
    {
        int first = Math.Max((int)Math.Floor(centre - support), 0), end = Math.Min((int)Math.Ceiling(centre + support), size);
        while (first < end - 1 && Height(first) <= 0) first++;
        while (end - 1 > first && Height(end - 1) <= 0) end--;
        double sum = 0;
        for (int x = first; x < end; x++) sum += Height(x);
        for (int x = first; x < end; x++) weights.Add((float)(Height(x) / sum));
        return first;

        double Height(int x) => 1 - Math.Abs(x + 0.5 - centre) / support;
    }
}
