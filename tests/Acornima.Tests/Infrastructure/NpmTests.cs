namespace Acornima.Tests.Infrastructure;

/// <summary>The tests that need the npm packages.</summary>
[CollectionDefinition(Name)]
public sealed class NpmTests : ICollectionFixture<NpmPackages>
{
    public const string Name = "npm";
}
