using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A <see cref="GradientTreatment"/> in the registers of a loop.</summary>
internal readonly struct TreatmentVectors(GradientTreatment treatment)
{
    private readonly Vector<float> _scale = new(treatment.Scale), _low = new(-treatment.Limit), _high = new(treatment.Limit), _decay = new(treatment.Decay);
    private readonly bool _decays = treatment.Decay != 0;

    /// <summary>The factor of the parameter.</summary>
    internal readonly Vector<float> Shrink = new(treatment.Shrink);

    /// <summary>The gradient as a rule gets it. A NaN stays one: the native minimum and maximum give their second number then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Apply(Vector<float> gradient, Vector<float> parameter)
    {
        gradient = Vector.MaxNative(_low, Vector.MinNative(_high, gradient * _scale));
        return _decays ? gradient + (parameter * _decay) : gradient;
    }
}
