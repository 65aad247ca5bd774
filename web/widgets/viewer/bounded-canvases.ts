import { bounds, TooMuch } from './bounds.ts'

type Entry = { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D | null }

/**
 * Makes the canvases that pdf.js needs beside that of the page, such as one for each level of
 * transparency, as its own factory does (`CanvasFactory` of `getDocument`).
 */
export function boundedCanvases() {
  const held = new Map<HTMLCanvasElement, number>()
  const hold = (canvas: HTMLCanvasElement, width: number, height: number) => {
    if (width <= 0 || height <= 0) throw new Error('Invalid canvas size')
    held.set(canvas, width * height)
    let pixels = 0
    for (const each of held.values()) pixels += each
    if (pixels > bounds.canvasPixels) throw new TooMuch('its canvases are too large')
    canvas.width = width
    canvas.height = height
  }
  return {
    /** Forgets the canvases of the page before. */
    startPage: () => held.clear(),
    Factory: class {
      create(width: number, height: number): Entry {
        const canvas = document.createElement('canvas')
        hold(canvas, width, height)
        return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) }
      }

      reset({ canvas }: Entry, width: number, height: number): void {
        hold(canvas, width, height)
      }

      destroy(entry: { canvas: HTMLCanvasElement | null; context: unknown }): void {
        if (entry.canvas === null) throw new Error('Canvas is not specified')
        held.delete(entry.canvas)
        entry.canvas.width = 0
        entry.canvas.height = 0
        entry.canvas = null
        entry.context = null
      }
    },
  }
}
