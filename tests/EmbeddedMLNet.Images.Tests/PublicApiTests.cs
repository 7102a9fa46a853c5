using Microsoft.ML.Data;
using MlNetDeep.TestSupport;

namespace EmbeddedMLNet.Images.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(MLImage).Assembly, "Extensions/EmbeddedMLNet.Images");
}
