using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

[Collection(nameof(Parallelism))]
public sealed unsafe class GemmTests
{
    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(5, 7, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 512, 300)]
    [InlineData(2, 33, 257)]
    [InlineData(13, 15, 16)]
    [InlineData(14, 32, 256)]
    [InlineData(15, 31, 17)]
    [InlineData(28, 64, 33)]
    [InlineData(29, 64, 33)]
    [InlineData(64, 10, 784)]
    [InlineData(64, 100, 300)]
    [InlineData(350, 70, 40)]
    [InlineData(100, 100, 600)]
    public void Product_is_the_scalar_twin(int m, int n, int k)
    {
        foreach (bool transA in (bool[])[false, true])
        {
            foreach (bool transB in (bool[])[false, true])
            {
                Check(new Product(m, n, k, transA, transB, 0, false, false, FusedActivation.None));
                Check(new Product(m, n, k, transA, transB, 3, true, true, FusedActivation.Relu));
            }
        }
    }

    [Fact]
    public void Any_product_is_the_scalar_twin()
    {
        Gen<int> size = Gen.OneOf(Gen.Choose(1, 70), Gen.Elements(1, 2, 15, 16, 17, 31, 32, 33, 128, 300));
        Gen<bool> flag = Gen.Elements(true, false);
        Gen<Product> products =
            from m in size
            from n in size
            from k in size
            from transA in flag
            from transB in flag
            from gap in Gen.Choose(0, 5)
            from accumulate in flag
            from bias in flag
            from activation in Gen.Elements(FusedActivation.None, FusedActivation.Relu)
            select new Product(m, n, k, transA, transB, gap, accumulate, bias, activation);
        Prop.ForAll(products.ToArbitrary(), Check).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        Product product = new(400, 300, 700, false, true, 0, true, true, FusedActivation.Relu);
        int threads = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            float[] expected = Multiply(product, false).Span.ToArray();
            foreach (int count in (int[])[2, 4])
            {
                Parallelism.MaxThreads = count;
                Assert.Equal(expected, Multiply(product, false).Span.ToArray());
            }
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }

    [Theory]
    [InlineData(FusedActivation.None)]
    [InlineData(FusedActivation.Relu)]
    public void Nan_passes_through_product_and_activation(FusedActivation activation)
    {
        KernelBuffer a = KernelBuffer.Random(20 * 8, new Random(1)), b = KernelBuffer.Random(8 * 40, new Random(2));
        KernelBuffer c = new(20 * 40);
        a.Span[(3 * 8) + 2] = float.NaN;
        Gemm.Multiply(20, 40, 8, a.Pointer, 8, false, b.Pointer, 40, false, c.Pointer, 40, false, null, activation);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 40; j++)
                Assert.Equal(i == 3, float.IsNaN(c.Span[(i * 40) + j]));
        }
    }

    private static void Check(Product product)
    {
        KernelBuffer expected = Multiply(product, true), actual = Multiply(product, false);
        KernelAssert.Close(expected.Span, actual.Span, product.K + 2, product.ToString());
        actual.CheckGuards();
    }

    private static KernelBuffer Multiply(Product p, bool scalar)
    {
        Random random = new(1);
        int lda = (p.TransA ? p.M : p.K) + p.Gap, ldb = (p.TransB ? p.K : p.N) + p.Gap, ldc = p.N + p.Gap;
        KernelBuffer a = KernelBuffer.Random((p.TransA ? p.K : p.M) * lda, random);
        KernelBuffer b = KernelBuffer.Random((p.TransB ? p.N : p.K) * ldb, random);
        KernelBuffer c = KernelBuffer.Random(p.M * ldc, random);
        KernelBuffer biasBuffer = KernelBuffer.Random(p.N, random);
        float* bias = p.Bias ? biasBuffer.Pointer : null;
        if (scalar)
            ScalarGemm.Multiply(p.M, p.N, p.K, a.Pointer, lda, p.TransA, b.Pointer, ldb, p.TransB, c.Pointer, ldc, p.Accumulate, bias, p.Activation);
        else
            Gemm.Multiply(p.M, p.N, p.K, a.Pointer, lda, p.TransA, b.Pointer, ldb, p.TransB, c.Pointer, ldc, p.Accumulate, bias, p.Activation);

        // A pointer does not keep its buffer from the garbage collector.
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(biasBuffer);
        return c;
    }

    private sealed record Product(
        int M, int N, int K, bool TransA, bool TransB, int Gap, bool Accumulate, bool Bias, FusedActivation Activation);
}
