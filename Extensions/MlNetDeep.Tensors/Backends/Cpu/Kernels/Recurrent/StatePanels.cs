using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The weights of the state, cut into panels of a few units. Over many steps they are packed once, so that every matrix product
/// reads its panel in a row and has nothing to pack itself; a single step reads them where they are.
/// </summary>
internal unsafe struct StatePanels
{
    private float* _data;
    private long _panelStep, _blockStep;

    /// <summary>Units in a panel: the columns of a register tile.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? 32 : Vector256.IsHardwareAccelerated ? 16 : 8;

    /// <summary>Distance between the stored rows of a panel.</summary>
    public int Stride { get; private set; }

    /// <summary>Whether the panels are stored transposed.</summary>
    public bool Transposed { get; private set; }

    /// <summary>The floats that packed panels need.</summary>
    public static long PackedCount(in RecurrentGeometry geometry) =>
        geometry.Steps < 2 ? 0 : (long)Blocks.Count(geometry.Units, Width) * Width * geometry.Gates * geometry.Units;

    /// <summary>For the forward pass: one block per gate, [H, panel].</summary>
    public static StatePanels ByGate(in RecurrentGeometry geometry, float* weights, float* packed)
    {
        int units = geometry.Units, gates = geometry.Gates, stride = gates * units;
        if (geometry.Steps < 2) return new StatePanels { _data = weights, _panelStep = Width, _blockStep = units, Stride = stride };
        for (int first = 0; first < units; first += Width)
        {
            int width = Math.Min(Width, units - first);
            for (int gate = 0; gate < gates; gate++)
            {
                float* source = weights + (gate * units) + first;
                for (int row = 0; row < units; row++, packed += Width, source += stride)
                    new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(packed, width));
            }
        }
        long block = (long)units * Width;
        return new StatePanels { _data = packed - (Blocks.Count(units, Width) * gates * block), _panelStep = gates * block, _blockStep = block, Stride = Width };
    }

    /// <summary>For the gradient: the transposed weights, one block per column of theirs, [1, panel].</summary>
    public static StatePanels ByColumn(in RecurrentGeometry geometry, float* weights, float* packed)
    {
        int units = geometry.Units, columns = geometry.Gates * units;
        if (geometry.Steps < 2) return new StatePanels { _data = weights, _panelStep = (long)Width * columns, _blockStep = 1, Stride = columns, Transposed = true };
        float* panel = packed;
        for (int first = 0; first < units; first += Width, panel += (long)columns * Width)
        {
            int width = Math.Min(Width, units - first);
            for (int unit = 0; unit < width; unit++)
            {
                float* source = weights + ((long)(first + unit) * columns), target = panel + unit;
                for (int column = 0; column < columns; column++, target += Width) *target = source[column];
            }
        }
        return new StatePanels { _data = packed, _panelStep = (long)columns * Width, _blockStep = Width, Stride = Width };
    }

    public readonly float* At(int panel, int block) => _data + (panel * _panelStep) + (block * _blockStep);
}
