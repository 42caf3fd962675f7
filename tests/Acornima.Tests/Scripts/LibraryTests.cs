using Acornima.Tests.Infrastructure;
using Jint;

namespace Acornima.Tests.Scripts;

/// <summary>Runs libraries that scripts of integrations use.</summary>
[Collection(NpmTests.Name)]
public sealed class LibraryTests
{
    [Theory]
    [InlineData("underscore/underscore.js", "_.chain([3, 1, 2]).sortBy().map(x => x * 2).value().join() + _.template('hi <%= name %>')({ name: 'x' })", "2,4,6hi x")]
    [InlineData("underscore/underscore-min.js", "JSON.stringify(_.groupBy([1.2, 1.8, 2.1], Math.floor))", "{\"1\":[1.2,1.8],\"2\":[2.1]}")]
    [InlineData("underscore.string/dist/underscore.string.min.js", "s.camelize('-moz-transform') + s.slugify('Ünder Score') + s.words(' a b ').length", "MozTransformunder-score2")]
    [InlineData("moment/moment.js", "moment.utc('2024-02-29T12:00:00Z').add(1, 'year').format('YYYY-MM-DD dddd')", "2025-02-28 Friday")]
    [InlineData("lodash/lodash.min.js", "_.merge({ a: [{ b: 1 }] }, { a: [{ c: 2 }] }).a[0].c + _.kebabCase('fooBar')", "2foo-bar")]
    [InlineData("handlebars/dist/handlebars.min.js", "Handlebars.compile('{{#each a}}<{{this}}>{{/each}}')({ a: [1, 2] })", "<1><2>")]
    [InlineData("esprima/dist/esprima.js", "esprima.parseScript('const a = (b) => b ** 2').body[0].kind", "const")]
    public void A_library_runs(string file, string expression, string expected)
    {
        var engine = new Engine();
        engine.Execute("var window = this, self = this, global = this;");
        engine.Execute(Sources.Read(NpmPackages.PathOf(file)), file);
        Assert.Equal(expected, engine.Evaluate(expression).ToString());
    }
}
