using Microsoft.ML;
using MlNetDeep.TestSupport;

namespace EmbeddedMLNet.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(MLContext).Assembly, "Extensions/EmbeddedMLNet");
}
