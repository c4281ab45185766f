using CovidXray.Browser.Folders;

namespace CovidXray.Browser.Tests.Folders;

/// <summary>Modules become one script, or are refused.</summary>
public sealed class PageScriptTests
{
    [Fact]
    public void Each_module_becomes_a_function_of_what_it_exports_once_and_before_who_imports_it()
    {
        var script = Join(
            ("main.js", "/** The page. */\nimport { b, c } from \"./b-b.js\";\nimport { a } from \"./a.js\";\nconsole.log(a, b, c);\n"),
            ("a.js", "const own = 1;\nexport const a = own;\n"),
            ("b-b.js", "import { a } from \"./a.js\";\nexport async function b() {\n}\n\nexport class c {\n}\n"));
        Assert.Equal(
            """
            "use strict";
            (() => {
            const $a = (() => {
            const own = 1;
            const a = own;

            return { a };
            })();
            const $b_b = (() => {
            const { a } = $a;
            async function b() {
            }

            class c {
            }

            return { b, c };
            })();
            const $main = (() => {
            /** The page. */
            const { b, c } = $b_b;
            const { a } = $a;
            console.log(a, b, c);

            return {  };
            })();
            })();

            """,
            script);
    }

    [Theory]
    [InlineData("import * as a from \"./a.js\";")]
    [InlineData("import a from \"./a.js\";")]
    [InlineData("import \"./a.js\";")]
    [InlineData("import { a as b } from \"./a.js\"; // x")]
    [InlineData("import {")]
    [InlineData("import { a } from \"https://example.org/a.js\";")]
    [InlineData("import { a } from \"../a.js\";")]
    [InlineData("export default 5;")]
    [InlineData("export { a };")]
    [InlineData("export * from \"./a.js\";")]
    public void Other_imports_and_exports_are_refused(string line)
    {
        var e = Assert.Throws<InvalidOperationException>(() => Join(("main.js", $"const x = 1;\n{line}\n"), ("a.js", "export const a = 1;\n")));
        Assert.Equal($"main.js: '{line}' cannot be joined.", e.Message);
    }

    [Fact]
    public void Modules_that_import_each_other_are_refused()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Join(("main.js", "import { a } from \"./a.js\";\n"), ("a.js", "import { b } from \"./b.js\";\nexport const a = b;\n"), ("b.js", "import { a } from \"./a.js\";\nexport const b = a;\n")));
        Assert.Equal("a.js imports itself, by others.", e.Message);
    }

    [Fact]
    public void The_page_has_no_module_that_is_left_out()
    {
        var folder = Path.Combine(CovidXray.Tests.Repository.Root, "src", "CovidXray.Browser", "Page");
        var read = new HashSet<string>(StringComparer.Ordinal);
        PageScript.Join("main.js", name =>
        {
            read.Add(name);
            return File.ReadAllText(Path.Combine(folder, name));
        });
        Assert.Equal(Directory.GetFiles(folder, "*.js").Select(Path.GetFileName).Where(n => n != "types.js").Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    private static string Join(params (string Name, string Text)[] modules) => PageScript.Join("main.js", name => modules.Single(m => m.Name == name).Text);
}
