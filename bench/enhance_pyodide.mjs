// The table of bench/enhance.py, measured inside Pyodide.
import { bench, option } from './pyodide.mjs';

await bench(`from bench import enhance; enhance.print_table(enhance.measure(${option('--side', 1024)}))`);
