// node scripts/compile.mjs FOLDER [keep]: compile every .py below FOLDER with the very Python that will run it. The .pyc takes
// the place of the .py, or lies beside it in __pycache__ with `keep` (our own code: tracebacks then show its lines).
import { bootPyodide } from './lib/pyodide.mjs';
import { main } from './lib/say.mjs';

await main(async () => {
  const [folder, keep] = process.argv.slice(2);
  const python = await bootPyodide({ folders: { '/wheel': folder } });
  const bad = python.runPython(`
import compileall, pathlib, py_compile
legacy = ${keep ? 'False' : 'True'}
ok = compileall.compile_dir("/wheel", quiet=1, legacy=legacy, force=True, stripdir="/wheel",
                            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
if legacy:
    for path in pathlib.Path("/wheel").rglob("*.py"):
        if path.with_suffix(".pyc").exists():
            path.unlink()
0 if ok else 1
`);
  process.exitCode = bad;
});
