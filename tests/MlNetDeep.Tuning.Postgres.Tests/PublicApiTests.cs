using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Postgres.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Surface_is_the_reviewed_one() => PublicApi.Verify(typeof(PostgresStorage).Assembly, "Tuning/MlNetDeep.Tuning.Postgres");
}
