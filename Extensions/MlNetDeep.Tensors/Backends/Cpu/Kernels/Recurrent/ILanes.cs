using System.Numerics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>How a vector meets memory, so that whole vectors and the rest of a row run through the same lines.</summary>
internal unsafe interface ILanes
{
    static abstract Vector<float> Load(float* source, int count);

    static abstract void Store(Vector<float> vector, float* destination, int count);
}
