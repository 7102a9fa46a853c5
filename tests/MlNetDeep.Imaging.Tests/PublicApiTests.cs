using MlNetDeep.TestSupport;

namespace MlNetDeep.Imaging.Tests;

public class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(Image).Assembly, "Extensions/MlNetDeep.Imaging");
}
