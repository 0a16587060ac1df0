// The table of bench/resample.py, measured inside Pyodide.
import { bench, option } from './pyodide.mjs';

const [megapixels, width, repeats] = [option('--megapixels', 24), option('--width', 1600), option('--repeats', 2)];
await bench(`from bench import resample; print(resample.table(resample.measure(${megapixels}, ${width}, ${repeats})))`);
