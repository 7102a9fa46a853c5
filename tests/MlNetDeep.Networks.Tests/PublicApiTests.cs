using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(Network).Assembly, "Extensions/MlNetDeep.Networks");
}
