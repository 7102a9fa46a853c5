namespace MlNetDeep.Benchmarks.Compare;

internal enum PeerProgram
{
    PyTorch,
    OnnxRuntime,
}
