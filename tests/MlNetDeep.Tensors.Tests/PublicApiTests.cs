using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(Tensor).Assembly, "Extensions/MlNetDeep.Tensors");
}
