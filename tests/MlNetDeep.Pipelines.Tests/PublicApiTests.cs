using Microsoft.ML;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Pipelines.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(DeepExtensions).Assembly, "Extensions/MlNetDeep.Pipelines");
}
