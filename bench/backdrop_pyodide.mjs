// Our rows of bench/backdrop.py, measured inside Pyodide.
import { bench, option } from './pyodide.mjs';

const side = option('--side', 6144);
const stars = Math.round((50000 * side * side) / 6144 ** 2);
await bench(`from bench import backdrop; backdrop.print_table(backdrop.measure(${side}, ${stars}))`);
