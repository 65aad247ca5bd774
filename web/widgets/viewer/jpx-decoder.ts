// The decoder of JPEG 2000 without WebAssembly: a script that the worker loads when a file needs it.
import OpenJPEG from 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js'

Object.assign(self, { OpenJPEG })
