namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The operands of a matrix product; see <see cref="Gemm.Multiply"/>.</summary>
internal unsafe struct GemmOperands
{
    public int M;
    public int N;
    public int K;
    public float* A;
    public nint Lda;
    public bool TransA;
    public float* B;
    public nint Ldb;
    public bool TransB;
    public float* C;
    public nint Ldc;
    public bool Accumulate;
    public float* Bias;
    public bool Relu;
}
