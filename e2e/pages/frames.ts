// What happy-dom has otherwise, or not at all.

/**
 * happy-dom runs frames as fast as the processor can; a screen runs sixty a second. In a file of its
 * own, because React keeps the function that it finds when it is loaded.
 */
const frameMs = 1000 / 60

window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), frameMs)
window.cancelAnimationFrame = (frame) => window.clearTimeout(frame)

/** It draws no file. */
class IdleWorker extends EventTarget {
  postMessage() {}
  terminate() {}
}

Object.assign(globalThis, { Worker: IdleWorker })
